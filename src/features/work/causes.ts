import { placeOf } from '#/core/place.ts';
import { NOBODY } from '#/core/status/control-facts.ts';
import type { Day } from '#/core/time/zone.ts';
import { functionName } from '#/core/whose.ts';
import type { GapLeft, Ranked, RuleFinding, Words } from '#/features/readiness/index.ts';
import type { OwnerFunction } from '#/core/controls.ts';
import type { Own } from './apart.ts';
import { type Cause, dueIn, slugOf, type State } from './cause.ts';
import { findingCauses, QUIET } from './finding-causes.ts';
import { firstCauses, type Foundation, hasBegun } from './first.ts';
import { gapCause, type OwnGap, ownGaps } from './gap-causes.ts';
import { missingCause, type Shortage, shortagesOf } from './missing-causes.ts';
import { performanceCauses } from './performance-causes.ts';

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

/** Tasks that are open or put aside, by their keys. */
export type Standing = ReadonlyMap<string, State>;

/** Everything that there is to do, in the order of its effect; what one act settles is one of it. */
export function causesIn(
  foundation: Foundation,
  examined: Examined | null,
  tasks: Standing,
  today: Day,
): readonly Cause[] {
  if (examined === null) return firstCauses(foundation, [], today);
  const lacking = shortagesOf(examined, tasks);
  const isQuietAside = [...tasks].some(([key, state]) => state === 'dropped' && isQuiet(key, examined));
  const shortages = Map.groupBy(lacking, (each) => askedIn(each, foundation, isQuietAside ? [] : examined.findings));
  const own = ownGaps(examined, lacking);
  const gaps = own.map((each) => gapCause(each, examined, today));
  const performances = performanceCauses(examined, unshownIn(own), today);
  const performed = new Set(performances.flatMap(({ beneath }) => beneath.map(({ control }) => control)));
  const first = firstCauses(foundation, shortages.get('first') ?? [], today);
  const findings = findingCauses(examined, { quiet: shortages.get('quiet') ?? [], own }, today);
  const missing = (shortages.get('own') ?? []).map((each) => missingCause(each, examined, today));
  const pressing = [...performances, ...gaps.filter(({ urgent }) => urgent)];
  return [
    // until it has begun, nothing can be shown of what is due, whenever that is
    ...(hasBegun(foundation) ? [...pressing, ...first] : [...first, ...pressing]),
    ...findings.filter(({ weight }) => weight === 'report').map(({ cause }) => cause),
    ...ownerCauses(examined, today),
    ...byEffect(examined, [
      ...missing,
      ...gaps.filter(({ urgent, control, key }) => !urgent && !(performed.has(control ?? '') && isUnshown(key))),
      ...findings.filter(({ weight }) => weight !== 'report').map(({ cause }) => cause),
    ]),
  ];
}

const isQuiet = (key: string, { engagement }: Examined): boolean => key.startsWith(`finding:${engagement}:${QUIET}:`);

/** Where what controls lack is asked for: by a task of the foundation, by that of sources that went quiet, or by one of its own. */
function askedIn(
  { lacked }: Shortage,
  { hasPeople }: Foundation,
  findings: Examined['findings'],
): 'first' | 'quiet' | 'own' {
  if (lacked.kind === 'population') return lacked.population === 'person' && !hasPeople ? 'first' : 'own';
  return findings.some(({ rule, subject }) => rule === QUIET && subject === lacked.source) ? 'quiet' : 'own';
}

const unshownIn = (own: readonly OwnGap[]): ReadonlyMap<string, Own> =>
  new Map(own.flatMap(({ gap, own: each }) => (each.status === 'not evidenced' ? [[gap.control, each]] : [])));

const isUnshown = (key: string): boolean => key.endsWith(`:${slugOf('not evidenced')}`);

/** What several controls lack stands where the first of them does that nothing else is to be done about before. */
function byEffect({ gaps }: Examined, causes: readonly Cause[]): readonly Cause[] {
  const places = new Map(gaps.map(({ control }, place) => [control, place]));
  const lacking = new Map(
    gaps.flatMap(({ control, status }, place) => (status === 'not evidenced' ? [[control, place]] : [])),
  );
  const at = ({ kind, control, beneath }: Cause): number =>
    kind === 'gap' && control !== null
      ? (places.get(control) ?? gaps.length)
      : Math.min(gaps.length, ...beneath.map((each) => lacking.get(each.control) ?? gaps.length));
  return causes.toSorted((a, b) => at(a) - at(b));
}

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
    title: `Name who owns the controls of ${functionName(owner)}`,
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
    beneath: [],
  }));
}
