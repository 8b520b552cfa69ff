import { type Found, found, type Look } from '#/collectors/collector.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { type Report, type Setting, type Weakness, worseSetting, worseWeakness } from './report.ts';

/** The records that a report becomes, and how many of its findings fell together. */
export interface Items {
  readonly records: readonly Found[];
  /** Findings beyond the first of the same item. */
  readonly again: number;
}

/** Spaces stand between the parts of an id, and nowhere else. */
const part = (text: string): string => text.replaceAll(/[\s%]/g, (sign) => encodeURIComponent(sign));

/** The beginning of the ids of all weaknesses that one tool finds in one asset. */
export const scopeOf = (asset: string, tool: string): string => `${part(asset)} ${part(tool)} `;

const idOf = (tool: string, { asset, part: component, name }: Weakness): string =>
  `${scopeOf(asset, tool)}${part(component ?? '-')} ${part(name)}`;

export function weaknessItems(tool: string, weaknesses: readonly Weakness[], detectedAt: string): Items {
  const worst = new Map<string, Weakness>();
  for (const weakness of weaknesses) {
    const id = idOf(tool, weakness);
    const known = worst.get(id);
    if (known === undefined || worseWeakness(weakness, known)) worst.set(id, weakness);
  }
  const records = [...worst].map(([id, { asset, told, place }]) =>
    found('vulnerability', { detectedAt, ...told, id, asset }, 0, place),
  );
  return { records, again: weaknesses.length - records.length };
}

export function settingItems(settings: readonly Setting[]): Items {
  const worst = new Map<string, Setting>();
  for (const setting of settings) {
    const key = populationNamed('configuration').keyOf(setting.told);
    const known = worst.get(key);
    if (known === undefined || worseSetting(setting, known)) worst.set(key, setting);
  }
  const records = [...worst.values()].map(({ told, place }) => found('configuration', told, 0, place));
  return { records, again: settings.length - records.length };
}

/** What a report is a whole look at. Assets that ended are looked at, too: nothing of them is there any more. */
export function looksOf(
  { tool, complete, covers, weaknesses, settings }: Report,
  ended: readonly string[],
): readonly Look[] {
  if (complete === 'nothing') return [];
  const assets = [...covers, ...ended.filter((asset) => !covers.includes(asset))];
  const vulnerability = weaknesses === null ? [] : assets.map((asset) => scopeOf(asset, tool));
  const configuration = settings === null ? [] : complete === 'assets' ? [''] : rulesOf(settings);
  return [
    ...vulnerability.map((scope): Look => ({ population: 'vulnerability', scope })),
    ...configuration.map((scope): Look => ({ population: 'configuration', scope })),
  ];
}

/** The beginning of the keys of each rule. */
const rulesOf = (settings: readonly Setting[]): readonly string[] =>
  [...new Set(settings.map(({ told: { rule } }) => rule))].map((rule) =>
    populationNamed('configuration').keyOf({ rule, resource: '' }),
  );
