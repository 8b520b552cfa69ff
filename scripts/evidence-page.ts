/** Writes docs/guides/evidence.md from the library and the checks: `npm run pages`. A test compares it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { CHECKS } from '#/checks/index.ts';
import type { Occurrences, Where } from '#/core/occurrences/counted-as.ts';
import { designOf, evidenceOf } from '#/library/evidence.ts';
import { LIBRARY, type LibraryControl } from '#/library/library.ts';

export const EVIDENCE_PAGE = path.join(import.meta.dirname, '../docs/guides/evidence.md');

const HEAD = `<!-- Written by "npm run pages" from src/library and src/checks. -->
# What shows a control

Every control of the library, what evidences it, and which checks judge it. The program follows this table; nothing else decides it.

- **Records** are of a population, read from a source ([populations](populations.md)). Where no population can show a control, a person attaches what does: *by hand*.
- **An occurrence** is what counts as one performance of the control: a record that *is* one, a record that *calls for* one, the population *read* over the window, or what a person *attaches*.
- **Design** is what a Type I examination asks for. What records show by being there says of which population; the rest a person attaches.
- A control of your own is shown by hand, whatever it is about.

| control | records | by hand | an occurrence | checks |
|---|---|---|---|---|`;

/** The whole page: each control in one row, and what shows its design below. */
export const evidencePage = (): string =>
  [HEAD, ...LIBRARY.map(row), '\n## Design, by control\n', ...LIBRARY.map(design), ''].join('\n');

function row(control: LibraryControl): string {
  const { populations, byHand, occurrences } = evidenceOf(control.id);
  const checks = CHECKS.filter(({ controls }) => controls.includes(control.id)).map(({ id }) => `\`${id}\``);
  const cells = [
    `\`${control.id}\``,
    populations.map((name) => `\`${name}\``).join(', ') || 'none',
    byHand ?? 'nothing',
    counted(occurrences),
    checks.join(', ') || 'none',
  ];
  return `| ${cells.join(' | ')} |`;
}

function counted(occurrences: Occurrences): string {
  switch (occurrences.kind) {
    case 'performed':
      return `each \`${occurrences.population}\`${which(occurrences.where)} is one, at \`${occurrences.field}\``;
    case 'triggered':
      return `each \`${occurrences.population}\`${which(occurrences.where)} calls for one, at \`${occurrences.field}\``;
    case 'covered':
      return `\`${occurrences.population}\`${which(occurrences.where)} is read`;
    case 'attached':
      return 'what is attached';
  }
}

function which(where: Where): string {
  const said = Object.entries(where).map(([field, wanted]) => `\`${field}\` ${[wanted].flat().join(' or ')}`);
  return said.length === 0 ? '' : ` with ${said.join(', ')}`;
}

function design(control: LibraryControl): string {
  const items = designOf(control).map(({ what, shownBy }) => (shownBy === null ? what : `${what} (\`${shownBy}\`)`));
  return `- \`${control.id}\`: ${items.join('; ')}.`;
}

if (import.meta.main) writeFileSync(EVIDENCE_PAGE, evidencePage());
