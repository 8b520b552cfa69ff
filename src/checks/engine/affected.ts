import { populationNamed } from '#/core/populations/index.ts';
import { Keys } from '#/core/segment/rows-of-key.ts';
import type { Since } from '#/core/segment/table.ts';
import type { Instant } from '#/core/time/instant.ts';
import { NEVER } from '#/core/time/instant.ts';
import type { Context } from './context.ts';
import type { RunInput } from './input.ts';
import { Marks } from './marks.ts';
import { changedHandles, markNaming } from './naming.ts';
import { markBeside } from './neighbors.ts';
import { EXCLUDED, type Outcomes } from './outcomes.ts';
import { People } from './people.ts';

/**
 * Marks every item whose outcome may differ from the earlier run: it is new or changed; its time came; people
 * excluded it, or no longer do; a record beside it changed; or a handle became, or ceased to be, somebody's.
 */
export function markAffected(input: RunInput, context: Context, earlier: NonNullable<RunInput['earlier']>): Marks {
  const { since, size } = context.main.table;
  const marks = new Marks(input.setups.length, size);
  const handles = changedHandles(input, earlier);
  const before = new People(input.open('person'), earlier.aliases, earlier.asOf.position);
  const { fields } = populationNamed(input.population);
  input.setups.forEach(({ check, exclusions, earlier: outcomes }, at) => {
    if (outcomes === null || since === null) {
      marks.markAll(at);
      return;
    }
    const mark = (item: number): void => marks.mark(at, item);
    markChanged(since, mark);
    markDue(outcomes, { since, now: input.asOf.instant }, mark);
    markExcluded(context, exclusions.keys(), mark);
    for (const companion of Object.values(check.companions)) {
      const change = { since: earlier.asOf.position, until: input.asOf.position, handles, before };
      if (!markBeside(input.population, context, { companion, change }, mark)) marks.markAll(at);
    }
    if (handles.size > 0) markNaming(context.main, { fields, reads: check.reads, handles }, mark);
  });
  return marks;
}

export type Mark = (item: number) => void;

function markChanged({ changed, place }: Since, mark: Mark): void {
  for (let item = 0; item < changed.length; item += 1) if (changed[item] === 1 || place[item] === -1) mark(item);
}

function markDue(
  earlier: Outcomes,
  { since, now }: { readonly since: Since; readonly now: Instant },
  mark: Mark,
): void {
  let due = 0;
  for (let item = 0; item < since.place.length; item += 1) {
    const was = since.place[item] ?? -1;
    if (was < 0) continue;
    while ((earlier.dueItems[due] ?? NEVER) < was) due += 1;
    const came = earlier.dueItems[due] === was && (earlier.dueAt[due] ?? NEVER) <= now;
    if (came || ((earlier.codes[was] ?? 0) & EXCLUDED) !== 0) mark(item);
  }
}

function markExcluded({ main }: Context, keys: Iterable<string>, mark: Mark): void {
  let known: Keys | undefined;
  for (const key of keys) {
    known ??= new Keys(main.segments);
    known.find(key, (segment, row) => {
      const item = main.table.itemOf[segment]?.[row] ?? -1;
      if (item >= 0) mark(item);
    });
  }
}
