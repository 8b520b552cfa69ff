import { beforeIn, canBeOpen, carriedOf, NOTHING_CARRIED, openBefore } from '#/checks/carried.ts';
import type { Check } from '#/checks/check.ts';
import type { Outcomes } from '#/checks/engine/outcomes.ts';
import { run } from '#/checks/engine/run.ts';
import type { Carried } from '#/core/status/carried.ts';
import { parseInstant } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import type { Ground, SealedRun } from './reperform-ground.ts';

interface Asked {
  readonly window: Window;
  /** As of when the package is. */
  readonly instant: number;
}

/** What a run shows of items that were open when the window began: its rule is asked as of then, of the same sealed records. */
export function carriedAgain(
  ground: Ground,
  { check, sealed, now }: { readonly check: Check; readonly sealed: SealedRun; readonly now: Outcomes },
  { window, instant }: Asked,
): Carried {
  const { start } = window;
  if (instant < start || !canBeOpen(check) || !beforeIn(now, window).open) return NOTHING_CARRIED;
  const ranBefore = (parseInstant(sealed.asOf) ?? Number.NaN) < start;
  const then = ranBefore ? now : judgedAsOf(ground, check, sealed, start);
  return then === null ? NOTHING_CARRIED : carriedOf(openBefore(then, now, window), then, now, window);
}

/** By the rule alone: what people excluded is not asked. */
function judgedAsOf(ground: Ground, check: Check, sealed: SealedRun, instant: number): Outcomes | null {
  const { setups, asOf, ...input } = ground.runInput(check, sealed);
  const running = run({
    ...input,
    setups: setups.map((setup) => ({ ...setup, exclusions: new Map() })),
    asOf: { ...asOf, instant },
  });
  for (let step = running.next(); ; step = running.next())
    if (step.done === true) return step.value[0]?.outcomes ?? null;
}
