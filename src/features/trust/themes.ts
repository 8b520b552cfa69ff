/** Themes in the order in which a page has them, by how the criteria of each begin. */
const THEMES: readonly (readonly [string, readonly string[]])[] = [
  ['Access', ['CC6.1', 'CC6.2', 'CC6.3', 'CC6.4', 'CC6.5']],
  ['Protection of systems and data', ['CC6.6', 'CC6.7', 'CC6.8']],
  ['Change', ['CC8']],
  ['Detection, incidents and recovery', ['CC7']],
  ['Vendors and continuity', ['CC9']],
  ['Availability', ['A1']],
  ['Confidentiality', ['C1']],
  ['Processing integrity', ['PI1']],
  ['Privacy', ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8']],
  ['Risk', ['CC3', 'CC4']],
  ['People and governance', ['CC1', 'CC2', 'CC5']],
];

export const THEME_NAMES: readonly string[] = THEMES.map(([name]) => name);
const LAST = 'People and governance';

const themeOfOne = (criterion: string): string =>
  THEMES.find(([, all]) => all.some((begin) => criterion === begin || criterion.startsWith(`${begin}.`)))?.[0] ?? LAST;

/** The theme of a control: of its first criterion that is more than how a company is led; else that. */
export function themeOf(criteria: readonly string[]): string {
  const themes = criteria.map(themeOfOne);
  return themes.find((theme) => theme !== LAST) ?? themes[0] ?? LAST;
}
