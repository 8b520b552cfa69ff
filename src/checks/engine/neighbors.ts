import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { lookupValue } from '#/core/populations/population.ts';
import { fieldReader } from '#/core/segment/fields.ts';
import { Keys, rowsSealed } from '#/core/segment/rows-of-key.ts';
import { SYSTEM } from '#/core/segment/segment.ts';
import { stringReader } from '#/core/segment/text-column.ts';
import type { Companion } from '#/checks/check.ts';
import type { Mark } from './affected.ts';
import { Finder } from './beside.ts';
import type { Context } from './context.ts';
import type { People } from './people.ts';

export interface Change {
  /** Ledger positions between which something may have changed. */
  readonly since: number;
  readonly until: number;
  /** Handles that became, or ceased to be, somebody's. */
  readonly handles: ReadonlySet<string>;
  /** People as they were resolved before. */
  readonly before: People;
}

/**
 * Marks the items beside which a companion record appeared or changed. False when that cannot be told, so that all
 * items must be judged again: a companion names people in fields by which it is not found.
 */
export function markBeside(
  population: PopulationName,
  context: Context,
  { companion, change }: { readonly companion: Companion; readonly change: Change },
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
  const handles = back.byPerson || isPersonal(companion) ? [...values, ...change.handles] : [];
  if (handles.length === 0) {
    for (const value of values) back.find(value, ({ item }) => mark(item));
    return true;
  }
  for (const handle of handles) {
    for (const people of [context.people, change.before]) back.find(people.resolve(handle), ({ item }) => mark(item));
  }
  return true;
}

function isPersonal({ population, by }: Companion): boolean {
  const { fields, lookups } = populationNamed(population);
  return lookups[by]?.scheme !== undefined || fields[lookups[by]?.field ?? '']?.kind === 'actor';
}

/** The values by which companion records are found that were sealed in between, in all versions of those records. */
function changedValues({ population, by }: Companion, context: Context, { since, until }: Change): ReadonlySet<string> {
  const { fields, lookups } = populationNamed(population);
  const { segments } = context.companion(population);
  const lookup = lookups[by];
  const field = fields[lookup?.field ?? ''];
  const values = new Set<string>();
  if (lookup === undefined || field === undefined) return values;
  const read = segments.map((segment) => fieldReader(lookup.field, field, segment, null));
  const keys = segments.map(({ column, rows }) => stringReader(column(SYSTEM.key), rows));
  const known = new Keys(segments);
  rowsSealed(segments, { since, until }, (sealedIn, sealedRow) => {
    known.find(keys[sealedIn]?.at(sealedRow) ?? '', (segment, row) => {
      const value = lookupValue(lookup, read[segment]?.at(row));
      if (value !== null) values.add(value);
    });
  });
  return values;
}
