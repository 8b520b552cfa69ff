import type { PersonKey } from '#/core/actor.ts';
import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { lookupValue } from '#/core/populations/population.ts';
import type { Reader } from '#/core/segment/column.ts';
import { fieldReader } from '#/core/segment/fields.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import { rowsOfKeys, rowsSealed } from '#/core/segment/rows-of-key.ts';
import { textsInOrder } from '#/core/segment/order.ts';
import { SYSTEM } from '#/core/segment/segment.ts';
import { stringReader } from '#/core/segment/text-column.ts';
import { person } from '#/core/actor.ts';
import type { Companion } from '#/checks/check.ts';
import type { Mark } from './affected.ts';
import { Finder } from './beside.ts';
import type { Context } from './context.ts';
import type { People } from './people.ts';

/** What happened between two runs. */
export interface Change {
  /** Ledger positions between which something may have changed. */
  readonly since: number;
  readonly until: number;
  /** Handles that became, or ceased to be, somebody's. */
  readonly handles: ReadonlySet<string>;
  /** People as they were resolved before, and as they are now. */
  readonly people: readonly People[];
}

/** Everybody whom one of these handles names, or named. */
export function namedBy(handles: Iterable<string>, people: readonly People[]): ReadonlySet<PersonKey> {
  const named = new Set<PersonKey>();
  for (const handle of handles) {
    for (const each of people) {
      const actor = each.resolve(handle);
      if (actor.kind === 'person') named.add(actor.person);
    }
  }
  return named;
}

/** Those whom the changed handles name. */
export interface Concerned {
  readonly people: () => ReadonlySet<PersonKey>;
  /** The items that a lookup of their population finds by one of them. */
  readonly items: (by: string) => readonly number[];
}

/** The items that name one of these people. */
export function itemsOf({ main }: Context, finder: Finder, people: Iterable<PersonKey>): readonly number[] {
  const items: number[] = [];
  for (const key of people) {
    finder.find(person(key), (segment, row) => {
      const item = main.table.itemOf[segment]?.[row] ?? -1;
      if (item >= 0) items.push(item);
    });
  }
  return items;
}

/**
 * Marks the items beside which a companion record appeared or changed. False when that cannot be told, so that all
 * items must be judged again: a companion names people in fields by which it is not found.
 */
export function markBeside(
  { population, companion }: { readonly population: PopulationName; readonly companion: Companion },
  context: Context,
  { change, concerned }: { readonly change: Change; readonly concerned: Concerned },
  mark: Mark,
): boolean {
  const { fields, lookups } = populationNamed(companion.population);
  const lookup = lookups[companion.by];
  const namesOthers = companion.reads.some(
    (name) => name !== lookup?.field && (fields[name]?.kind === 'actor' || fields[name]?.kind === 'list'),
  );
  if (change.handles.size > 0 && namesOthers) return false;
  const back = new Finder(context.main, { population, by: companion.back }, context.people);
  const values = changedValues(companion, context, change);
  if (!back.byPerson && !isPersonal(companion)) {
    const { itemOf } = context.main.table;
    for (const value of textsInOrder(values)) {
      back.find(value, (segment, row) => {
        const item = itemOf[segment]?.[row] ?? -1;
        if (item >= 0) mark(item);
      });
    }
    return true;
  }
  for (const item of concerned.items(companion.back)) mark(item);
  const known = concerned.people();
  const others = namedBy(textsInOrder(values.difference(change.handles)), change.people).difference(known);
  for (const item of itemsOf(context, back, others)) mark(item);
  return true;
}

function isPersonal({ population, by }: Companion): boolean {
  const { fields, lookups } = populationNamed(population);
  return lookups[by]?.scheme !== undefined || fields[lookups[by]?.field ?? '']?.kind === 'actor';
}

/** The values by which companion records are found that were sealed in between, in all versions of those records. */
function changedValues({ population, by }: Companion, context: Context, { since, until }: Change): Set<string> {
  const { fields, lookups } = populationNamed(population);
  const { segments } = context.companion(population);
  const lookup = lookups[by];
  const field = fields[lookup?.field ?? ''];
  const values = new Set<string>();
  if (lookup === undefined || field === undefined) return values;
  const read = segments.map((segment) => lazily(() => fieldReader(lookup.field, field, segment, null)));
  const keys = segments.map(({ column, rows }: OpenSegment) => lazily(() => stringReader(column(SYSTEM.key), rows)));
  const versions = rowsOfKeys(segments);
  rowsSealed(segments, { since, until }, (sealedIn, sealedRow) => {
    versions(keys[sealedIn]?.(sealedRow) ?? '', (segment, row) => {
      const value = lookupValue(lookup, read[segment]?.(row));
      if (value !== null) values.add(value);
    });
  });
  return values;
}

/** Most segments hold nothing that changed, and are not read. */
function lazily<T>(make: () => Reader<T>): (row: number) => T | null | undefined {
  let reader: Reader<T> | undefined;
  return (row) => (reader ??= make()).at(row);
}
