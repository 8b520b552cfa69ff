import type { PersonKey } from '#/core/actor.ts';
import { rowsOfKeys } from '#/core/segment/rows-of-key.ts';
import type { Since } from '#/core/segment/table.ts';
import type { Instant } from '#/core/time/instant.ts';
import { NEVER } from '#/core/time/instant.ts';
import type { Context } from './context.ts';
import type { RunInput } from './input.ts';
import { Marks } from './marks.ts';
import { changedHandles, markNaming } from './naming.ts';
import { type Change, markBeside, namedBy } from './neighbors.ts';
import { EXCLUDED, type Outcomes } from './outcomes.ts';
import { People } from './people.ts';

/**
 * Marks every item whose outcome may differ from the earlier run: it is new or changed; its time came; people
 * excluded it, or no longer do; a record beside it changed; or a handle became, or ceased to be, somebody's.
 */
export function markAffected(input: RunInput, context: Context, earlier: NonNullable<RunInput['earlier']>): Marks {
  const { population, asOf } = input;
  const { since, size } = context.main.table;
  const marks = new Marks(input.setups.length, size);
  const before = new People(input.open('person'), earlier.aliases, earlier.asOf.position);
  const change: Change = {
    since: earlier.asOf.position,
    until: asOf.position,
    handles: changedHandles(input, earlier),
    people: [context.people, before],
  };
  let named: ReadonlySet<PersonKey> | undefined;
  const concerned = (): ReadonlySet<PersonKey> => (named ??= namedBy(change.handles, change.people));
  const now = since === null ? new Int32Array(0) : placesNow(since);
  input.setups.forEach(({ check, exclusions, earlier: outcomes }, at) => {
    if (outcomes === null || since === null) {
      marks.markAll(at);
      return;
    }
    const mark = (item: number): void => marks.mark(at, item);
    markChanged(since, mark);
    markDue(outcomes, { places: now, instant: asOf.instant }, mark);
    markExcluded(context, exclusions.keys(), mark);
    for (const companion of Object.values(check.companions))
      if (!markBeside({ population, companion }, context, { change, concerned }, mark)) marks.markAll(at);
    if (change.handles.size > 0) markNaming(context, { population, reads: check.reads, handles: change.handles }, mark);
  });
  return marks;
}

export type Mark = (item: number) => void;

/** For each item of the earlier table its place in this one. */
function placesNow({ place }: Since): Int32Array {
  const now = new Int32Array(place.length).fill(-1);
  for (let item = 0; item < place.length; item += 1) {
    const was = place[item] ?? -1;
    if (was >= 0) now[was] = item;
  }
  return now;
}

function markChanged({ changed, place }: Since, mark: Mark): void {
  for (let item = 0; item < changed.length; item += 1) if (changed[item] === 1 || place[item] === -1) mark(item);
}

/** What falls due by now, and what was excluded: it may no longer be. */
function markDue(
  { codes, dueItems, dueAt }: Outcomes,
  { places, instant }: { readonly places: Int32Array; readonly instant: Instant },
  mark: Mark,
): void {
  const markPlace = (was: number): void => {
    const item = places[was] ?? -1;
    if (item >= 0) mark(item);
  };
  for (let due = 0; due < dueItems.length; due += 1)
    if ((dueAt[due] ?? NEVER) <= instant) markPlace(dueItems[due] ?? -1);
  for (let was = 0; was < codes.length; was += 1) if (((codes[was] ?? 0) & EXCLUDED) !== 0) markPlace(was);
}

function markExcluded({ main }: Context, keys: Iterable<string>, mark: Mark): void {
  const versions = rowsOfKeys(main.segments);
  for (const key of keys) {
    versions(key, (segment, row) => {
      const item = main.table.itemOf[segment]?.[row] ?? -1;
      if (item >= 0) mark(item);
    });
  }
}
