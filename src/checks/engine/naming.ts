import { type Actor, type Handle, samePerson } from '#/core/actor.ts';
import type { Field } from '#/core/populations/field.ts';
import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { actorColumns, fieldReader } from '#/core/segment/fields.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import { orderOf, Orders } from '#/core/segment/order.ts';
import { ordersSealed } from '#/core/segment/sealed-between.ts';
import { dictionaryEntries } from '#/core/segment/text-column.ts';
import type { Mark } from './affected.ts';
import type { Context } from './context.ts';
import type { RunInput } from './input.ts';
import { markIndexed } from './neighbors.ts';
import { type Aliases } from './people.ts';

/** The orders of handles that became, or ceased to be, somebody's since the earlier run. */
export function changedHandles({ open, aliases, asOf }: RunInput, earlier: NonNullable<RunInput['earlier']>): Orders {
  const between = { since: earlier.asOf.position, until: asOf.position };
  return new Orders([
    ...changedAliases(aliases, earlier.aliases).map(orderOf),
    ...['employee', 'email'].flatMap((lookup) => ordersSealed(open('person'), lookup, between)),
  ]);
}

const changedAliases = (now: Aliases, before: Aliases): readonly Handle[] =>
  [...new Set([...now.keys(), ...before.keys()])].filter((handle) => !sameActor(now.get(handle), before.get(handle)));

function sameActor(a: Actor | undefined, b: Actor | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return samePerson(a, b) || (a.kind === b.kind && a.kind !== 'person');
}

export interface Naming {
  readonly population: PopulationName;
  readonly reads: readonly string[];
  readonly handles: Orders;
}

/** Marks the items that name one of these handles in a field that a rule reads. */
export function markNaming(context: Context, { population, reads, handles }: Naming, mark: Mark): void {
  const { segments, table } = context.main;
  const { fields, lookups } = populationNamed(population);
  for (const name of reads) {
    const field = fields[name];
    if (field === undefined || actorColumns(name, field).length === 0) continue;
    const by = Object.keys(lookups).find((lookup) => lookups[lookup]?.field === name && field.kind === 'actor');
    if (by !== undefined) {
      markIndexed(context.main, by, handles, mark);
      continue;
    }
    segments.forEach((segment, place) => {
      eachNaming(segment, { name, field, handles }, (row) => {
        const item = table.itemOf[place]?.[row] ?? -1;
        if (item >= 0) mark(item);
      });
    });
  }
}

function eachNaming(
  segment: OpenSegment,
  {
    name,
    field,
    handles,
  }: { readonly name: string; readonly field: Field<unknown, unknown>; readonly handles: Orders },
  found: (row: number) => void,
): void {
  if (!mentionsAny(segment, actorColumns(name, field), handles)) return;
  const reader = fieldReader(name, field, segment, null);
  for (let row = 0; row < segment.rows; row += 1) if (mentions(reader.at(row), handles)) found(row);
}

const mentionsAny = ({ column }: OpenSegment, columns: readonly string[], handles: Orders): boolean =>
  columns.some((name) => dictionaryEntries(column(name)).some((entry) => handles.has(orderOf(entry))));

/** Does a value, or a member of a list, hold one of the handles? */
function mentions(value: unknown, handles: Orders): boolean {
  if (typeof value === 'string') return handles.has(orderOf(value));
  if (Array.isArray(value)) return value.some((member) => mentions(member, handles));
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((member) => mentions(member, handles))
  );
}
