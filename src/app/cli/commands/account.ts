import { DomainError } from '#/core/errors.ts';
import { memberships, noteHandedOver } from '#/features/identity/index.ts';
import { type Auth, openAuth } from '#/platform/auth/auth.ts';
import { noteAction } from '#/app/noting.ts';
import type { Attestry } from '#/app/wire.ts';
import { type Command, EXIT } from '#/app/cli/command.ts';

const passwordLink: Command = {
  name: 'password-link',
  needs: 'nothing',
  local: 'it is for whoever has the machine and no account',
  summary: 'Make a link by which somebody sets a new password.',
  details:
    'For whoever forgot theirs and gets no mail: hand the link over yourself, to the person and by a way that is theirs. It opens once, within an hour; the new password ends every session of the account, and a second factor is still asked for. What an auditor’s account seals for its firm is from then on marked as said by an account that was handed over. It works beside a running server.',
  args: [{ name: 'EMAIL', doc: 'The address of the account.' }],
  options: [],
  examples: [{ line: 'attestry password-link ada@acme.example', doc: 'Prints the link.' }],
  run: async (given, to, { open }) => {
    const attestry = await open();
    const [email = ''] = given.args;
    const { db, vault, url } = attestry;
    const auth = await openAuth({ database: db.url, vault, url });
    const token = await linkNoted(attestry, auth, email).finally(() => auth.close());
    const link = `${url}/new-password#${token}`;
    to.document({ link }, () => to.line(link));
    return EXIT.fine;
  },
};

/** The organizations of the account know who made a link to it. */
async function linkNoted(attestry: Attestry, auth: Auth, email: string): Promise<string> {
  const account = await auth.accountWithEmail(email.toLowerCase());
  const token = await auth.passwordToken(email);
  if (account === null || token === null) throw new DomainError('not_found', { what: 'account', id: email });
  await noteHandedOver(attestry.db, account.user);
  const { person } = attestry.config;
  for (const { org } of await memberships(attestry, account.user))
    await noteAction(attestry, { org, person }, { name: 'account.password-link-made', subjects: [{ email }] }, 'done');
  return token;
}

export const commands: readonly Command[] = [passwordLink];
