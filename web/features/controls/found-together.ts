import { OUTCOMES } from '#web/kit/states.ts';
import { counted } from '#web/kit/when.ts';
import { enumerated } from '#web/kit/words.ts';

type Outcome = (typeof OUTCOMES)[number];
type Shown = Readonly<Partial<Record<Outcome, number>>>;

const TELLING = ['deviation', 'unknown', 'pending'] as const;

/** What all checks together found; an item that several look at counts with each. */
export function foundTogether(checks: readonly { readonly shown: Shown | null }[]): string {
  const run = checks.flatMap(({ shown }) => shown ?? []);
  if (run.length === 0)
    return `${counted(checks.length, 'check looks', 'checks look')} at this control, and none was run yet.`;
  const sum = (state: (typeof OUTCOMES)[number]): number => run.reduce((all, shown) => all + (shown[state] ?? 0), 0);
  const [deviations, unknown, pending] = [sum('deviation'), sum('unknown'), sum('pending')];
  if (OUTCOMES.every((state) => sum(state) === 0))
    return `${counted(run.length, 'check was', 'checks were')} run, and no item of the window was there to judge.`;
  if (OUTCOMES.every((state) => state === 'not-applicable' || sum(state) === 0))
    return `${counted(run.length, 'check was', 'checks were')} run, and ${run.length === 1 ? 'it is' : 'they are'} about no item of the window.`;
  const telling = run.filter((shown) => TELLING.some((state) => (shown[state] ?? 0) > 0)).length;
  // that there is no deviation is said by all of them, whichever could not tell of an item
  const isSome = deviations > 0 && telling < run.length;
  const one = run.length === 1 || (isSome && telling === 1);
  const found = [
    `found ${deviations === 0 ? 'no deviation' : counted(deviations, 'deviation')}`,
    ...(unknown === 0 ? [] : [`could not tell of ${counted(unknown, 'item')}`]),
    ...(pending === 0 ? [] : [`${one ? 'waits' : 'wait'} for ${counted(pending, 'item')} that may still be in time`]),
  ];
  const who = `${isSome ? `${telling} of ` : ''}${counted(run.length, 'check', 'checks')}`;
  const apart = deviations > 1 && run.filter((shown) => (shown.deviation ?? 0) > 0).length > 1;
  return `${who} ${enumerated(found)}.${apart ? ' An item in which several checks found one counts with each.' : ''}`;
}
