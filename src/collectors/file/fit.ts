import { populationNamed } from '#/core/populations/index.ts';
import { columnsOf, type Mapping } from './mapping.ts';
import { PRESETS, type Preset } from './presets/index.ts';

/** A mapping without what a file cannot tell. */
export interface Fitted {
  readonly mapping: Mapping;
  /** Fields that were left out because the file lacks columns for them: the source does not say. For a person to confirm. */
  readonly left: readonly { readonly field: string; readonly columns: readonly string[] }[];
}

/** Leaves out the fields whose columns a file does not have, as far as items may lack them. */
export function fitted(mapping: Mapping, header: readonly string[]): Fitted {
  const known = populationNamed(mapping.population).fields;
  const left = Object.entries(mapping.fields).flatMap(([field, source]) => {
    const columns = columnsOf(source).filter((column) => !header.includes(column));
    return columns.length > 0 && known[field]?.unknown === true ? [{ field, columns }] : [];
  });
  const out = new Set(left.map(({ field }) => field));
  const fields = Object.fromEntries(Object.entries(mapping.fields).filter(([name]) => !out.has(name)));
  return { mapping: { ...mapping, fields }, left };
}

/** The products whose exports have such a header. */
export const presetsFor = (header: readonly string[]): readonly Preset[] =>
  [...PRESETS.values()].filter(({ recognizedBy }) => recognizedBy.every((column) => header.includes(column)));
