import type { ReportException } from './facts.contract.ts';

/** How words begin that are ours, where the auditor’s belong. Whoever transcribes puts those in their place. */
const OURS = 'Our own records, and no auditor: ';

export const isOurs = ({ nature }: Pick<ReportException, 'nature'>): boolean => nature.startsWith(OURS);

/** A control of which our records show deviations in the window of an examination. */
export interface Deviating {
  readonly id: string;
  readonly criteria: readonly string[];
  /** How many of what, in words. */
  readonly reasons: readonly string[];
  /** What management said of the deviations, or why somebody put aside what was to be done; empty: neither. */
  readonly answer: string;
}

const MOST = 100;

/**
 * What may stand in the report as exceptions. Only the auditor says which of it does, and in which words: so each is to
 * be replaced or taken out before anything is recorded.
 */
export const begunExceptions = (controls: readonly Deviating[]): readonly ReportException[] =>
  controls.slice(0, MOST).map(({ id, criteria, reasons, answer }, at) => ({
    number: String(at + 1),
    control: id.slice(0, 60),
    criteria: [...criteria],
    nature: `${OURS}${reasons.join('; ')}`.slice(0, 3_000),
    severity: '',
    response: answer.slice(0, 3_000),
    page: null,
    responsePage: null,
  }));
