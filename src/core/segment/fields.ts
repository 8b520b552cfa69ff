import { type Actor, UNNAMED } from '#/core/actor.ts';
import type { Field, Fields } from '#/core/populations/field.ts';
import { type Moment, parseMoment } from '#/core/time/moment.ts';
import { CodeReader, encodeCodes } from './code-column.ts';
import type { Column, Reader } from './column.ts';
import { encodeLists, ListReader } from './list-column.ts';
import { encodeMoments, MomentReader } from './moment-column.ts';
import { encodeNumbers, NumberReader } from './number-column.ts';
import { encodeDictionary, encodeText, stringReader, textReader } from './text-column.ts';

type Row = Readonly<Record<string, unknown>> | null;
type Maybe<T> = readonly (T | null | undefined)[];
export const FLAGS = [false, true] as const;
/** The column that holds the members of a list of texts. */
export const MEMBER = 'member';

/** The columns of all fields for rows of facts; for a row that is `null` nothing is known. */
export function encodeFields(fields: Fields, rows: readonly Row[], prefix = ''): readonly Column[] {
  const values = valuesOf(Object.keys(fields), rows);
  return Object.entries(fields).flatMap(([name, field], place) =>
    encodeField(prefix + name, field, values[place] ?? []),
  );
}

/** The values of each name for all rows. Row after row, because a fact lies in one place and a column all over. */
function valuesOf(names: readonly string[], rows: readonly Row[]): readonly (readonly unknown[])[] {
  const values = names.map((): unknown[] => Array.from({ length: rows.length }));
  for (let row = 0; row < rows.length; row += 1) {
    const fact = rows[row] ?? null;
    for (let place = 0; place < names.length; place += 1) {
      const column = values[place];
      if (column !== undefined) column[row] = fact?.[names[place] ?? ''];
    }
  }
  return values;
}

function encodeField(name: string, field: Field<unknown, unknown>, values: readonly unknown[]): readonly Column[] {
  switch (field.kind) {
    case 'text':
      return [encodeText(name, values as Maybe<string>)];
    case 'actor':
      return [encodeDictionary(name, values as Maybe<string>)];
    case 'number':
      return [encodeNumbers(name, values as Maybe<number>)];
    case 'flag':
      return [encodeCodes(name, values as Maybe<boolean>, FLAGS)];
    case 'choice':
      return [encodeCodes(name, values as Maybe<string>, field.choices)];
    case 'moment':
      return [encodeMoments(name, values.map(momentOf))];
    case 'texts': {
      const { column, members } = encodeLists(name, values as Maybe<readonly string[]>);
      return [column, encodeText(`${name}.${MEMBER}`, members as readonly string[])];
    }
    case 'list': {
      const { column, members } = encodeLists(name, values as Maybe<readonly Row[]>);
      return [column, ...encodeFields(field.children, members as readonly Row[], `${name}.`)];
    }
  }
}

const momentOf = (value: unknown): Moment | null | undefined =>
  typeof value === 'string' ? parseMoment(value) : (value as Moment | null | undefined);

/** Columns by name; asking for one that the segment does not have is an error of the caller. */
export type ColumnNamed = (name: string) => Pick<Column, 'type' | 'layout' | 'body'>;

/** Names of the columns that hold a field, its children included. */
export function columnsOf(name: string, field: Field<unknown, unknown>): readonly string[] {
  if (field.kind === 'texts') return [name, `${name}.${MEMBER}`];
  const children = Object.entries(field.children).flatMap(([child, each]) => columnsOf(`${name}.${child}`, each));
  return [name, ...children];
}

/** Names of the columns that hold handles in a field, its children included. */
export function actorColumns(name: string, field: Field<unknown, unknown>): readonly string[] {
  const children = Object.entries(field.children).flatMap(([child, each]) => actorColumns(`${name}.${child}`, each));
  return field.kind === 'actor' ? [name] : children;
}

/** How handles become actors; what is left out (`raw`) leaves handles as they are. */
export type Resolve = (handle: string) => Actor;

/**
 * Reads a field as a check sees it, or with `resolve` null as the record holds it: moments parsed, handles as written,
 * silent members of lists left out.
 */
export function fieldReader(
  name: string,
  field: Field<unknown, unknown>,
  source: { readonly column: ColumnNamed; readonly rows: number },
  resolve: Resolve | null,
): Reader<unknown> {
  const { rows } = source;
  const column = source.column(name);
  switch (field.kind) {
    case 'text':
      return stringReader(column, rows);
    case 'actor':
      return resolve === null ? stringReader(column, rows) : actorReader(column, rows, resolve);
    case 'number':
      return new NumberReader(column, rows);
    case 'flag':
      return new CodeReader(column, rows, FLAGS);
    case 'choice':
      return new CodeReader(column, rows, choicesOf(column));
    case 'moment':
      return new MomentReader(column, rows);
    case 'texts': {
      const length = Number(column.layout['length']);
      const members = stringReader(source.column(`${name}.${MEMBER}`), length);
      return new ListReader(column, rows, (place) => members.at(place));
    }
    case 'list':
      return new ListReader(column, rows, memberReader(name, field.children, source, resolve));
  }
}

function actorReader(column: Pick<Column, 'body' | 'layout'>, rows: number, resolve: Resolve): Reader<Actor> {
  const actors = textReader(column, rows, resolve);
  return { at: (row) => actors.at(row) ?? UNNAMED };
}

function memberReader(
  name: string,
  children: Fields,
  { column }: { readonly column: ColumnNamed },
  resolve: Resolve | null,
): (place: number) => unknown {
  const rows = Number(column(name).layout['length']);
  const readers = Object.entries(children).map(
    ([child, field]) => [child, fieldReader(`${name}.${child}`, field, { column, rows }, resolve)] as const,
  );
  return (place) => {
    const member: Record<string, unknown> = {};
    for (const [child, reader] of readers) {
      const value = reader.at(place);
      if (value !== undefined || resolve !== null) member[child] = value;
    }
    return member;
  };
}

const choicesOf = ({ layout }: Pick<Column, 'layout'>): readonly string[] =>
  Array.isArray(layout['choices']) ? layout['choices'] : [];
