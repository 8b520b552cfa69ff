import type { Fields } from '#/core/populations/field.ts';
import { CodeReader } from './code-column.ts';
import { DigestReader } from './digest-column.ts';
import { columnsOf, fieldReader } from './fields.ts';
import type { OpenSegment } from './merge.ts';
import { NumberReader } from './number-column.ts';
import { PRESENCES, type Presence, type Row } from './row.ts';
import { SYSTEM } from './segment.ts';
import { stringReader } from './text-column.ts';

/** A segment, and the ids of the artifacts that its rows count. */
export interface Source extends OpenSegment {
  readonly artifacts: readonly string[];
}

/** What must be read before the first row is. */
export const columnsOfRows = (fields: Fields): readonly string[] => [
  ...Object.entries(fields).flatMap(([name, field]) => columnsOf(name, field)),
  SYSTEM.key,
  SYSTEM.presence,
  SYSTEM.artifact,
  SYSTEM.place,
  SYSTEM.collected,
  SYSTEM.note,
];

/**
 * Reads whole rows as they were written, moments parsed. A column is read, and compared with its digest, as a whole:
 * those that few ask for are read when somebody does.
 */
export function rowReader(
  fields: Fields,
  source: OpenSegment,
  artifactOf: (artifact: number) => number | null,
): (row: number) => Row {
  const { rows, column } = source;
  const facts = Object.entries(fields).map(([name, field]) => [name, fieldReader(name, field, source, null)] as const);
  const key = stringReader(column(SYSTEM.key), rows);
  const presence = new CodeReader<Presence>(column(SYSTEM.presence), rows, PRESENCES);
  let digest: DigestReader | undefined;
  const artifact = new NumberReader(column(SYSTEM.artifact), rows);
  const place = stringReader(column(SYSTEM.place), rows);
  const collected = new NumberReader(column(SYSTEM.collected), rows);
  let previous: NumberReader | undefined;
  const note = stringReader(column(SYSTEM.note), rows);
  return (row) => {
    const known = presence.at(row) ?? 'unreadable';
    const from = artifact.at(row);
    return {
      key: key.at(row) ?? '',
      presence: known,
      fact: known === 'present' || known === 'gone' ? factOf(facts, row) : null,
      get digest() {
        return (digest ??= new DigestReader(column(SYSTEM.digest), rows)).at(row);
      },
      artifact: typeof from === 'number' ? artifactOf(from) : null,
      place: place.at(row) ?? '',
      collected: collected.at(row) ?? Number.NaN,
      get previous() {
        return (previous ??= new NumberReader(column(SYSTEM.previous), rows)).at(row) ?? null;
      },
      note: note.at(row) ?? '',
    };
  };
}

/** A record's fact; members that the source is silent on are left out. */
function factOf(
  readers: readonly (readonly [string, { at(row: number): unknown }])[],
  row: number,
): Record<string, unknown> {
  const fact: Record<string, unknown> = {};
  for (const [name, reader] of readers) {
    const value = reader.at(row);
    if (value !== undefined) fact[name] = value;
  }
  return fact;
}
