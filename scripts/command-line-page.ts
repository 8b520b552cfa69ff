/** Writes docs/guides/command-line.md from the commands: `npm run pages`. A test compares it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Command } from '#/app/cli/command.ts';
import { VOCABULARY } from '#/app/cli/exits.ts';
import { DOCUMENTS, FailureDocument } from '#/app/cli/documents.ts';
import { GLOBAL_OPTIONS } from '#/app/cli/global-options.ts';
import { allCommands, commandsOf, GROUPS } from '#/app/cli/registry.ts';
import { type WrittenShape, writtenShape } from '#/contract/written-shape.ts';
import { VARIABLES } from '#/platform/config.ts';

export const PAGE = path.join(import.meta.dirname, '../docs/guides/command-line.md');

const head = (): string => `<!-- Written by "npm run pages" from src/app/cli. -->
# Command line

\`bin/attestry\` runs in a clone after \`npm ci\`, with nothing installed globally. \`attestry\` alone lists the commands, \`attestry source\` those under a word, \`attestry help COMMAND\` or \`attestry COMMAND --help\` explains one. A noun is singular in a command (\`control list\`), and plural in an address and a folder (\`/controls\`).

- Results go to standard output; progress, questions of form and what went wrong to standard error. Progress is shown on a terminal only, colors on a terminal without \`NO_COLOR\`.
- With \`--json\` a command prints one document of the shape that is given below, in UTF-8. Instants are milliseconds since 1970. Members may be added to a shape; none changes its meaning or goes away.
- Ctrl-C ends a command in good order: what was sealed stays, and the next run goes on. A second one ends it at once, which loses nothing either.

## Exit codes

| code | meaning |
|---|---|
| 0 | fine |
| 1 | it did what it was asked, and found something: deviations, open gaps, damage, a difference, rows that cannot be imported, a file of which not all that is needed is told yet |
| 2 | misused: an unknown or unfinished command, an unknown option, something missing, a value that is not of its form, or a name of something that the program itself has that it does not have: a ${[...VOCABULARY, 'collector', 'limit of a control'].join(', ')}. Nothing was done |
| 3 | failed: what was asked for is not there, such as a control or a source that the organization does not have, stands in the way of what was asked, or could not be read, reached or written. With \`--json\` the document says why |

With which of 2 and 3 a command ends is told by the code of the error alone: [errors](../errors.md) has it for each.

\`\`\`
${shapeOf(FailureDocument)}
\`\`\`

## Options of every command

${table(
  ['option', 'meaning'],
  GLOBAL_OPTIONS.map((option) => [code(labelOf(option)), option.doc]),
)}

## Environment

${table(
  ['variable', 'meaning'],
  Object.entries(VARIABLES).map(([name, doc]) => [code(name), doc]),
)}
`;

/** What never works on a server, and why. */
const locals = (commands: readonly Command[]): string => `## On the data folder alone

Every other command does with \`--server\` or \`ATTESTRY_SERVER\` what it does on the data folder, as far as the role or the scopes of the key allow. These refuse with \`local_only\`; \`package verify\` and \`package reperform\` need nothing but their file, and are the same with both.

${table(
  ['command', 'because'],
  commands.flatMap(({ name, local }) => (local === undefined ? [] : [[code(name), local]])),
)}
`;

/** The whole page. */
export async function commandLinePage(): Promise<string> {
  const parts = [head(), locals(await allCommands())];
  for (const group of GROUPS) {
    parts.push(`## ${group.title}\n`);
    for (const command of await commandsOf(group.files)) parts.push(section(command));
  }
  return parts.join('\n');
}

function section({ name, summary, details, args, options, examples }: Command): string {
  const words = args.map(({ name: word, optional, many }) => {
    const whole = `${word}${many === true ? ' …' : ''}`;
    return optional === true ? `[${whole}]` : whole;
  });
  const rows = [
    ...args.map(({ name: word, doc }) => [code(word), doc]),
    ...options.map((option) => [
      code(labelOf(option)),
      `${option.doc}${option.many === true && !option.doc.includes('several times') ? ' May be given several times.' : ''}`,
    ]),
  ];
  const document = (DOCUMENTS as Readonly<Record<string, z.ZodType>>)[name];
  return [
    `### ${['attestry', name, ...words].join(' ')}\n`,
    `${summary}${details === '' ? '' : ` ${details}`}\n`,
    ...(rows.length === 0 ? [] : [`${table(['', ''], rows)}\n`]),
    ...(examples.length === 0 ? [] : [`\`\`\`\n${examples.map(({ line }) => line).join('\n')}\n\`\`\`\n`]),
    ...(document === undefined ? [] : [`With \`--json\`:\n\n\`\`\`\n${shapeOf(document)}\n\`\`\`\n`]),
  ].join('\n');
}

const labelOf = ({ name, value }: { readonly name: string; readonly value?: string }): string =>
  `--${name}${value === undefined ? '' : ` ${value}`}`;

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** The shape of a document as a person reads it. */
function shapeOf(schema: z.ZodType): string {
  return writtenShape(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as WrittenShape);
}

if (import.meta.main) writeFileSync(PAGE, await commandLinePage());
