import { commandOf, type Step } from '#/core/place.ts';
import type { Day } from '#/core/time/zone.ts';
import type { RuleFinding } from '#/features/readiness/index.ts';
import type { OwnerFunction } from '#/core/controls.ts';
import { type Cause, dueIn } from './cause.ts';
import type { Examined } from './causes.ts';

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

export interface FindingCause {
  readonly weight: RuleFinding['weight'];
  readonly cause: Cause;
}

/** What one rule finds is one task for each function: mending it is one sitting, whatever the number of places. */
export function findingCauses(examined: Examined, today: Day): readonly FindingCause[] {
  const functions = new Map(examined.ranked.map(({ id, ownerFunction }) => [id, ownerFunction as OwnerFunction]));
  const ownerOf = ({ rule, subject }: RuleFinding): OwnerFunction =>
    functions.get(subject) ?? FUNCTIONS[rule] ?? 'security';
  const found = examined.findings.filter(({ rule }) => !ELSEWHERE.has(rule));
  return [...Map.groupBy(found, (finding) => `${finding.rule}:${ownerOf(finding)}`)].flatMap(([key, findings]) => {
    const [finding] = findings;
    return finding === undefined
      ? []
      : [
          {
            weight: finding.weight,
            cause: causeOf(findings, finding, { key, owner: ownerOf(finding), examined, today }),
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
  readonly today: Day;
}

function causeOf(findings: readonly RuleFinding[], first: RuleFinding, { key, owner, examined, today }: About): Cause {
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
      why: [first.why, ...findings.map(({ says }) => says)],
      todo: stepsOf(findings, new Map(examined.ranked.map(({ id, title }) => [id, title]))),
      evidence: [first.settled],
    },
    due: dueIn(first.weight === 'time' ? 30 : 14, today, examined.last),
    urgent: false,
  };
}
