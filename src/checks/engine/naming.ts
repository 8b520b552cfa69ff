import { type Actor, type Handle, samePerson } from '#/core/actor.ts';
import type { Field } from '#/core/populations/field.ts';
import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import type { Reader } from '#/core/segment/column.ts';
import { actorColumns, fieldReader } from '#/core/segment/fields.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import { textsInOrder } from '#/core/segment/order.ts';
import { rowsSealed } from '#/core/segment/rows-of-key.ts';
import { dictionaryEntries, stringReader } from '#/core/segment/text-column.ts';
import type { Mark } from './affected.ts';
import { Finder, type ItemFound } from './beside.ts';
import type { Context } from './context.ts';
import type { RunInput } from './input.ts';
import { type Aliases } from './people.ts';

/** Handles that became, or ceased to be, somebody's since the earlier run; in the order in which they are found fastest. */
export function changedHandles(
  { open, aliases, asOf }: RunInput,
  earlier: NonNullable<RunInput['earlier']>,
): ReadonlySet<Handle> {
  const handles = new Set<Handle>(changedAliases(aliases, earlier.aliases));
  const segments = open('person');
  const readers = new Map<OpenSegment, { readonly employee: Reader<string>; readonly email: Reader<string> }>();
  rowsSealed(segments, { since: earlier.asOf.position, until: asOf.position }, (place, row) => {
    const segment = segments[place];
    if (segment === undefined) return;
    const read = readers.get(segment) ?? readerOf(segment);
    readers.set(segment, read);
    const employee = read.employee.at(row);
    const email = read.email.at(row);
    if (typeof employee === 'string') handles.add(`employee:${employee}`);
    if (typeof email === 'string') handles.add(`email:${email.toLowerCase()}`);
  });
  return new Set(textsInOrder(handles));
}

const readerOf = ({ column, rows }: OpenSegment) => ({
  employee: stringReader(column('employee'), rows),
  email: stringReader(column('email'), rows),
});

const changedAliases = (now: Aliases, before: Aliases): readonly Handle[] =>
  [...new Set([...now.keys(), ...before.keys()])].filter((handle) => !sameActor(now.get(handle), before.get(handle)));

function sameActor(a: Actor | undefined, b: Actor | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return samePerson(a, b) || (a.kind === b.kind && a.kind !== 'person');
}

export interface Naming {
  readonly population: PopulationName;
  readonly reads: readonly string[];
  readonly handles: ReadonlySet<Handle>;
}

/** Marks the items that name one of these handles in a field that a rule reads. */
export function markNaming(context: Context, { population, reads, handles }: Naming, mark: Mark): void {
  const { segments, table, isItem } = context.main;
  const found: ItemFound = (segment, row) => {
    const item = table.itemOf[segment]?.[row] ?? -1;
    if (item >= 0) mark(item);
  };
  const { fields, lookups } = populationNamed(population);
  for (const name of reads) {
    const field = fields[name];
    if (field === undefined || actorColumns(name, field).length === 0) continue;
    const by = Object.keys(lookups).find((lookup) => lookups[lookup]?.field === name && field.kind === 'actor');
    if (by !== undefined) {
      const finder = new Finder({ segments, isItem }, { population, by }, context.people);
      for (const handle of handles) finder.find(handle, found);
      continue;
    }
    segments.forEach((segment, place) => eachNaming(segment, { name, field, handles }, (row) => found(place, row)));
  }
}

function eachNaming(
  segment: OpenSegment,
  {
    name,
    field,
    handles,
  }: { readonly name: string; readonly field: Field<unknown, unknown>; readonly handles: ReadonlySet<Handle> },
  found: (row: number) => void,
): void {
  if (!mentionsAny(segment, actorColumns(name, field), handles)) return;
  const reader = fieldReader(name, field, segment, null);
  for (let row = 0; row < segment.rows; row += 1) if (mentions(reader.at(row), handles)) found(row);
}

const mentionsAny = ({ column }: OpenSegment, columns: readonly string[], handles: ReadonlySet<Handle>): boolean =>
  columns.some((name) => dictionaryEntries(column(name)).some((entry) => handles.has(entry)));

/** Does a value, or a member of a list, hold one of the handles? */
function mentions(value: unknown, handles: ReadonlySet<Handle>): boolean {
  if (typeof value === 'string') return handles.has(value);
  if (Array.isArray(value)) return value.some((member) => mentions(member, handles));
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((member) => mentions(member, handles))
  );
}
