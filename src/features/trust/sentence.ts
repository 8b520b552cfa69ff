import { type Category } from '#/library/library.ts';
import type { Day } from '#/core/time/zone.ts';
import { claimsIn } from './claims.ts';
import { ageInWords, endOfQuarter, inWords, monthInWords, quarterOf } from './days.ts';
import {
  type Examination,
  type FirmConsent,
  type IssuedReport,
  type Programme,
  type ShownReport,
  STALE_AFTER,
  type Stage,
  standingOf,
} from './standing.ts';

/** The status as a page says it. Nobody types it. */
export interface StatusWords {
  /** The one sentence that a reader sees first. */
  readonly lead: string;
  /** What belongs to it, in order. */
  readonly details: readonly string[];
  /** For a badge: a few words. */
  readonly short: string;
  /** How far it is, for a mark beside the words. */
  readonly stage: 'none' | 'preparing' | 'observing' | 'observed' | 'fieldwork' | 'report' | 'ageing';
}

export const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
  security: 'Security',
  availability: 'Availability',
  'processing-integrity': 'Processing Integrity',
  confidentiality: 'Confidentiality',
  privacy: 'Privacy',
};

export const typeInWords = (type: Examination['type']): string => (type === 'type-1' ? 'Type I' : 'Type II');

const NO_REPORT = 'No report is recorded yet.';
const NO_FIRM = 'No CPA firm is engaged yet, and no report is recorded.';

/** What may be said of the programme today, in words that claim nothing that is not there. */
export function statusWords(programme: Programme, consent: FirmConsent): StatusWords {
  const { report, stage } = standingOf(programme);
  if (report !== null) return reportWords(report, stage, { today: programme.today, consent });
  if (stage !== null) return { ...stageWords(stage, consent, true), stage: markOf(stage) };
  return {
    lead: 'Building its security programme on the SOC 2 criteria. No observation window is planned yet, and no report is recorded.',
    details: [],
    short: 'no report yet',
    stage: 'none',
  };
}

/** Fieldwork is somebody's: without a firm it is no further than its window, which a Type I does not have. */
function markOf({ kind, of }: Stage): StatusWords['stage'] {
  if (kind === 'preparing' || kind === 'observing') return kind;
  if (of.firm !== null) return 'fieldwork';
  return of.type === 'type-2' ? 'observed' : 'preparing';
}

interface Words {
  readonly lead: string;
  readonly details: readonly string[];
  readonly short: string;
}

function stageWords(stage: Stage, { mayNameFirm }: FirmConsent, isFirst: boolean): Words {
  const { of } = stage;
  const firm = of.firm === null ? [] : [firmWords(of.firm.name, mayNameFirm)];
  const none = isFirst
    ? [of.firm === null ? NO_FIRM : NO_REPORT]
    : of.firm === null
      ? ['No CPA firm is engaged for it yet.']
      : [];
  const details = [...firm, scopeWords(of), ...recordedWords(of), ...none];
  const type = typeInWords(of.type);
  switch (stage.kind) {
    case 'preparing':
      return {
        lead:
          of.type === 'type-1'
            ? `Preparing for a SOC 2 Type I report as of ${inWords(of.first)}.`
            : `Preparing for a SOC 2 Type II report; observation is planned from ${inWords(of.first)} to ${inWords(of.last)}.`,
        details,
        short: `preparing for ${type}`,
      };
    case 'observing':
      return {
        lead:
          of.firm === null
            ? `${runningWords(of)}, until ${inWords(of.last)}.`
            : `${runningWords(of)}, examination expected to complete in ${quarterOf(stage.expected)}.`,
        details,
        short: `Type II observation since ${monthInWords(Math.max(of.first, of.recorded))}`,
      };
    case 'unexamined':
    case 'fieldwork':
      return {
        lead:
          of.firm === null
            ? `${pastWords(of)}.`
            : `${pastWords(of)}; examination expected to complete in ${quarterOf(stage.expected)}.`,
        details,
        short:
          of.type === 'type-1'
            ? `Type I as of ${monthInWords(of.last)}, no report yet`
            : `Type II window to ${monthInWords(of.last)}, no report yet`,
      };
    case 'overdue':
      return {
        lead:
          of.firm === null
            ? `${pastWords(of)}.`
            : `${pastWords(of)}. The examination was expected to complete by ${inWords(endOfQuarter(stage.expected))}, and no report is recorded.`,
        details,
        short: `${type} window to ${monthInWords(of.last)}, no report`,
      };
  }
}

const pastWords = (of: Examination): string =>
  of.type === 'type-1'
    ? `Working towards a SOC 2 Type I report as of ${inWords(of.last)}`
    : `SOC 2 Type II observation ran from ${inWords(of.first)} to ${inWords(of.last)}`;

const spanOf = ({ type, first, last }: Pick<Examination, 'type' | 'first' | 'last'>): string =>
  type === 'type-1' ? inWords(last) : `${inWords(first)} to ${inWords(last)}`;

/** A firm is named as its letter or its report names it, unless the name is a claim. */
const isName = (text: string): boolean =>
  claimsIn('', text, { hasReport: true, opinion: 'unqualified', hasFirm: true, namesIssuer: true }).length === 0;

const firmWords = (name: string, mayName: boolean): string =>
  mayName && isName(name)
    ? `${name}, a licensed CPA firm, is engaged to examine it.`
    : 'A licensed CPA firm is engaged to examine it.';

const scopeWords = ({ categories }: Pick<Examination, 'categories'>): string =>
  `Categories: ${categories.map((each) => CATEGORY_WORDS[each]).join(', ')}.`;

/** Of a window that was opened after it began, the headline says both days: nobody reads that it ran since the first. */
const runningWords = ({ first, recorded }: Examination): string =>
  recorded > first
    ? `SOC 2 Type II observation opened on ${inWords(recorded)}, of a window from ${inWords(first)} on`
    : `SOC 2 Type II observation running since ${inWords(first)}`;

/** Such a window says so when it is over, too, for whoever wonders what was kept since then. */
const recordedWords = ({ type, first, recorded }: Examination): readonly string[] =>
  type === 'type-2' && recorded > first ? [`The window was entered into the sealed log on ${inWords(recorded)}.`] : [];

interface Showing {
  readonly today: Day;
  readonly consent: FirmConsent;
}

function reportWords(shown: ShownReport, next: Stage | null, { today, consent }: Showing): StatusWords {
  const { report, isAgeing, bridge } = shown;
  const type = typeInWords(report.type);
  const months = ageInWords(report.last, today);
  const age = isAgeing && months === `${STALE_AFTER} months ago` ? `more than ${months}` : months;
  const end = report.type === 'type-1' ? 'It is as of a day' : 'Its window ended';
  return {
    lead: `SOC 2 ${type} report ${report.type === 'type-1' ? 'as of' : 'for'} ${spanOf(report)}, dated ${inWords(report.dated)}.`,
    details: [
      scopeWords(report),
      isAgeing
        ? `${end} ${age}. Most readers look for one that is no older than ${STALE_AFTER} months.`
        : `${end} ${age}.`,
      ...(report.consent ? [opinionWords(report)] : []),
      ...(bridge === null ? [] : [`Management’s letter, unaudited, speaks of the time to ${inWords(bridge)}.`]),
      ...(next === null ? [] : nextWords(stageWords(next, consent, false))),
    ],
    short: `${type} report ${report.type === 'type-1' ? 'as of' : 'to'} ${monthInWords(report.last)}${isAgeing ? `, ${age}` : ''}`,
    stage: isAgeing ? 'ageing' : 'report',
  };
}

/** How the words begin that are about what comes after a report. */
export const NEXT = 'Next: ';

const nextWords = ({ lead, details }: Words): readonly string[] => [`${NEXT}${lead}`, ...details];

const opinionWords = ({ firm, opinion }: IssuedReport): string =>
  `Examined by ${isName(firm) ? firm : 'the CPA firm that it names'}; opinion: ${opinion}.`;
