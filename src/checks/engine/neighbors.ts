import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { lookupValue } from '#/core/populations/population.ts';
import { fieldReader } from '#/core/segment/fields.ts';
import { IndexReader } from '#/core/segment/index-column.ts';
import { orderOf, Orders } from '#/core/segment/order.ts';
import { type Between, ordersSealed, versionsBeside } from '#/core/segment/sealed-between.ts';
import { indexName } from '#/core/segment/segment.ts';
import type { Companion } from '#/checks/check.ts';
import type { Mark } from './affected.ts';
import type { Context } from './context.ts';
import { EMAIL, type Kin } from './kin.ts';
import type { Main } from './opened.ts';

/** What happened between two runs. */
export interface Change {
  readonly between: Between;
  /** Orders of handles that became, or ceased to be, somebody's. */
  readonly handles: Orders;
  readonly kin: Kin;
  /** The items that a lookup of their population finds by somebody whom these handles name. */
  readonly concerned: (by: string) => Iterable<number>;
}

/** Marks the items of which a lookup gives a value with one of these orders. */
export function markIndexed({ segments, table }: Main, by: string, orders: Orders, mark: Mark): void {
  segments.forEach(({ column }, place) => {
    const index = new IndexReader(column(indexName(by)));
    for (const order of orders.ascending) {
      index.find(order, (row) => {
        const item = table.itemOf[place]?.[row] ?? -1;
        if (item >= 0) mark(item);
      });
    }
  });
}

/** Marks the items that a lookup finds by somebody whom one of these handles may name, under any handle. */
export function markKin(
  main: Main,
  by: string,
  { handles, kin }: { readonly handles: Orders; readonly kin: Kin },
  mark: Mark,
): void {
  const emails = main.segments.some(({ column }) => new IndexReader(column(indexName(by))).mayHold(EMAIL));
  markIndexed(main, by, kin.of(handles, emails), mark);
}

/**
 * Marks the items beside which a companion record appeared or changed, and some more where that is cheaper to tell.
 * False when it cannot be told, so that all items must be judged again: a companion names people in fields by which it
 * is not found.
 */
export function markBeside(
  { population, companion }: { readonly population: PopulationName; readonly companion: Companion },
  context: Context,
  { between, handles, kin, concerned }: Change,
  mark: Mark,
): boolean {
  const { fields, lookups } = populationNamed(companion.population);
  const lookup = lookups[companion.by];
  const namesOthers = companion.reads.some(
    (name) => name !== lookup?.field && (fields[name]?.kind === 'actor' || fields[name]?.kind === 'list'),
  );
  if (handles.size > 0 && namesOthers) return false;
  const values = changedValues(companion, context, between);
  if (!isPersonal(population, companion.back) && !isPersonal(companion.population, companion.by)) {
    markIndexed(context.main, companion.back, values, mark);
    return true;
  }
  for (const item of concerned(companion.back)) mark(item);
  markKin(context.main, companion.back, { handles: values.difference(handles), kin }, mark);
  return true;
}

function isPersonal(population: PopulationName, by: string): boolean {
  const { fields, lookups } = populationNamed(population);
  return lookups[by]?.scheme !== undefined || fields[lookups[by]?.field ?? '']?.kind === 'actor';
}

/** The orders of the values by which companion records are found that were sealed in between, in all their versions. */
function changedValues({ population, by }: Companion, context: Context, between: Between): Orders {
  const { fields, lookups } = populationNamed(population);
  const { segments } = context.companion(population);
  const lookup = lookups[by];
  const field = fields[lookup?.field ?? ''];
  if (lookup === undefined || field === undefined)
    throw new TypeError(`population ${population} has no lookup "${by}"`);
  const orders = [...ordersSealed(segments, by, between)];
  const readers = segments.map((segment) => fieldReaderOnce(() => fieldReader(lookup.field, field, segment, null)));
  versionsBeside(segments, between, (segment, row) => {
    const value = lookupValue(lookup, readers[segment]?.(row));
    if (value !== null) orders.push(orderOf(value));
  });
  return new Orders(orders);
}

/** Most segments hold nothing that changed, and are not read. */
function fieldReaderOnce(make: () => ReturnType<typeof fieldReader>): (row: number) => unknown {
  let reader: ReturnType<typeof fieldReader> | undefined;
  return (row) => (reader ??= make()).at(row);
}
