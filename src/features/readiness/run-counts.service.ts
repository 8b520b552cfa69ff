import { type Before, beforeIn } from '#/checks/carried.ts';
import { checkWithId } from '#/checks/index.ts';
import { type OtherLimits, otherLimits } from '#/checks/later-limits.ts';
import { type Due, dueIn } from '#/checks/came-due.ts';
import { countOutcomes, type Outcomes, type WindowCounts } from '#/checks/engine/outcomes.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import type { CheckRunRow, Rule } from '#/features/checks/index.ts';
import { windowIn } from '#/features/engagements/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Ground } from './facts.service.ts';
import { kept, keyOf, type Worked } from './kept.service.ts';

const WHAT = 'run-counts';
/** Raise it when more, or something else, is kept of a run. */
const FORM = 7;
const PAGE = 500;

/** What a run says of a window, without its items. */
export interface RunCounts {
  readonly counts: WindowCounts;
  /** How many of its items may stand otherwise by now: the time until which what it said of them held is over. */
  readonly cameDue: number;
  readonly before: Before;
  /** States that it judged by other limits than those of all their time in the window. */
  readonly other: OtherLimits | null;
}

/** A run, and where the time ends in which its items count: the window's end, or the day of a retirement. */
export interface CountedRun {
  readonly run: CheckRunRow;
  readonly end: Instant;
}

type Value = {
  readonly counts: WindowCounts;
  readonly before: Before;
  readonly other: OtherLimits | null;
  /** The first instant of each page of those that come due. */
  readonly due: readonly Instant[];
};

export const countedBy = ({ run: { checkId }, end }: CountedRun): string => `${checkId} ${end}`;

/** By `countedBy`, what runs say of the window. Their outcomes are read only where nobody read them before. */
export async function countsOfRuns(
  ground: Ground,
  runs: readonly CountedRun[],
  outcomesOf: (check: string) => Promise<Outcomes | undefined>,
): Promise<ReadonlyMap<string, RunCounts>> {
  const window = windowIn(ground.opened.engagement);
  const parts = runs.map((each) => {
    const { run, end } = each;
    const { parameters } = run.rule as Rule;
    // by limits that never changed nothing can be judged by others
    const limited = parameters.length > 1 ? { parameters: parameters as unknown as Json, asOf: run.asOf } : null;
    return {
      ...each,
      subject: `${run.checkId} ${window.start} ${window.end} ${end}`,
      key: keyOf({ form: FORM, window: { ...window }, end, outcomes: run.outcomes, limited }),
    };
  });
  const values = await kept(ground, WHAT, {
    parts,
    workOut: async ({ run, end }) => {
      const outcomes = await outcomesOf(run.checkId);
      if (outcomes === undefined) throw new TypeError(`${run.checkId} has a run and no outcomes`);
      return counted(outcomes, window, { run, end });
    },
  });
  const all = new Map<string, RunCounts>();
  for (const part of parts) {
    const { counts, before, other, due } = values.get(part.subject) as unknown as Value;
    all.set(countedBy(part), { counts, before, other, cameDue: await cameDueIn(ground, part, due) });
  }
  return all;
}

function counted(outcomes: Outcomes, window: Window, { run, end }: CountedRun): Worked {
  const counts = countOutcomes(outcomes, { ...window, end });
  const due = dueIn(outcomes, window);
  const pages: (readonly Due[])[] = [];
  for (let at = 0; at < due.length; at += PAGE) pages.push(due.slice(at, at + PAGE));
  const check = checkWithId(run.checkId);
  const { parameters } = run.rule as Rule;
  const other = check && otherLimits(check, outcomes, { ...window, end, parameters, asOf: run.asOf });
  const value = {
    counts: { ...counts },
    before: { ...beforeIn(outcomes, window) },
    other: other ?? null,
    due: pages.map(([first]) => first?.at ?? 0),
  };
  return { value, pages };
}

async function cameDueIn(
  { keeping, asOf: { instant } }: Ground,
  { subject, key }: { readonly subject: string; readonly key: string },
  firsts: readonly Instant[],
): Promise<number> {
  const page = firsts.findLastIndex((first) => first <= instant);
  if (page < 0) return 0;
  const [row] = await keeping.pages({ what: WHAT, subject, key }, { first: page, last: page });
  const entries = (row?.entries ?? []) as readonly Due[];
  return entries.findLast(({ at }) => at <= instant)?.count ?? 0;
}
