import { NO_MINUTE } from '#/checks/engine/outcomes.ts';
import { POPULATION_NAMES } from '#/core/populations/index.ts';
import { DAY, MINUTE } from '#/core/time/instant.ts';
import { parseMoment } from '#/core/time/moment.ts';
import { type Window } from '#/core/time/window.ts';
import { windowIn } from '#/features/engagements/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import type { Facts, Ground } from './facts.service.ts';
import { lateArrivals } from './late.ts';

/** Attached later than this after it occurred is said so. */
const LONG_AFTER = 30 * DAY;

/** What belongs to a window and yet stands apart from it: what is due only after it, what arrived or was written down late. */
export async function apartFrom({ opened, tx, open, asOf }: Ground, { outcomes, attached }: Facts, ledger: Ledger) {
  const window = windowIn(opened.engagement);
  const after = await ledger.sizeAt(tx, window.end - 1);
  let late = 0;
  if (asOf.instant >= window.end) {
    for (const population of POPULATION_NAMES)
      late += lateArrivals(population, await open(population), window, { after, asOf: asOf.position });
  }
  const recordedLate = attached.flatMap(({ control, occurred, received }) => {
    const at = parseMoment(occurred);
    const inWindow = at !== null && at.latest >= window.start && at.earliest < window.end;
    return inWindow && received - at.latest > LONG_AFTER ? [{ control, occurred, received }] : [];
  });
  return { dueAfterWindow: dueAfter(outcomes, window), lateArrivals: late, recordedLate };
}

function dueAfter(outcomes: Facts['outcomes'], { start, end }: Window): number {
  let count = 0;
  for (const { from, to, dueItems, dueAt } of outcomes.values()) {
    dueItems.forEach((item, at) => {
      const first = from[item] ?? NO_MINUTE;
      const inWindow = first !== NO_MINUTE && first * MINUTE < end && (to[item] ?? 0) * MINUTE >= start;
      if (inWindow && (dueAt[at] ?? 0) >= end) count += 1;
    });
  }
  return count;
}
