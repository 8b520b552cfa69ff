import type { Fields } from '#/core/populations/field.ts';
import { type Lookups, lookupValue } from '#/core/populations/population.ts';
import { CodeReader, encodeCodes } from './code-column.ts';
import { type Column, type ColumnType, type Layout } from './column.ts';
import { encodeDigests } from './digest-column.ts';
import { encodeFields } from './fields.ts';
import { encodeIndex } from './index-column.ts';
import { encodeNumbers, NumberReader } from './number-column.ts';
import { orderOf } from './order.ts';
import { PRESENCES, type Presence, type Row } from './row.ts';
import { encodeDictionary, encodeTexts } from './text-column.ts';

/** The columns that every segment has, whatever its population. */
export const SYSTEM = {
  key: '$key',
  order: '$order',
  digest: '$digest',
  presence: '$presence',
  artifact: '$artifact',
  place: '$place',
  collected: '$collected',
  previous: '$previous',
  note: '$note',
  position: '$position',
} as const;

/** What a population must tell so that its rows can be laid out. */
export interface Layoutable {
  readonly fields: Fields;
  readonly lookups: Lookups;
}

/** What the names of indexes begin with. */
export const INDEX = '$index.';
export const indexName = (lookup: string): string => INDEX + lookup;

/** Rows in the order of a segment; of several with one key the last given stays. */
export function inOrder(rows: readonly Row[]): readonly Row[] {
  const last = new Map(rows.map((row) => [row.key, row]));
  const keyed = [...last.values()].map((row) => ({ row, order: orderOf(row.key) }));
  keyed.sort((a, b) => a.order - b.order || (a.row.key < b.row.key ? -1 : 1));
  return keyed.map(({ row }) => row);
}

/** The columns of a segment of rows that are in order. `positions` is given for a merged segment only. */
export function encodeRows(
  { fields, lookups }: Layoutable,
  rows: readonly Row[],
  positions?: readonly number[],
): readonly Column[] {
  const keys = rows.map(({ key }) => key);
  const facts = rows.map(({ fact }) => fact);
  const indexes = Object.entries(lookups).map(([name, lookup]) =>
    encodeIndex(
      indexName(name),
      facts.map((fact) => lookupValue(lookup, fact?.[lookup.field])),
    ),
  );
  return [
    encodeTexts(SYSTEM.key, keys),
    encodeNumbers(SYSTEM.order, keys.map(orderOf)),
    encodeDigests(
      SYSTEM.digest,
      rows.map(({ digest }) => digest),
    ),
    encodeCodes<Presence>(
      SYSTEM.presence,
      rows.map(({ presence }) => presence),
      PRESENCES,
    ),
    encodeNumbers(
      SYSTEM.artifact,
      rows.map(({ artifact }) => artifact),
    ),
    encodeTexts(
      SYSTEM.place,
      rows.map(({ place }) => place),
    ),
    encodeNumbers(
      SYSTEM.collected,
      rows.map(({ collected }) => collected),
    ),
    encodeNumbers(
      SYSTEM.previous,
      rows.map(({ previous }) => previous),
    ),
    encodeDictionary(
      SYSTEM.note,
      rows.map(({ note }) => note),
    ),
    ...(positions === undefined ? [] : [encodeNumbers(SYSTEM.position, positions)]),
    ...indexes,
    ...encodeFields(fields, facts),
  ];
}

/** A column as a segment's header describes it: enough to find, check and read its bytes. */
export interface ColumnHeader {
  readonly name: string;
  readonly type: ColumnType;
  readonly layout: Layout;
  readonly bytes: number;
  readonly sha256: string;
}

/** The header of a segment, version 1; docs/spec/segment.md is normative. */
export interface SegmentHeader {
  readonly v: 1;
  readonly population: string;
  /** Version of the population's fields. */
  readonly schema: number;
  readonly rows: number;
  /** Ids of the artifacts that the rows were read from, in the order that the rows count them. */
  readonly artifacts: readonly string[];
  /** Chance, so that the digest of what was erased tells nothing to whoever guesses it; segments of the first days have none. */
  readonly salt?: string;
  readonly columns: readonly ColumnHeader[];
}

export const presenceReader = (column: Pick<Column, 'body'>, rows: number): CodeReader<Presence> =>
  new CodeReader(column, rows, PRESENCES);
export const numbersOf = (column: Pick<Column, 'body'>, rows: number): Float64Array =>
  new NumberReader(column, rows).values;
