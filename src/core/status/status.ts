import type { Instant } from '#/core/time/instant.ts';
import type { Outcome } from '#/core/verdict.ts';
import type { Coverage } from '#/core/coverage/coverage.ts';
import { followedInWords, holesInWords, statedInWords } from '#/core/coverage/words.ts';
import { countKinds, type Occurrence } from '#/core/occurrences/occurrences.ts';
import { attachedInWords } from './attached.ts';
import { aboutNoneInWords, itemsInWords } from './about.ts';
import type { Carried } from './carried.ts';
import { designOpenReasons, deviationReasons, holeReasons, openReasons, piecesOf, restsOn } from './open.ts';
import { earlierReasons, nothingReasons, startReasons } from './started.ts';

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

type Counts = { readonly [K in Outcome]: number };

/** How many items a window admits, by what is shown of them and by what the rule said. */
export interface ItemCounts {
  readonly population: number;
  readonly shown: Counts;
  readonly rule: Counts;
}

/** What one check says of the items of a window. */
export interface CheckFacts {
  readonly id: string;
  readonly enabled: boolean;
  /** Null when it was never run. */
  readonly run: {
    readonly asOf: Instant;
    readonly counts: ItemCounts;
    /** Of items from before the window that were open when it began, or came due in it; they are not among its items. */
    readonly carried: Carried;
    /** The day of the last item before the window; null where there is none. */
    readonly lastBefore: string | null;
    /** What came in, or came due, that the run did not see. */
    readonly behind: readonly string[];
    /** Of what records were erased that may have stood beside its items, in words. */
    readonly erasedBeside: readonly string[];
    /** Of states of the window: from which day on the limits hold by which they were judged, where those are not the limits of the window, or are looser than the ones before in it. */
    readonly later: { readonly states: number; readonly from: string; readonly isWithin: boolean } | null;
  } | null;
}

/** What people attached in a window where nothing else tells how much there should be. */
export interface ByHand {
  readonly found: number;
  /** The statement, if there is one that reaches far enough, that what is attached is all there was. */
  readonly complete: {
    readonly person: string;
    /** The day on which the log received it. */
    readonly stated: string;
    /** The last day of which it speaks. */
    readonly until: string;
  } | null;
}

/** Everything that a control's status is made from. */
export interface ControlFacts {
  readonly id: string;
  readonly owner: string | null;
  readonly type: 'type-1' | 'type-2';
  /** What of its design is still to be said or shown, in words. */
  readonly designMissing: readonly string[];
  /** Of the records that show its design, where nobody attached evidence of it: what accounts for them. */
  readonly designCoverage: readonly Omit<Coverage, 'readUntil'>[];
  readonly checks: readonly CheckFacts[];
  readonly coverage: readonly Omit<Coverage, 'readUntil'>[];
  /** While the window runs, or where nothing has read all of it yet: the last day of it up to which every source was asked; null where that is the last. */
  readonly askedUntil: string | null;
  readonly occurrences: readonly Occurrence[];
  /** For what people attach to each triggering item: how many there are, how many were attached, and to how many of the items themselves. */
  readonly attached: {
    readonly expected: number;
    readonly found: number;
    readonly ofItems: number;
    /** What triggers it, in words, where there are records of that of which nothing is known; else null. */
    readonly unread: string | null;
  } | null;
  /** What was attached in the window, where people show it without periods or triggers; else null. */
  readonly byHand: ByHand | null;
  /** How often somebody stated, for a time in the window, that it was not performed; where it has no periods, else 0. */
  readonly statedMissed: number;
  readonly reliesOn: readonly string[];
  /** Of what was attached to show its design, or that it was performed in the window: how much was erased, and nothing is in its place. */
  readonly erasedPieces: number;
  /** Has the window begun? */
  readonly begun: boolean;
  /** The end of its first period; of what acts on events, or all the time, until when nobody need have asked for any. */
  readonly firstDue: Instant;
  /** Does it act on events, or all the time? Then nothing is due of it before something is there. */
  readonly onEvents: boolean;
  /** Does it act all the time? Then there is something to act on, and that none was found is no proof that there is none. */
  readonly continuous: boolean;
  /** The day from which it is no longer performed; null while it is. */
  readonly retiredOn: string | null;
  /** The same to the millisecond: nothing from then on is counted. */
  readonly retiredAt: Instant | null;
  readonly asOf: Instant;
  /** What of the rows that all of this was read from is not as the log sealed it, in words. Whatever else is said may be untrue then. */
  readonly unfounded: readonly string[];
}

export interface StatusOf {
  readonly status: Status;
  /** The instant as of which it holds: the oldest of the runs that it rests on. */
  readonly asOf: Instant;
  /** Sentences. The first says why this status and not another; what else is open follows. */
  readonly reasons: readonly string[];
}

/** The status of a control, and why. A property test holds it to its one promise: what is not covered or not known never reads as clean. */
export function statusOf(facts: ControlFacts): StatusOf {
  const asOf = Math.min(facts.asOf, ...facts.checks.flatMap(({ run }) => run?.asOf ?? []));
  const { status, reasons } = facts.type === 'type-1' ? designStatus(facts) : operationStatus(facts);
  const [why = '', ...rest] = reasons;
  const earlier = facts.type === 'type-1' ? [] : earlierReasons(facts);
  const retired = facts.retiredOn === null ? [] : [`it is retired from ${facts.retiredOn} on`];
  const rests = restsOn(facts);
  const stated = [...rests.flatMap(statedInWords), ...rests.flatMap(followedInWords)];
  return { status, asOf, reasons: [why, ...earlier, ...rest, ...stated, ...retired] };
}

type Found = Omit<StatusOf, 'asOf'>;

const found = (status: Status, reasons: readonly string[]): Found | null =>
  reasons.length === 0 ? null : { status, reasons };

function designStatus(facts: ControlFacts): Found {
  const holes = facts.designCoverage.flatMap(holesInWords);
  return (
    found('design incomplete', withUnfounded(facts, facts.designMissing)) ??
    found('not evidenced', withUnfounded(facts, holes)) ??
    found('incomplete', designOpenReasons(facts)) ??
    found('relies on a subservice organization', relianceReasons(facts)) ?? {
      status: 'no deviation found',
      reasons: [
        'statement, owner and evidence of the design are there; a Type I examination does not look at operation',
      ],
    }
  );
}

const withUnfounded = ({ unfounded }: ControlFacts, reasons: readonly string[]): readonly string[] =>
  reasons.length === 0 ? [] : [...reasons, ...unfounded];

/** What is open, in its order: a control shows the first, and names the others behind it. */
function operationStatus(facts: ControlFacts): Found {
  const deviations = deviationReasons(facts);
  const [design, holes, open] = [facts.designMissing, holeReasons(facts), openReasons(facts)];
  const before =
    deviations.length === 0 && facts.unfounded.length === 0 ? startReasons(facts, [...holes, ...open]) : [];
  if (before.length > 0) return { status: 'not started', reasons: [...before, ...design] };
  return (
    found('deviations found', deviations.length === 0 ? [] : [...deviations, ...design, ...holes, ...open]) ??
    found('design incomplete', design.length === 0 ? [] : [...design, ...holes, ...open]) ??
    found('not evidenced', holes.length === 0 ? [] : [...holes, ...open]) ??
    found('incomplete', open) ??
    found('relies on a subservice organization', relianceReasons(facts)) ??
    found('nothing occurred', nothingReasons(facts)) ?? {
      status: 'no deviation found',
      reasons: [cleanSentence(facts)],
    }
  );
}

const relianceReasons = ({ reliesOn }: ControlFacts): readonly string[] =>
  reliesOn.length === 0 ? [] : [`relies on ${reliesOn.join(' and ')}`];

function cleanSentence({ checks, coverage, occurrences, attached, byHand, askedUntil }: ControlFacts): string {
  const items = checks.flatMap(({ id, run }) =>
    run === null ? [] : [`${id}: ${aboutNoneInWords(run.counts) ?? `${itemsInWords(run.counts)}, no deviation`}`],
  );
  const performed = countKinds(occurrences, 'performed');
  const soFar = countKinds(occurrences, 'due', 'upcoming') > 0 ? ' so far' : '';
  const parts = [
    ...items,
    ...(occurrences.length === 0 ? [] : [`${performed} of ${occurrences.length} performances${soFar}`]),
    ...(attached === null ? [] : [attachedInWords(attached)]),
    ...(byHand === null ? [] : [piecesOf(byHand)]),
    ...(byHand?.complete == null
      ? []
      : [
          `${byHand.complete.person} stated on ${byHand.complete.stated} that this is all there was until ${byHand.complete.until}`,
        ]),
  ];
  const read =
    askedUntil === null ? 'its records were read for all of the window' : `its records were read until ${askedUntil}`;
  const isPartial = coverage.length > 0 && askedUntil !== null;
  return [...parts, ...(parts.length === 0 || isPartial ? [read] : [])].join('; ');
}
