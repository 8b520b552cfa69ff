import type { Fields } from '#/core/populations/field.ts';
import { isPopulation, populationNamed } from '#/core/populations/index.ts';
import { lookupValue } from '#/core/populations/population.ts';
import type { Column } from './column.ts';
import { columnsOf, encodeFields, fieldReader } from './fields.ts';
import { encodeIndex } from './index-column.ts';
import type { Source } from './row-reader.ts';
import { INDEX } from './segment.ts';

type Sealed = Pick<Source, 'rows' | 'column'> & {
  readonly population: string;
  readonly has: (column: string) => boolean;
};

/**
 * The column that a segment would have, had it been sealed with the populations of today: of a field that was added
 * since, every row is silent, and a look-up that was added since is made from its field. Null for a name that no
 * population has. What is sealed stays as it is.
 */
export function addedSince(name: string, segment: Sealed): Column | null {
  if (!isPopulation(segment.population)) return null;
  const { fields, lookups } = populationNamed(segment.population);
  if (!name.startsWith(INDEX)) return silent({ name, fields, rows: segment.rows, within: '' }, segment);
  const lookup = lookups[name.slice(INDEX.length)];
  const field = fields[lookup?.field ?? ''];
  if (lookup === undefined || field === undefined) return null;
  const values = fieldReader(lookup.field, field, segment, null);
  return encodeIndex(
    name,
    Array.from({ length: segment.rows }, (_, row) => lookupValue(lookup, values.at(row))),
  );
}

interface Wanted {
  readonly name: string;
  /** The fields among which it is, of so many rows, or of so many members of a list. */
  readonly fields: Fields;
  readonly rows: number;
  /** What stands before their names in those of columns. */
  readonly within: string;
}

function silent({ name, fields, rows, within }: Wanted, segment: Sealed): Column | null {
  for (const [own, field] of Object.entries(fields)) {
    const list = within + own;
    if (!columnsOf(list, field).includes(name)) continue;
    if (field.kind === 'list' && segment.has(list)) {
      const members = Number(segment.column(list).layout['length']);
      return silent({ name, fields: field.children, rows: members, within: `${list}.` }, segment);
    }
    const nothing = Array.from({ length: rows }, () => null);
    return encodeFields({ [own]: field }, nothing, within).find((column) => column.name === name) ?? null;
  }
  return null;
}
