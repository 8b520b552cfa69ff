/** Writes docs/guides/populations.md from the definitions: `npm run pages`. A test compares it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Field } from '#/core/populations/field.ts';
import { POPULATION_NAMES, populationNamed } from '#/core/populations/index.ts';
import type { Population } from '#/core/populations/population.ts';

export const PAGE = path.join(import.meta.dirname, '../docs/guides/populations.md');

const HEAD = `<!-- Written by "npm run pages" from src/core/populations. -->
# Populations

Every kind of fact that Attestry knows. A file of any shape imports into any of them (\`attestry import\`), and every collector yields some of them.

- **Key**: what makes two records the same item. An item that comes again with other values gets a new version; the old one stays.
- **In a window** says which date admits an item to a window.
- A field marked *may be silent* may be left out: then the source does not say, and what depends on it is *unknown*. *May be none* means that \`null\` is a statement of its own: there is none. The two are never mixed up.
- A **moment** is an instant (\`2026-03-03T12:00:00Z\`, with any offset), or a day with its zone (\`2026-03-03[Europe/Berlin]\`).
- An **actor** is a handle, \`scheme:name\`, such as \`employee:1042\`, \`email:ada@acme.example\`, \`github:ada\`; \`bot:name\` is a machine.
`;

/** The whole page. */
export const populationsPage = (): string =>
  [HEAD, ...POPULATION_NAMES.map((name) => section(populationNamed(name)))].join('\n');

function section({ name, doc, key, fields, version, shape, derived }: Population): string {
  const rows = Object.entries(fields).map(([field, spec]) => row(field, spec));
  return `## ${name}

${doc} Version ${version}.

Key \`${key}\`. ${admits(shape)}${derived === undefined ? '' : ` ${made(derived)}`}

| field | form | meaning |
|---|---|---|
${rows.join('\n')}
`;
}

const made = ({ from, says, of, answer }: NonNullable<Population['derived']>): string =>
  `Imported by itself, and made of every \`${from}\` that comes in and says ${says}: each of one \`${of}\` stays when another follows, and \`${answer}\` is kept with the last one that is not after it.`;

function admits(shape: Population['shape']): string {
  switch (shape.kind) {
    case 'event':
      return `In a window by \`${shape.occurred}\`.`;
    case 'state':
      return `In a window if the time from \`${shape.from}\` to \`${shape.to}\` overlaps it.`;
    case 'observed':
      return `In a window if a state of it held there. States are inferred between looks that are at most ${shape.inferredForDays} days apart.`;
  }
}

function row(name: string, { kind, doc, none, unknown, choices, children }: Field<unknown, unknown>): string {
  const of = Object.keys(children);
  const form = [
    kind === 'choice' ? choices.map((choice) => `\`${choice}\``).join(', ') : kind,
    ...(of.length === 0 ? [] : [`of ${of.map((child) => `\`${child}\``).join(', ')}`]),
    ...(none ? ['may be none'] : []),
    ...(unknown ? ['may be silent'] : []),
  ];
  return `| \`${name}\` | ${form.join('; ')} | ${doc} |`;
}

if (import.meta.main) writeFileSync(PAGE, populationsPage());
