import { type Explained, explainedInWords, isAllSaid } from '#/core/status/explained.ts';
import { type CheckFacts, type ControlFacts, type StatusOf, statusOf } from '#/core/status/status.ts';
import { type Gap, gapsOf, type Ranked } from './gaps.ts';

/** What is said of the deviations of a control. */
export interface Words extends Explained {
  /** By check. */
  readonly checks: ReadonlyMap<string, Explained>;
  /** What is open beside them: where it would stand if these checks had found none. */
  readonly left: StatusOf;
}

export function wordsOn({ facts }: Ranked, checks: ReadonlyMap<string, Explained>): Words {
  const every = [...checks.values()];
  return {
    said: every.reduce((sum, { said }) => sum + said, 0),
    of: every.reduce((sum, { of }) => sum + of, 0),
    checks,
    left: statusOf(besides(facts, checks)),
  };
}

/** The facts of a control as if some checks had found no deviation: what is said of them changes none of their outcomes. */
const besides = (facts: ControlFacts, these: Words['checks']): ControlFacts => ({
  ...facts,
  checks: facts.checks.map((check) => (these.has(check.id) ? withoutDeviations(check) : check)),
});

function withoutDeviations({ run, ...check }: CheckFacts): CheckFacts {
  if (run === null) return { ...check, run };
  const { shown, rule } = run.counts;
  const less = (counts: typeof shown): typeof shown => ({
    ...counts,
    deviation: counts.deviation - shown.deviation,
    pass: counts.pass + shown.deviation,
  });
  const counts = { ...run.counts, shown: less(shown), rule: less(rule) };
  return { ...check, run: { ...run, counts, carried: { ...run.carried, deviation: 0, overdue: 0 } } };
}

/** What is open of a control. */
export interface GapLeft extends Gap {
  /** What is said of what was found of it; null: no check found anything. */
  readonly explained: Words | null;
}

/** What is left to do: nobody can do more about deviations than say what happened, and what follows. */
export const gapsLeft = (ranked: readonly Ranked[], words: ReadonlyMap<string, Words>): readonly GapLeft[] =>
  gapsOf(ranked.map((each) => leftOf(each, words.get(each.id)))).map((gap) => ({
    ...gap,
    explained: gap.status === 'deviations found' ? (words.get(gap.control) ?? null) : null,
  }));

const leftOf = (control: Ranked, words: Words | undefined): Ranked =>
  words !== undefined && isAllSaid(words) ? { ...control, of: words.left } : control;

/** All that is open, with what to do next of it; what is explained stays there, behind what somebody can still do something about. */
export function gapsAdvised(
  gaps: readonly Gap[],
  ranked: readonly Ranked[],
  words: ReadonlyMap<string, Words>,
): readonly (Gap & { readonly explained: Explained | null })[] {
  const left = new Map(gapsLeft(ranked, words).map((gap) => [gap.control, gap]));
  return gaps
    .map((gap) => {
      const said = words.get(gap.control);
      if (said === undefined) return { ...gap, explained: null };
      return { ...gap, explained: { said: said.said, of: said.of }, next: nextOf(gap, said, left.get(gap.control)) };
    })
    .toSorted((a, b) => Number(left.has(b.control)) - Number(left.has(a.control)));
}

function nextOf(gap: Gap, words: Words, left: Gap | undefined): string {
  const said = explainedInWords(words);
  if (!isAllSaid(words)) return `${gap.next} ${said}.`;
  if (left === undefined) return `${said}: nothing is left to say. What follows from them is still to be done.`;
  if (left.status !== 'deviations found') return `${said}. ${left.next}`;
  return `${said}. What no check finds item by item is still to be answered for: ${words.left.reasons[0] ?? ''}.`;
}
