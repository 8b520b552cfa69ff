import { addMonths, type Day } from '#/core/time/zone.ts';
import type { Category } from '#/library/library.ts';
import type { Opinion } from './claim-rules.ts';
import type { ClaimGround } from './claims.ts';
import { isSameFirm } from './firm-names.ts';

/** An examination that the company is in or plans, as the sealed log has it. */
export interface Examination {
  readonly id: string;
  readonly type: 'type-1' | 'type-2';
  /** Of a Type I both are the day as of which it is. */
  readonly first: Day;
  readonly last: Day;
  /** The day on which the log took it. */
  readonly recorded: Day;
  readonly categories: readonly Category[];
  /** The CPA firm that is engaged, by its signed letter; null while none is. */
  readonly firm: { readonly name: string; readonly signed: Day } | null;
}

/** A report that a CPA firm issued, as it was recorded with its bytes. */
export interface IssuedReport {
  readonly type: 'type-1' | 'type-2';
  readonly first: Day;
  readonly last: Day;
  readonly categories: readonly Category[];
  /** The date that stands on it. */
  readonly dated: Day;
  readonly firm: string;
  readonly opinion: Opinion;
  /** The firm agreed that its name and the kind of its opinion are shown; then both are, whichever it is. */
  readonly consent: boolean;
  /** It says itself that it holds no exceptions. */
  readonly saysNoExceptions: boolean;
  /** The last day of which management's letter speaks; null: there is none. */
  readonly bridge: Day | null;
}

/** What may be known of examinations and reports on a day. */
export interface Programme {
  /** In the order in which they were opened. */
  readonly examinations: readonly Examination[];
  readonly reports: readonly IssuedReport[];
  readonly today: Day;
}

export type Stage =
  | { readonly kind: 'preparing'; readonly of: Examination }
  | { readonly kind: 'observing'; readonly of: Examination; readonly expected: Day }
  /** Its time is over, and no CPA firm is engaged that would examine it. */
  | { readonly kind: 'unexamined'; readonly of: Examination; readonly expected: Day }
  | { readonly kind: 'fieldwork'; readonly of: Examination; readonly expected: Day }
  | { readonly kind: 'overdue'; readonly of: Examination; readonly expected: Day };

export interface ShownReport {
  readonly report: IssuedReport;
  readonly isAgeing: boolean;
  /** The last day of which management's unaudited letter speaks, where it may be shown. */
  readonly bridge: Day | null;
}

export interface TrustStanding {
  readonly report: ShownReport | null;
  readonly stage: Stage | null;
}

/** Readers treat a report as stale about so many months after the end of its window. */
export const STALE_AFTER = 12;
/** Management's letter speaks of this many months at most. */
const BRIDGE_MONTHS = 3;
/** Fieldwork takes two to six weeks, and writing the report two to four: the longer end of both, in days. */
const EXAMINATION_TAKES = 10 * 7;

/** Where the company stands in public: its latest report, if there is one, and what goes on beside it. */
export function standingOf({ examinations, reports, today }: Programme): TrustStanding {
  const issued = reports
    .filter((report) => isIssued(report, today))
    .toSorted((a, b) => b.last - a.last || kindRank(b) - kindRank(a));
  const [latest] = issued;
  const stages = withoutReport(examinations, issued)
    .map((each) => stageOf(each, today))
    .filter((stage) => !isForgotten(stage, latest));
  const [stage = null] = stages.toReversed().toSorted((a, b) => RANK.indexOf(a.kind) - RANK.indexOf(b.kind));
  return { report: latest === undefined ? null : shown(latest, today), stage };
}

/** How much of a firm that is engaged may be told: it agreed to be named, or not. */
export interface FirmConsent {
  readonly mayNameFirm: boolean;
}

/** What a text may say of the report and of who examines, by what is recorded of them and of what they agreed to. */
export function claimGroundOf(programme: Programme, { mayNameFirm }: FirmConsent): ClaimGround {
  const { examinations, reports, today } = programme;
  const report = standingOf(programme).report?.report ?? null;
  const issued = reports.filter((each) => isIssued(each, today));
  const engaged = withoutReport(examinations, issued).flatMap(({ firm }) => firm?.name ?? []);
  const named = [...reports.flatMap(({ consent, firm }) => (consent ? firm : [])), ...(mayNameFirm ? engaged : [])];
  const known = [...reports.map(({ firm }) => firm), ...examinations.flatMap(({ firm }) => firm?.name ?? [])];
  return {
    hasReport: report !== null,
    hasTypeTwo: issued.some(({ type }) => type === 'type-2'),
    categories: issued.flatMap(({ categories }) => categories),
    ...(report?.consent === true ? { opinion: report.opinion } : {}),
    saysNoExceptions: report?.saysNoExceptions === true,
    hasFirm: engaged.length > 0,
    unnamed: known.filter((firm) => !named.some((each) => isSameFirm(each, firm))),
  };
}

const withoutReport = (examinations: readonly Examination[], issued: readonly IssuedReport[]) =>
  examinations.filter((each) => !issued.some((report) => covers(report, each)));

const RANK: readonly Stage['kind'][] = ['observing', 'fieldwork', 'unexamined', 'preparing', 'overdue'];
const kindRank = ({ type }: IssuedReport): number => (type === 'type-2' ? 1 : 0);

/** A report is there from its date on, and no report is dated before the time of which it speaks is over. */
const isIssued = ({ first, last, dated }: IssuedReport, today: Day): boolean =>
  first <= last && last <= dated && dated <= today;

const covers = (report: IssuedReport, { type, first, last }: Examination): boolean =>
  report.type === type && report.last === last && (type === 'type-1' || report.first === first);

function stageOf(of: Examination, today: Day): Stage {
  if (today < of.first) return { kind: 'preparing', of };
  const expected = Math.max(of.last, of.firm?.signed ?? 0) + EXAMINATION_TAKES;
  if (today <= of.last && of.type === 'type-2') return { kind: 'observing', of, expected };
  if (today > expected) return { kind: 'overdue', of, expected };
  return { kind: of.firm === null ? 'unexamined' : 'fieldwork', of, expected };
}

/** What came to nothing before the latest report is over. */
const isForgotten = ({ kind, of }: Stage, latest: IssuedReport | undefined): boolean =>
  kind === 'overdue' && latest !== undefined && of.last <= latest.last;

/** The last of so many months after a last day: three after 30 September end on 31 December. */
const monthsAfter = (last: Day, months: number): Day => addMonths(last + 1, months) - 1;

function shown(report: IssuedReport, today: Day): ShownReport {
  const { bridge, last, type } = report;
  // No letter speaks of days to come: one that does is not signed yet.
  const mayBridge = bridge !== null && bridge > last && bridge <= Math.min(today, monthsAfter(last, BRIDGE_MONTHS));
  return { report, isAgeing: isStale(last, today), bridge: type === 'type-2' && mayBridge ? bridge : null };
}

/** Whether most readers take a report with this last day as too old. */
export const isStale = (last: Day, today: Day): boolean => today > monthsAfter(last, STALE_AFTER);
