import { criterionWithId } from '#/library/library.ts';

/** Themes in the order in which a page has them, by series. */
const THEMES: readonly (readonly [string, readonly string[]])[] = [
  ['Access', ['CC6']],
  ['Detection, incidents and recovery', ['CC7']],
  ['Change', ['CC8']],
  ['Vendors and continuity', ['CC9']],
  ['Availability', ['A1']],
  ['Confidentiality', ['C1']],
  ['Processing integrity', ['PI1']],
  ['Privacy', ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8']],
  ['Risk', ['CC3', 'CC4']],
  ['People and governance', ['CC1', 'CC2', 'CC5']],
];

export const THEME_NAMES: readonly string[] = THEMES.map(([name]) => name);

/** The theme of a control: of the first of its criteria that stands early in the order of reviewers. */
export function themeOf(criteria: readonly string[]): string {
  const series = criteria.flatMap((id) => criterionWithId(id)?.series ?? []);
  const first = series[0] ?? 'CC1';
  return THEMES.find(([, all]) => all.includes(first))?.[0] ?? 'People and governance';
}
