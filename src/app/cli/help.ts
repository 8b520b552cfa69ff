import { VARIABLES } from '#/platform/config.ts';
import type { Command } from './command.ts';
import { type Output, wrap } from './output.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';

const INDENT = '  ';

interface Titled {
  readonly title: string;
  readonly commands: readonly Pick<Command, 'name' | 'summary' | 'local'>[];
}

const FIRST_STEPS = [
  ['attestry demo', 'a company with fourteen months of records, to look around in'],
  ['attestry init "Acme Inc"', 'your own; it says what comes next'],
] as const;

/** What there is, in the order in which a programme needs it. With `whole`, also what holds for all of them. */
export function showCommands(to: Output, groups: readonly Titled[], whole = false): void {
  if (whole) {
    to.line('Attestry: SOC 2 you can verify. Every claim leads to the sealed record that proves it.');
    to.line();
    to.title('To begin');
    for (const [line, doc] of FIRST_STEPS) to.line(`${INDENT}${to.style(line.padEnd(26), 'accent')}${doc}`);
    to.line();
  }
  const width = Math.max(...groups.flatMap((group) => group.commands.map(({ name }) => name.length)));
  for (const { title, commands } of groups) {
    to.title(title);
    for (const { name, summary } of commands) paragraph(to, summary, `${INDENT}${name.padEnd(width)}  `);
    to.line();
  }
  to.line('"attestry help COMMAND" explains one.');
  to.line('A noun is singular in a command ("control list"), and plural in an address and a folder ("/controls").');
  if (whole) showForAll(to, groups);
}

function showForAll(to: Output, groups: readonly Titled[]): void {
  to.line();
  to.title('Options of every command');
  showOptions(to, GLOBAL_OPTIONS);
  to.line();
  to.title('On the data folder alone, and not with --server');
  const local = groups.flatMap(({ commands }) => commands.filter((command) => command.local !== undefined));
  paragraph(to, `${local.map(({ name }) => name).join(', ')}. docs/guides/command-line.md says why.`, INDENT);
  to.line();
  to.title('Environment');
  const width = Math.max(...Object.keys(VARIABLES).map((name) => name.length));
  for (const [name, doc] of Object.entries(VARIABLES)) paragraph(to, doc, `${INDENT}${name.padEnd(width)}  `);
  to.line();
  to.line('Exit codes: 0 fine, 1 found something (deviations, damage, a difference), 2 misused, 3 failed.');
}

export function showCommand(to: Output, { name, summary, details, args, options, examples }: Command): void {
  const words = args.map(
    ({ name: arg, optional, many }) =>
      `${optional === true ? '[' : ''}${arg}${many === true ? ' …' : ''}${optional === true ? ']' : ''}`,
  );
  to.title(['attestry', name, ...words, '[options]'].join(' '));
  to.line();
  to.line(summary);
  if (details !== '') {
    to.line();
    for (const line of wrap(details, Math.min(92, to.width))) to.line(line);
  }
  if (args.length > 0) {
    to.line();
    const width = Math.max(...args.map(({ name: arg }) => arg.length));
    for (const { name: arg, doc } of args) paragraph(to, doc, `${INDENT}${arg.padEnd(width)}  `);
  }
  if (options.length > 0) {
    to.line();
    showOptions(to, options);
  }
  if (examples.length > 0) {
    to.line();
    to.title('For example');
    for (const { line, doc } of examples) {
      to.line(`${INDENT}${to.style(line, 'accent')}`);
      paragraph(to, doc, `${INDENT}${INDENT}`);
    }
  }
}

const label = ({ name, value }: { readonly name: string; readonly value?: string }): string =>
  `--${name}${value === undefined ? '' : ` ${value}`}`;

function showOptions(
  to: Output,
  options: readonly { readonly name: string; readonly value?: string; readonly doc: string }[],
): void {
  const width = Math.max(...options.map((option) => label(option).length));
  for (const option of options) paragraph(to, option.doc, `${INDENT}${label(option).padEnd(width)}  `);
}

/** Text behind a label, its further lines below its first. */
function paragraph(to: Output, text: string, label: string): void {
  const [first = '', ...more] = wrap(text, Math.max(24, Math.min(100, to.width) - label.length));
  to.line(label + first);
  for (const line of more) to.line(' '.repeat(label.length) + line);
}
