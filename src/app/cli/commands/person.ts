import { peopleContract } from '#/features/people/contract.ts';
import { people } from '#/features/people/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { AS_OF, asOfIn } from '#/app/cli/as-of.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { count, counted } from '#/app/cli/output.ts';
import { textIn } from '#/app/cli/input.ts';
import { misused } from '#/app/cli/parse.ts';

const client = (context: Context) => clientOf(context, peopleContract, people);

const alias: Command = {
  name: 'person alias',
  needs: 'organization',
  summary: 'Say whose a handle is.',
  details:
    'People, accounts and authors are one person by rules that are written down: the employee id, an e-mail address that the HR system gave to exactly one employee, and what is declared here. A number that two lists give is one person where they share an address, or where you declare it: employee:1 employee:1. Nothing is guessed; a handle that is nobody’s stays unresolved, and makes outcomes unknown. Each declaration is sealed.',
  args: [
    { name: 'HANDLE', doc: 'As a source writes it, such as github:ada.', optional: true },
    { name: 'MEANING', doc: 'employee:<number>, bot for a machine, or nobody to take it back.', optional: true },
  ],
  options: [
    { name: 'file', value: 'FILE', doc: 'Many at once: a line each, HANDLE and MEANING with a comma between.' },
  ],
  examples: [
    { line: 'attestry person alias github:ada employee:1042', doc: 'The GitHub login ada is employee 1042.' },
    { line: 'attestry person alias github:acme-deploy bot', doc: 'A machine, not a person.' },
  ],
  run: async (given, to, context) => {
    const file = given.text('file');
    const lines =
      file === undefined
        ? []
        : (await textIn(file)).split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
    const pairs = lines.map((line, at) => pairIn(line, at));
    const [handle, meaning] = given.args;
    if (handle !== undefined)
      pairs.push({
        handle,
        is: meaningOf(meaning ?? misused('person alias', 'Say whose it is: employee:<number>, bot or nobody.')),
      });
    if (pairs.length === 0) misused('person alias', 'Give a handle and its meaning, or a file of them.');
    const done = await client(context).declare({ aliases: pairs });
    to.document(done, () =>
      to.line(
        `${count(done.declared)} declared, sealed at position ${done.position}. Outcomes follow with the next "attestry check run".`,
      ),
    );
    return EXIT.fine;
  },
};

function pairIn(line: string, at: number): { readonly handle: string; readonly is: string | null } {
  const [, handle = '', meaning = ''] =
    /^([^,]+),([^,]+)$/.exec(line.trim()) ??
    misused('person alias', `line ${at + 1} does not read HANDLE,MEANING: "${line}"`);
  return { handle: handle.trim(), is: meaningOf(meaning.trim()) };
}

const meaningOf = (word: string): string | null => (word === 'nobody' ? null : word);

const aliases: Command = {
  name: 'person aliases',
  needs: 'organization',
  summary: 'Whose handles are, as it was declared.',
  details: '',
  args: [],
  options: [AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const found = await client(context).aliases(asOfIn(given));
    to.document(found, () =>
      to.table(found.aliases, [
        { title: 'handle', of: ({ handle }) => handle },
        { title: 'is', of: ({ is }) => is ?? '' },
        { title: 'position', of: ({ position }) => String(position), right: true },
        { title: 'declared by', of: ({ person }) => person },
      ]),
    );
    return EXIT.fine;
  },
};

const unresolved: Command = {
  name: 'person unresolved',
  needs: 'organization',
  summary: 'Handles in the records that are nobody’s.',
  details: '',
  args: [],
  options: [AS_OF],
  examples: [],
  run: async (given, to, context) => {
    const found = await client(context).unresolved(asOfIn(given));
    to.document(found, () => {
      if (found.handles.length === 0) {
        to.line('Every handle in the records is somebody’s.');
        return;
      }
      to.line(
        `${counted(found.handles.length, 'handle is', 'handles are')} nobody’s. Say whose they are: attestry person alias HANDLE employee:NUMBER`,
      );
      to.line();
      to.table(found.handles.slice(0, 100), [
        { title: 'handle', of: ({ handle }) => handle, style: () => 'strong' },
        { title: 'times named', of: ({ times }) => count(times), right: true },
        { title: 'in', of: ({ population }) => population },
      ]);
    });
    return found.handles.length === 0 ? EXIT.fine : EXIT.found;
  },
};

export const commands: readonly Command[] = [alias, aliases, unresolved];
