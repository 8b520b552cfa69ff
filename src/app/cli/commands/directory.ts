import { directoryContract } from '#/features/directory/contract.ts';
import { directory } from '#/features/directory/index.ts';
import { counted } from '#/core/grouped.ts';
import { minute } from '#/core/time/words.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, directoryContract, directory);

const show: Command = {
  name: 'directory show',
  needs: 'organization',
  summary: 'What the directory of the company may say by SCIM, and how many people it named.',
  details: '',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const found = await client(context).show({});
    to.document(found, () => {
      const { address, domain, connections, roles, people } = found;
      to.line(
        `A directory speaks at ${address}${domain === null ? '; no single sign-on is set, so it adds nobody' : ` of people of ${domain}`}.`,
      );
      for (const { id, name, revoked, expires } of connections)
        to.line(`${id}  ${name}, ${revoked === null ? `ends ${minute(expires, context.zone)}` : 'ended'}`);
      for (const { group, role } of roles) to.line(`${group} makes ${role}`);
      to.line(`${counted(people.members, 'member')}, ${people.expected} expected, ${people.letGo} let go.`);
    });
    return EXIT.fine;
  },
};

const people: Command = {
  name: 'directory people',
  needs: 'organization',
  summary: 'Whom the directory named, and what became of them.',
  details: '',
  args: [],
  options: [{ name: 'after', value: 'NAME', doc: 'Only those after this one, by the name that the directory has.' }],
  examples: [],
  run: async (given, to, context) => {
    const after = given.text('after');
    const found = await client(context).people({ limit: 500, ...(after === undefined ? {} : { after }) });
    to.document(found, () => {
      for (const { userName, name, state, role } of found.people) to.line(`${userName}  ${name}, ${role ?? state}`);
      if (found.next !== null) to.line(`There are more: --after ${found.next}`);
    });
    return EXIT.fine;
  },
};

const connect: Command = {
  name: 'directory connect',
  needs: 'organization',
  summary: 'Make a connection for a directory; its token is shown once.',
  details: 'docs/guides/single-sign-on.md says what to enter in the directory, and what it may do.',
  args: [{ name: 'NAME', doc: 'Which directory it is; it stands in the audit log.' }],
  options: [{ name: 'days', value: 'N', doc: 'Until it ends. Default: 365.' }],
  examples: [{ line: 'attestry directory connect Okta', doc: 'A connection for a year.' }],
  run: async (given, to, context) => {
    const [name = ''] = given.args;
    const made = await client(context).connect({ name, days: given.whole('days', 365) });
    to.document(made, () => {
      to.line(made.token);
      to.line(`Copy it now: it is stored as a hash. It ends ${minute(made.expires, context.zone)}.`);
    });
    return EXIT.fine;
  },
};

const disconnect: Command = {
  name: 'directory disconnect',
  needs: 'organization',
  summary: 'End a connection; it holds at its next request.',
  details: 'Whom it let in stays.',
  args: [{ name: 'ID', doc: 'As "attestry directory show" prints it.' }],
  options: [],
  examples: [],
  run: async (given, to, context) => {
    const [id = ''] = given.args;
    const done = await client(context).disconnect({ id });
    to.document(done, () => to.line(`Ended, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const roles: Command = {
  name: 'directory roles',
  needs: 'organization',
  summary: 'Say what the groups of the directory make of their people.',
  details:
    'The first that fits somebody counts; without any, roles are given by hand. Nobody becomes an owner or an auditor by a group.',
  args: [{ name: 'GROUP=ROLE', doc: 'The name of a group, and a role.', many: true, optional: true }],
  options: [],
  examples: [{ line: 'attestry directory roles "Security=admin" "Engineering=contributor"', doc: 'Two groups.' }],
  run: async (given, to, context) => {
    const lines = given.args.map((text) => {
      const at = text.lastIndexOf('=');
      const role = directoryContract.setRoles.input.shape.roles.element.shape.role.safeParse(text.slice(at + 1)).data;
      if (at < 1 || role === undefined) return misused('directory roles', `${text} is not GROUP=ROLE.`);
      return { group: text.slice(0, at), role };
    });
    const done = await client(context).setRoles({ roles: lines });
    to.document(done, () => to.line(`Set, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [show, people, connect, disconnect, roles];
