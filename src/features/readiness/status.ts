import type { Instant } from '#/core/time/instant.ts';
import type { WindowCounts } from '#/checks/engine/outcomes.ts';
import type { Coverage } from './coverage.ts';
import { countKinds, type Occurrence } from './occurrences.ts';

/** Management's view of a control, in the order in which the first that holds is shown. Never an opinion. */
export const STATUSES = [
  'deviations found',
  'design incomplete',
  'not evidenced',
  'incomplete',
  'relies on a subservice organization',
  'nothing occurred',
  'no deviation found',
  'not started',
] as const;
export type Status = (typeof STATUSES)[number];

/** What one check says of the items of a window. */
export interface CheckFacts {
  readonly id: string;
  readonly enabled: boolean;
  /** Null when it was never run. */
  readonly run: { readonly asOf: Instant; readonly counts: WindowCounts } | null;
}

/** Everything that a control's status is made from. */
export interface ControlFacts {
  readonly id: string;
  readonly owner: string | null;
  readonly type: 'type-1' | 'type-2';
  /** What of its design is still to be shown. */
  readonly designMissing: readonly string[];
  readonly checks: readonly CheckFacts[];
  readonly coverage: readonly Coverage[];
  readonly occurrences: readonly Occurrence[];
  /** For what people attach to each triggering item: how many there are, and how many were attached. */
  readonly attached: { readonly expected: number; readonly found: number } | null;
  /** Evidenced by hand, without periods or triggers: something must be attached in the window. */
  readonly needsAttachment: boolean;
  readonly reliesOn: readonly string[];
  readonly firstDue: Instant;
  readonly asOf: Instant;
}

export interface StatusOf {
  readonly status: Status;
  /** The instant as of which it holds: the oldest of the runs that it rests on. */
  readonly asOf: Instant;
  /** Sentences; the first says why this status and not another. */
  readonly reasons: readonly string[];
}

/** The status of a control, and why. A property test holds it to its one promise: what is not covered or not known never reads as clean. */
export function statusOf(facts: ControlFacts): StatusOf {
  const asOf = Math.min(facts.asOf, ...facts.checks.flatMap(({ run }) => run?.asOf ?? []));
  const found = facts.type === 'type-1' ? designStatus(facts) : operationStatus(facts);
  return { ...found, asOf };
}

type Found = Omit<StatusOf, 'asOf'>;

const first = (status: Status, reasons: readonly string[]): Found | null =>
  reasons.length === 0 ? null : { status, reasons };

function designStatus(facts: ControlFacts): Found {
  return (
    first('design incomplete', designReasons(facts)) ??
    first('relies on a subservice organization', relianceReasons(facts)) ?? {
      status: 'no deviation found',
      reasons: [
        'statement, owner and evidence of the design are there; a Type I examination does not look at operation',
      ],
    }
  );
}

function operationStatus(facts: ControlFacts): Found {
  const deviations = first('deviations found', deviationReasons(facts));
  if (deviations !== null) return deviations;
  const notStarted = first('not started', notStartedReasons(facts));
  if (notStarted !== null) return notStarted;
  return (
    first('design incomplete', designReasons(facts)) ??
    first('not evidenced', holeReasons(facts)) ??
    first('incomplete', openReasons(facts)) ??
    first('relies on a subservice organization', relianceReasons(facts)) ??
    first('nothing occurred', nothingReasons(facts)) ?? {
      status: 'no deviation found',
      reasons: [cleanSentence(facts)],
    }
  );
}

const many = (count: number, one: string, more: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`;

function deviationReasons({ checks, occurrences }: ControlFacts): readonly string[] {
  const missed = countKinds(occurrences, 'missed');
  const late = countKinds(occurrences, 'late');
  return [
    ...checks.flatMap(({ id, run }) => {
      const count = run?.counts.shown.deviation ?? 0;
      return count === 0
        ? []
        : [
            `${id}: ${many(count, 'deviation', 'deviations')} among ${many(run?.counts.population ?? 0, 'item', 'items')}`,
          ];
    }),
    ...(missed === 0 ? [] : [`${many(missed, 'performance', 'performances')} missed`]),
    ...(late === 0 ? [] : [`${many(late, 'performance', 'performances')} late`]),
  ];
}

function notStartedReasons({ asOf, firstDue, checks, occurrences, attached }: ControlFacts): readonly string[] {
  const anything =
    checks.some(({ run }) => (run?.counts.population ?? 0) > 0) ||
    countKinds(occurrences, 'performed') > 0 ||
    (attached?.found ?? 0) > 0;
  if (asOf >= firstDue || anything) return [];
  return ['nothing is due yet'];
}

function designReasons({ owner, designMissing }: ControlFacts): readonly string[] {
  return [...(owner === null ? ['nobody owns it'] : []), ...designMissing.map((what) => `not attached: ${what}`)];
}

function holeReasons({ coverage, occurrences, attached, needsAttachment }: ControlFacts): readonly string[] {
  const unproven = countKinds(occurrences, 'unproven');
  return [
    ...coverage.flatMap(({ population, holes }) =>
      holes.map(({ source, because }) => `${population}${source === null ? '' : ` from ${source}`}: ${because}`),
    ),
    ...(unproven === 0 ? [] : [`nothing shows whether ${many(unproven, 'performance', 'performances')} took place`]),
    ...(attached !== null && attached.found < attached.expected
      ? [`${attached.found} of ${attached.expected} attached`]
      : []),
    ...(needsAttachment ? ['nothing was attached in the window'] : []),
  ];
}

function openReasons({ checks, coverage }: ControlFacts): readonly string[] {
  const declared = coverage.flatMap(({ population, declaredOnly }) =>
    declaredOnly.map((source) => `${population} from ${source}: its completeness rests on what a person declared`),
  );
  return [...checks.flatMap(openIn), ...declared];
}

function openIn({ id, enabled, run }: CheckFacts): readonly string[] {
  if (!enabled) return [`${id}: turned off`];
  if (run === null) return [`${id}: not run yet`];
  const { unknown, pending, excluded } = run.counts.shown;
  const excludedDeviations = run.counts.rule.deviation - run.counts.shown.deviation;
  return [
    ...(unknown === 0 ? [] : [`${id}: ${many(unknown, 'item is', 'items are')} unknown`]),
    ...(pending === 0 ? [] : [`${id}: ${many(pending, 'item is', 'items are')} pending`]),
    ...(excluded === 0
      ? []
      : [
          `${id}: ${many(excluded, 'item was', 'items were')} excluded${excludedDeviations > 0 ? `, ${many(excludedDeviations, 'deviation', 'deviations')} among them` : ''}`,
        ]),
  ];
}

const relianceReasons = ({ reliesOn }: ControlFacts): readonly string[] =>
  reliesOn.length === 0 ? [] : [`relies on ${reliesOn.join(' and ')}`];

/** Nothing occurred only where coverage, which has no holes by now, proves that the source was asked and answered zero. */
function nothingReasons({ checks, occurrences, coverage, attached }: ControlFacts): readonly string[] {
  if (coverage.length === 0 || occurrences.length > 0) return [];
  const asked = checks.length > 0 || attached !== null;
  const zero =
    checks.every(({ run }) => run?.counts.population === 0) && (attached === null || attached.expected === 0);
  return asked && zero ? ['the sources were asked for all of the window, and there was nothing'] : [];
}

function cleanSentence({ checks, occurrences, attached }: ControlFacts): string {
  const items = checks.map(
    ({ id, run }) => `${id}: ${many(run?.counts.population ?? 0, 'item', 'items')}, no deviation`,
  );
  const performed = countKinds(occurrences, 'performed');
  const parts = [
    ...items,
    ...(occurrences.length === 0 ? [] : [`${performed} of ${occurrences.length} performances so far`]),
    ...(attached === null ? [] : [`${attached.found} of ${attached.expected} attached`]),
  ];
  return parts.length === 0 ? 'what was asked for is attached' : parts.join('; ');
}
