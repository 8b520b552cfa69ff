import { isMore, isSameTime } from './absence.ts';
import { rowsOfKeys } from '#/core/segment/rows-of-key.ts';
import { placeNow, type Since } from '#/core/segment/table.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import type { Instant } from '#/core/time/instant.ts';
import { NEVER } from '#/core/time/instant.ts';
import type { Context } from './context.ts';
import type { RunInput } from './input.ts';
import { Kin } from './kin.ts';
import { Marks } from './marks.ts';
import { changedHandles, markNaming } from './naming.ts';
import { type Change, markBeside, markKin } from './neighbors.ts';
import { codeOf, eachExcluded, OUTCOME_BITS, type Outcomes } from './outcomes.ts';

/**
 * Marks every item whose outcome may differ from the earlier run: it is new or changed; its time came; people
 * excluded it, or no longer do; a record beside it changed; or a handle became, or ceased to be, somebody's.
 */
export function markAffected(input: RunInput, context: Context, earlier: NonNullable<RunInput['earlier']>): Marks {
  const { population, asOf } = input;
  const { since, size } = context.main.table;
  const marks = new Marks(input.setups.length, size);
  const change = changeOf(input, context, earlier);
  input.setups.forEach(({ check, exclusions, earlier: outcomes }, at) => {
    if (outcomes === null || since === null) {
      marks.markAll(at);
      return;
    }
    const mark = (item: number): void => marks.mark(at, item);
    for (const item of since.changed) mark(item);
    markDue(outcomes, { since, instant: asOf.instant }, mark);
    markExcluded(context, exclusions.keys(), mark);
    for (const companion of Object.values(check.companions))
      if (
        isFirstRead(context, companion.population, earlier.asOf.position) ||
        !markBeside({ population, companion }, context, change, mark)
      )
        marks.markAll(at);
      else if (companion.bounded === true) markAccounted(context, companion.population, { since, outcomes, mark });
    if (change.handles.size > 0) markNaming(context, { population, reads: check.reads, handles: change.handles }, mark);
  });
  return marks;
}

/** Then what was unknown of every item, for want of anything beside it, may be a deviation. */
const isFirstRead = ({ isRead }: Context, population: PopulationName, before: number): boolean =>
  isRead(population) && !isRead(population, before);

/**
 * Where more was accounted for, only what was unknown can be told now; where less is, also deviations that rested on it.
 */
function markAccounted(
  { accounted, accountedBefore }: Context,
  population: PopulationName,
  { since, outcomes: { codes }, mark }: { readonly since: Since; readonly outcomes: Outcomes; readonly mark: Mark },
): void {
  const [now, before] = [accounted(population), accountedBefore(population)];
  if (isSameTime(now, before)) return;
  const unknown = codeOf('unknown');
  const other = isMore(now, before) ? unknown : codeOf('deviation');
  for (let item = 0; item < codes.length; item += 1) {
    const said = (codes[item] ?? 0) & OUTCOME_BITS;
    if (said === unknown || said === other) mark(placeNow(since, item));
  }
}

function changeOf(input: RunInput, { main, people }: Context, earlier: NonNullable<RunInput['earlier']>): Change {
  const changed = changedHandles(input, earlier);
  const kin = new Kin(input.open('person'), [input.aliases, earlier.aliases]);
  // where lists share a number, what one of them says changes whose all handles of it are
  const handles = people.inSeveral.all.size > 0 ? kin.of(changed, true) : changed;
  const concerned = new Map<string, ReadonlySet<number>>(); // many companions lead back by the same lookup
  const found = (by: string): ReadonlySet<number> => {
    const items = new Set<number>();
    markKin(main, by, { handles, kin }, (item) => items.add(item));
    return items;
  };
  return {
    between: { since: earlier.asOf.position, until: input.asOf.position },
    handles,
    kin,
    concerned: (by) => {
      const items = concerned.get(by) ?? found(by);
      concerned.set(by, items);
      return items;
    },
  };
}

export type Mark = (item: number) => void;

/** What falls due by now, and what was excluded: it may no longer be. */
function markDue(
  { codes, dueItems, dueAt }: Outcomes,
  { since, instant }: { readonly since: Since; readonly instant: Instant },
  mark: Mark,
): void {
  for (let due = 0; due < dueItems.length; due += 1)
    if ((dueAt[due] ?? NEVER) <= instant) mark(placeNow(since, dueItems[due] ?? 0));
  eachExcluded(codes, (was) => mark(placeNow(since, was)));
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
