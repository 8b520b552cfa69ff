import type { Field } from '#/core/populations/field.ts';
import { parseMoment } from '#/core/time/moment.ts';
import type { Row } from '#/collectors/formats/rows.ts';
import { faultOfError, NOT_TOLD, type Refused, type Taken, taken, wordOf } from './cell.ts';
import { columnsOf, type Condition, type Plain, type Single, type Source } from './mapping.ts';

type AnyField = Field<unknown, unknown>;

/** A value, or a fault and the columns that make the value. */
export type Made = { readonly value: unknown } | (Refused & Columns);
type Columns = { readonly columns: readonly string[] };

export function holds(condition: Condition, row: Row): boolean {
  const word = wordOf(row.cell(condition.column));
  return 'in' in condition ? condition.in.includes(word) : !condition.notIn.includes(word);
}

/** What is wrong with the first cell in error that decides a condition, unless the condition names that error. */
export function errorUnder(conditions: readonly Condition[], row: Row): (Refused & Columns) | null {
  for (const condition of conditions) {
    const word = wordOf(row.cell(condition.column));
    const fault = faultOfError(word);
    const named = 'in' in condition ? condition.in : condition.notIn;
    if (fault !== null && !named.includes(word)) return { fault, columns: [condition.column] };
  }
  return null;
}

/** What a row says of a field by way of the mapping. */
export function made(field: AnyField, source: Source, row: Row): Made {
  return 'members' in source ? madeOfMembers(field, source.members, row) : madeSingle(field, source, row);
}

function madeSingle(field: AnyField, source: Single, row: Row): Made {
  if ('cases' in source) {
    const error = errorUnder(
      source.cases.map(({ when }) => when),
      row,
    );
    if (error !== null) return error;
    const found = source.cases.find(({ when }) => holds(when, row));
    return found === undefined ? { value: undefined } : madePlain(field, found.make, row);
  }
  if ('latest' in source) return latestOf(source.latest.map((each) => madePlain(field, each, row)));
  return madePlain(field, source, row);
}

function madePlain(field: AnyField, source: Plain, row: Row): Made {
  if ('constant' in source) return { value: source.constant };
  const result: Taken = 'column' in source ? taken(field, source, row.cell(source.column)) : joined(field, source, row);
  return 'fault' in result ? { ...result, columns: columnsOf(source) } : result;
}

function joined(field: AnyField, source: Extract<Plain, { readonly columns: unknown }>, row: Row): Taken {
  const cells = source.columns.map((column) => row.cell(column));
  if (cells.every((cell) => cell === undefined) && field.unknown) return NOT_TOLD;
  const words = cells.map(wordOf).filter((word) => word !== '');
  const error = words.map(faultOfError).find((fault) => fault !== null);
  if (error !== undefined && error !== null) return { fault: error };
  return taken(field, source, words.join(source.join));
}

function latestOf(all: readonly Made[]): Made {
  const bad = all.find((each) => 'fault' in each);
  if (bad !== undefined) return bad;
  const values = all.map((each) => ('value' in each ? each.value : undefined));
  if (values.includes(undefined)) return { value: undefined };
  const texts = values.filter((value) => typeof value === 'string');
  return { value: texts.reduce<string | null>((a, b) => (a === null || endOf(b) > endOf(a) ? b : a), null) };
}

const endOf = (moment: string): number => parseMoment(moment)?.latest ?? 0;

function madeOfMembers(
  field: AnyField,
  members: Extract<Source, { readonly members: unknown }>['members'],
  row: Row,
): Made {
  const list: Readonly<Record<string, unknown>>[] = [];
  for (const { when, fields } of members) {
    const error = errorUnder(when === undefined ? [] : [when], row);
    if (error !== null) return error;
    if (when !== undefined && !holds(when, row)) continue;
    const member: Record<string, unknown> = {};
    for (const [name, source] of Object.entries(fields)) {
      const child = field.children[name];
      const result = child === undefined ? { value: undefined } : madeSingle(child, source, row);
      if ('fault' in result) return result;
      if (result.value !== undefined) member[name] = result.value;
    }
    list.push(member);
  }
  return { value: list };
}
