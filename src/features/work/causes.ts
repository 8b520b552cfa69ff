import { checkWithId } from '#/checks/index.ts';
import { placeOf, type Step } from '#/core/place.ts';
import { type Day, parseDay } from '#/core/time/zone.ts';
import { explainedInWords, isAllSaid } from '#/core/status/explained.ts';
import type { GapLeft, Ranked, RuleFinding, Words } from '#/features/readiness/index.ts';
import { evidenceOf } from '#/library/evidence.ts';
import { libraryControl } from '#/library/library.ts';
import { type OwnerFunction } from '#/core/controls.ts';
import { type Cause, dueIn, type Guidance, slugOf } from './cause.ts';
import { findingCauses } from './finding-causes.ts';
import { firstCauses, type Foundation } from './first.ts';

/** An examination and its controls, as tasks are made from them. */
export interface Examined {
  readonly engagement: string;
  readonly last: Day;
  readonly ranked: readonly Ranked[];
  /** What stands between here and ready, in the order of its effect, but for deviations that are explained. */
  readonly gaps: readonly GapLeft[];
  /** By control, what is said of its deviations. */
  readonly words: ReadonlyMap<string, Words>;
  /** What the rules of the programme find. */
  readonly findings: readonly RuleFinding[];
  /** By control, the control of the library that it began as. */
  readonly origins: ReadonlyMap<string, string | null>;
  /** By control, what it says that the company does. */
  readonly statements: ReadonlyMap<string, string>;
}

/** Everything that there is to do, in the order of its effect. */
export function causesIn(foundation: Foundation, examined: Examined | null, today: Day): readonly Cause[] {
  const first = firstCauses(foundation, today);
  if (examined === null) return first;
  const gaps = gapCauses(examined, today);
  const findings = findingCauses(examined, today);
  return [
    ...performanceCauses(examined, today),
    ...gaps.filter(({ urgent }) => urgent),
    ...first,
    ...findings.filter(({ weight }) => weight === 'report').map(({ cause }) => cause),
    ...ownerCauses(examined, today),
    ...gaps.filter(({ urgent }) => !urgent),
    ...findings.filter(({ weight }) => weight !== 'report').map(({ cause }) => cause),
  ];
}

const NOBODY = 'nobody owns it';

/** A gap that is only that nobody owns the control is no task of its own: it is one with the others of its function. */
function gapCauses(examined: Examined, today: Day): readonly Cause[] {
  const byId = new Map(examined.ranked.map((each) => [each.id, each]));
  return examined.gaps.flatMap((gap) => {
    const control = byId.get(gap.control);
    if (control === undefined || isOwnerOnly(control)) return [];
    return [gapCause(gap, control, examined, today)];
  });
}

const isOwnerOnly = ({ of, facts }: Ranked): boolean =>
  ['not started', 'design incomplete'].includes(of.status) && facts.designMissing.every((each) => each === NOBODY);

function gapCause(gap: GapLeft, { facts }: Ranked, { engagement, last, origins }: Examined, today: Day): Cause {
  const isDesign = gap.status === 'not started' || gap.status === 'design incomplete';
  return {
    key: `gap:${engagement}:${gap.control}:${isDesign ? 'design' : slugOf(gap.status)}`,
    kind: 'gap',
    function: gap.ownerFunction as OwnerFunction,
    control: gap.control,
    owner: facts.owner,
    title: titleOf(gap, isDesign),
    guidance: guidanceOf(gap, origins.get(gap.control) ?? null, isDesign),
    due: dueIn(gap.status === 'deviations found' || gap.highRisk ? 14 : 30, today, last),
    urgent: gap.status === 'deviations found',
  };
}

function titleOf({ title, status }: GapLeft, isDesign: boolean): string {
  if (isDesign) return `${title}: say and show how it is designed`;
  if (status === 'deviations found') return `${title}: look into the deviations`;
  return status === 'not evidenced' ? `${title}: bring what shows it` : `${title}: complete what is open`;
}

function guidanceOf(gap: GapLeft, origin: string | null, isDesign: boolean): Guidance {
  const control = origin === null ? undefined : libraryControl(origin);
  const { byHand } = evidenceOf(origin);
  const shows = isDesign ? (control?.typeIEvidence ?? []) : (control?.typeIIEvidence.itemMustShow ?? []);
  const { explained } = gap;
  return {
    why: gap.reasons,
    todo: gap.status === 'deviations found' ? explaining(gap) : [{ says: gap.next, place: gap.place }],
    evidence: [...(byHand === null || isDesign ? [] : [byHand]), ...shows],
    ...(explained === null ? {} : { explained: { said: explained.said, of: explained.of } }),
  };
}

/** All that a company can do about what already happened is to say what happened, why, and what follows: that ends it. */
function explaining({ next, place, explained }: GapLeft): readonly Step[] {
  const isOfChecksOnly = explained !== null && explained.left.status !== 'deviations found';
  const ends = { says: isOfChecksOnly ? ENDS : explained === null ? NEVER_ENDS : ENDS_NOT, place: null };
  if (explained === null || isAllSaid(explained)) return [...(explained === null ? [{ says: next, place }] : []), ends];
  const unsaid = [...explained.checks].filter(([, check]) => !isAllSaid(check));
  const steps = unsaid.map(([id, check]): Step => {
    const title = checkWithId(id)?.title ?? id;
    return { says: `${title}: ${explainedInWords(check)}.`, place: placeOf('check', id, title) };
  });
  return [{ says: next, place }, ...steps, TOGETHER, ends];
}

const TOGETHER: Step = {
  says: 'Where other checks found the same item, the form in which it is explained offers to say the same for them: it then counts in each task about them.',
  place: null,
};
const ENDS = 'The task ends by itself once all of them are explained.';
const ENDS_NOT =
  'A performance that was missed or late is no item that could be explained: once all items are, put this task aside, with what is to be said of it as the reason.';
const NEVER_ENDS =
  'Once that is said of all of them, put this task aside, with that as the reason: it does not end by itself.';

/** Naming owners is one sitting for each function, not a task for each control. */
function ownerCauses({ engagement, last, ranked }: Examined, today: Day): readonly Cause[] {
  const unowned = Map.groupBy(
    ranked.filter(({ facts }) => facts.designMissing.includes(NOBODY)),
    ({ ownerFunction }) => ownerFunction as OwnerFunction,
  );
  return [...unowned].map(([owner, controls]) => ({
    key: `owners:${engagement}:${owner}`,
    kind: 'owners',
    function: owner,
    control: null,
    owner: null,
    title: `Name who owns the controls of ${NAMES[owner]}`,
    guidance: {
      why: [`${controls.length} of them ${controls.length === 1 ? 'has' : 'have'} no owner`],
      todo: [
        {
          says: 'Name one person or role for each: who answers for it, not who is told about it.',
          place: placeOf('owners', owner),
        },
        ...controls.map(({ id, title }) => ({ says: title, place: placeOf('control', id, title) })),
      ],
      evidence: ['Each control names its owner.'],
    },
    due: dueIn(14, today, last),
    urgent: false,
  }));
}

const NAMES: Readonly<Record<OwnerFunction, string>> = {
  engineering: 'engineering',
  operations: 'operations',
  security: 'security',
  hr: 'HR',
  leadership: 'leadership',
  legal: 'legal',
  product: 'product',
};

/** A performance that comes so often is not announced each time. */
const LEAST_PERIOD = 28;
const MOST_AHEAD = 30;

/** Performances that can still be made in time, and whose time is running out. */
function performanceCauses({ engagement, ranked, origins, statements }: Examined, today: Day): readonly Cause[] {
  return ranked.flatMap(({ id, title, ownerFunction, facts }) =>
    facts.occurrences.flatMap(({ kind, period }) => {
      const [first, last] = [parseDay(period.first) ?? today, parseDay(period.last) ?? today];
      const length = last - first + 1;
      const ahead = Math.min(MOST_AHEAD, Math.floor(length / 3));
      if (kind !== 'due' || length < LEAST_PERIOD || today < last - ahead) return [];
      const { byHand } = evidenceOf(origins.get(id) ?? null);
      const control = libraryControl(origins.get(id) ?? '');
      return [
        {
          key: `performance:${engagement}:${id}:${period.last}`,
          kind: 'performance' as const,
          function: ownerFunction as OwnerFunction,
          control: id,
          owner: facts.owner,
          title: `${title}: perform it before its period ends`,
          guidance: {
            why: [`nothing shows yet that it was performed between ${period.first} and ${period.last}`],
            todo: [
              ...whatItIs(statements.get(id)),
              {
                says: 'Perform it, and bring what shows it: when it was done, by whom, and what came of it.',
                place: placeOf('control', id),
              },
            ],
            evidence: [...(byHand === null ? [] : [byHand]), ...(control?.typeIIEvidence.itemMustShow ?? [])],
          },
          due: period.last,
          urgent: true,
        },
      ];
    }),
  );
}

/** A name alone does not tell somebody new to it what is to be done. */
const whatItIs = (statement: string | undefined): readonly Step[] =>
  statement === undefined ? [] : [{ says: statement, place: null }];
