import { declaredInWords } from '#/core/coverage/words.ts';
import { commandOf, type Step } from '#/core/place.ts';
import type { Day } from '#/core/time/zone.ts';
import type { RuleFinding } from '#/features/readiness/index.ts';
import type { OwnerFunction } from '#/core/controls.ts';
import { declaredOf } from './apart.ts';
import { type Beneath, type Cause, dueIn } from './cause.ts';
import type { Examined } from './causes.ts';
import type { OwnGap } from './gap-causes.ts';
import { controlSteps, type Shortage, whyOf } from './missing-causes.ts';

/** What these rules find is a task of its own kind already. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'owner-missing',
  'performance-about-to-be-missed',
  'performance-missed',
]);

/** Who deals with a finding that is about no control. */
const FUNCTIONS: Readonly<Record<string, OwnerFunction>> = {
  'boundary-missing': 'leadership',
  'category-without-promise': 'leadership',
  'promise-without-category': 'leadership',
  'subservice-without-reliance': 'legal',
  'completeness-declared-only': 'operations',
  'one-engineer': 'engineering',
  'owned-by-one-function': 'leadership',
  'owned-by-one-person': 'leadership',
  'people-unresolved': 'engineering',
  'policy-approved-by-writer': 'leadership',
  'source-gone-quiet': 'engineering',
  'approvals-stated': 'engineering',
  'subservice-without-expectations': 'legal',
  'window-opened-late': 'leadership',
  'window-short': 'leadership',
};

/** Sources that were not read lately. */
export const QUIET = 'source-gone-quiet';
const DECLARED = 'completeness-declared-only';

/** What else is open that findings are about. */
interface Open {
  /** What quiet sources left out. */
  readonly quiet: readonly Shortage[];
  /** What is open of controls alone, with the findings that are dealt with there. */
  readonly own: readonly OwnGap[];
}

export interface FindingCause {
  readonly weight: RuleFinding['weight'];
  readonly cause: Cause;
}

/** What one rule finds is one task for each function: mending it is one sitting, whatever the number of places. */
export function findingCauses(examined: Examined, { quiet, own }: Open, today: Day): readonly FindingCause[] {
  const functions = new Map(examined.ranked.map(({ id, ownerFunction }) => [id, ownerFunction as OwnerFunction]));
  const ownerOf = ({ rule, subject }: RuleFinding): OwnerFunction =>
    functions.get(subject) ?? FUNCTIONS[rule] ?? 'security';
  const dealtWith = new Set(own.flatMap(({ words }) => words));
  const found = examined.findings.filter((finding) => !ELSEWHERE.has(finding.rule) && !dealtWith.has(finding));
  return [...Map.groupBy(found, (finding) => `${finding.rule}:${ownerOf(finding)}`)].flatMap(([key, findings]) => {
    const [finding] = findings;
    return finding === undefined
      ? []
      : [
          {
            weight: finding.weight,
            cause: causeOf(findings, finding, { key, owner: ownerOf(finding), examined, quiet, today }),
          },
        ];
  });
}

/** What to do, once, and where; with the places one by one where it is done in several. */
function stepsOf(findings: readonly RuleFinding[], titles: ReadonlyMap<string, string>): readonly Step[] {
  const byWords = Map.groupBy(findings, ({ next }) => next);
  return [...byWords].flatMap(([says, all]): readonly Step[] => {
    const places = new Map(all.map((finding) => [finding.place === null ? '' : commandOf(finding.place), finding]));
    const [only] = places.values();
    if (places.size === 1 && only !== undefined) return [{ says, place: only.place }];
    const each = [...places.values()].map(
      ({ subject, place }): Step => ({ says: titles.get(subject) ?? subject, place }),
    );
    return [{ says, place: null }, ...each];
  });
}

interface About {
  readonly key: string;
  readonly owner: OwnerFunction;
  readonly examined: Examined;
  readonly quiet: Open['quiet'];
  readonly today: Day;
}

function causeOf(
  findings: readonly RuleFinding[],
  first: RuleFinding,
  { key, owner, examined, quiet, today }: About,
): Cause {
  const lacking = first.rule === QUIET ? quiet : [];
  const subjects = new Set(findings.map(({ subject }) => subject));
  const [subject = ''] = subjects;
  const control = subjects.size === 1 && examined.origins.has(subject) ? subject : null;
  return {
    key: `finding:${examined.engagement}:${key}`,
    kind: 'finding',
    function: owner,
    control,
    owner: examined.ranked.find(({ id }) => id === control)?.facts.owner ?? null,
    title: first.task,
    guidance: {
      why: [first.why, ...findings.map(({ says }) => says), ...new Set(lacking.flatMap(whyOf))],
      todo: [
        ...stepsOf(findings, new Map(examined.ranked.map(({ id, title }) => [id, title]))),
        ...controlSteps([...new Set(lacking.flatMap(({ gaps }) => gaps))]),
      ],
      evidence: [first.settled],
    },
    due: dueIn(first.weight === 'time' ? 30 : 14, today, examined.last),
    urgent: false,
    beneath: first.rule === DECLARED ? declaring(examined) : lacking.flatMap(({ beneath }) => beneath),
  };
}

/** The controls of which nothing else is open than that somebody's word is all that says that their records are whole. */
const declaring = ({ gaps, ranked }: Examined): readonly Beneath[] => {
  const resting = new Set(gaps.flatMap(({ status, control }) => (status === 'incomplete' ? [control] : [])));
  return ranked.flatMap(({ id, facts }) => {
    const says = declaredOf(facts).flatMap(declaredInWords);
    return resting.has(id) && says.length > 0 ? [{ control: id, says }] : [];
  });
};
