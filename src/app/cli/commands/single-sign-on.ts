import { readFile } from 'node:fs/promises';
import { ssoContract } from '#/features/sso/contract.ts';
import { sso } from '#/features/sso/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, ssoContract, sso);

const show: Command = {
  name: 'single-sign-on show',
  needs: 'organization',
  summary: 'The provider that vouches for the people of the organization.',
  details: '',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const found = await client(context).show({});
    to.document(found, () => {
      const { provider, redirect, saml } = found;
      if (provider === null) to.line('None is set: people come in with passwords and passkeys.');
      else {
        const { by } = provider;
        const how = by.kind === 'openid' ? `as the client ${by.client}` : 'by SAML 2.0';
        to.line(`${provider.issuer} vouches for addresses of ${provider.domain}, ${how}.`);
        to.line(provider.joins ? 'Whoever it vouches for joins as a member.' : 'Only who is invited comes in.');
        to.line(provider.required ? 'It is the only way in for them.' : 'It is one way in among others.');
      }
      to.line(`A provider of OpenID Connect sends people back to ${redirect}`);
      to.line(`One of SAML 2.0 knows this installation as ${saml.entity}, and posts to ${saml.back}`);
    });
    return EXIT.fine;
  },
};

const OPTIONS = [
  { name: 'client', value: 'ID', doc: 'The id that this installation has there.' },
  { name: 'domain', value: 'DOMAIN', doc: 'Of the addresses for which it vouches.' },
  {
    name: 'secret-file',
    value: 'FILE',
    doc: 'The secret of the client, in a file; left out, the one that is there stays.',
  },
  { name: 'joins', doc: 'Whoever it vouches for joins as a member.' },
] as const;

const set: Command = {
  name: 'single-sign-on set',
  needs: 'organization',
  summary: 'Let an OpenID Connect provider vouch for people.',
  details:
    'What the provider says of itself is read first. Register the address that "attestry single-sign-on show" prints there. docs/guides/operations.md, Ways in, says what a provider opens and what not.',
  args: [{ name: 'ISSUER', doc: 'The address by which the provider is known.' }],
  options: OPTIONS,
  examples: [
    {
      line: 'attestry single-sign-on set https://login.acme.example --client attestry --domain acme.example --secret-file secret.txt',
      doc: 'People of acme.example who are members or invited sign in there.',
    },
  ],
  run: async (given, to, context) => {
    const [issuer = ''] = given.args;
    const [asClient, domain, file] = [given.text('client'), given.text('domain'), given.text('secret-file')];
    if (asClient === undefined || domain === undefined)
      return misused('single-sign-on set', 'Give the client and the domain, with --client and --domain.');
    const secret = file === undefined ? {} : { secret: (await readFile(file, 'utf8')).trim() };
    const done = await client(context).set({ issuer, client: asClient, domain, joins: given.flag('joins'), ...secret });
    to.document(done, () => to.line(`Set, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const setSaml: Command = {
  name: 'single-sign-on saml',
  needs: 'organization',
  summary: 'Let a provider that speaks SAML 2.0 vouch for people.',
  details:
    'It takes the place of the one that is there. Tell the provider first what "attestry single-sign-on show" prints. docs/guides/single-sign-on.md says what it must send.',
  args: [{ name: 'FILE', doc: 'The metadata of the provider, as XML.' }],
  options: [
    { name: 'domain', value: 'DOMAIN', doc: 'Of the addresses for which it vouches.' },
    { name: 'joins', doc: 'Whoever it vouches for joins as a member.' },
  ],
  examples: [
    {
      line: 'attestry single-sign-on saml metadata.xml --domain acme.example',
      doc: 'People of acme.example who are members or invited sign in there.',
    },
  ],
  run: async (given, to, context) => {
    const [file = ''] = given.args;
    const domain = given.needed('domain', 'A provider vouches for addresses of one domain.');
    const metadata = await readFile(file, 'utf8');
    const done = await client(context).setSaml({ metadata, domain, joins: given.flag('joins') });
    to.document(done, () => to.line(`Set, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const only: Command = {
  name: 'single-sign-on require',
  needs: 'organization',
  summary: 'Make the provider the only way in for its people, or one among others again.',
  details:
    'One owner is named who comes in otherwise when the provider fails: with a passkey, or a password and an authenticator app. Somebody must have come in by the provider before.',
  args: [],
  options: [
    { name: 'break-glass', value: 'ACCOUNT', doc: 'The id of the account of that owner.' },
    { name: 'off', doc: 'Passwords and passkeys open the organization again.' },
  ],
  examples: [{ line: 'attestry single-sign-on require --off', doc: 'When the provider fails, from the terminal.' }],
  run: async (given, to, context) => {
    const [breakGlass, off] = [given.text('break-glass'), given.flag('off')];
    if (off === (breakGlass !== undefined))
      misused('single-sign-on require', 'Name an owner with --break-glass, or say --off.');
    const done = await client(context).require({ required: !off, ...(breakGlass === undefined ? {} : { breakGlass }) });
    to.document(done, () => to.line(`Set, sealed at position ${done.position}. It holds at the next request of each.`));
    return EXIT.fine;
  },
};

const remove: Command = {
  name: 'single-sign-on remove',
  needs: 'organization',
  summary: 'Take the provider away.',
  details: 'The sessions that it opened end. Whoever it brought in sets a password by "Forgotten password".',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const done = await client(context).remove({});
    to.document(done, () => to.line(`Removed, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [show, set, setSaml, only, remove];
