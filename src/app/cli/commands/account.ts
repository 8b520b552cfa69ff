import { DomainError } from '#/core/errors.ts';
import { noteHandedOver } from '#/features/identity/index.ts';
import { openAuth } from '#/platform/auth/auth.ts';
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
    const found = await auth.accountWithEmail(email);
    const token = await auth.passwordToken(email).finally(() => auth.close());
    if (found !== null) await noteHandedOver(db, found.user);
    if (token === null) throw new DomainError('not_found', { what: 'account', id: email });
    const link = `${url}/new-password#${token}`;
    to.document({ link }, () => to.line(link));
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [passwordLink];
