import { NO_MINUTE, type Outcomes, ruleOutcome } from '#/checks/engine/outcomes.ts';
import type { Check } from '#/checks/check.ts';
import { CHECKS } from '#/checks/index.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { SYSTEM } from '#/core/segment/segment.ts';
import { tableOf } from '#/core/segment/table.ts';
import { stringReader } from '#/core/segment/text-column.ts';
import { formatInstant, MINUTE } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import { type CheckRunRow, outcomesAsOf } from '#/features/checks/index.ts';
import { windowIn } from '#/features/engagements/index.ts';
import type { Apart, Listed, Page } from './apart.ts';
import type { Facts, Ground } from './facts.service.ts';
import { servedBy } from './serving.ts';

/** What one check leaves open when a window ends. */
interface Left {
  readonly check: Check;
  readonly run: CheckRunRow;
  readonly controls: readonly string[];
  readonly outcomes: Outcomes;
  /** Places, among the items that fall due, of those whose deadline falls after the window. */
  readonly places: readonly number[];
}

/**
 * Items of the window whose deadline falls after its last day: those that are pending when it ends. A run that was made
 * before that says it; of a later run, which has judged some of them by now, the rule is asked what it says of the same
 * records as of the end.
 */
export async function dueAfterWindow(ground: Ground, facts: Facts, page: Page): Promise<Listed> {
  const items: Apart[] = [];
  let count = 0;
  for (const left of await leftOpen(ground, facts)) {
    const first = Math.max(0, page.after - count);
    const places = left.places.slice(first, first + page.limit - items.length);
    if (places.length > 0) items.push(...(await shown(ground, left, places)));
    count += left.places.length;
  }
  return { count, items };
}

/** Of other checks no example waits for a deadline: there is none in their rules. */
const canBePending = ({ examples }: Check): boolean => examples.some(({ expect }) => expect === 'pending');

async function leftOpen({ tx, open, opened }: Ground, facts: Facts): Promise<readonly Left[]> {
  const window = windowIn(opened.engagement);
  const served = CHECKS.filter(canBePending).flatMap((check) => {
    const run = facts.runs.get(check.id);
    const controls = servedBy(facts, check);
    return run === undefined || controls.length === 0 ? [] : [{ check, run, controls }];
  });
  const later = served.flatMap(({ run }) => (run.asOf >= window.end ? [run] : []));
  const atEnd = await outcomesAsOf(tx, open, later, window.end);
  return served.flatMap((each) => {
    const outcomes = atEnd.get(each.check.id) ?? facts.outcomes.get(each.check.id);
    return outcomes === undefined ? [] : [{ ...each, outcomes, places: pendingIn(outcomes, window) }];
  });
}

function pendingIn({ codes, from, to, dueItems, dueAt }: Outcomes, { start, end }: Window): readonly number[] {
  const places: number[] = [];
  dueItems.forEach((item, place) => {
    const first = from[item] ?? NO_MINUTE;
    const inWindow = first !== NO_MINUTE && first * MINUTE < end && (to[item] ?? 0) * MINUTE >= start;
    if (inWindow && (dueAt[place] ?? 0) > end && ruleOutcome(codes[item] ?? 0) === 'pending') places.push(place);
  });
  return places;
}

async function shown(
  { open }: Ground,
  { check, run, controls, outcomes: { from, dueItems, dueAt } }: Left,
  places: readonly number[],
): Promise<readonly Apart[]> {
  const segments = await open(check.population);
  const observed = populationNamed(check.population).shape.kind === 'observed';
  const table = tableOf(segments, { observed, asOf: run.asOfPosition });
  const keys = segments.map(({ column, rows }) => stringReader(column(SYSTEM.key), rows));
  return places.map((place) => {
    const item = dueItems[place] ?? 0;
    const minute = from[item] ?? 0;
    return {
      item: keys[table.segmentOf[item] ?? 0]?.at(table.rowOf[item] ?? 0) ?? '',
      population: check.population,
      check: check.id,
      controls,
      occurred: minute === 0 ? null : formatInstant(minute * MINUTE),
      due: dueAt[place] ?? null,
      received: null,
      because: `it was pending when the window ended: ${check.title}`,
    };
  });
}
