import type { BriefLine } from './brief.contract.ts';
import type { ReportException, ReportFacts } from './facts.contract.ts';
import type { ReportDocument } from './standing.ts';

/** What was written about the exceptions of a report; the last one counts. */
export interface WrittenBrief {
  readonly document: string;
  readonly position: number;
  /** The digest of the exceptions that it is about. */
  readonly exceptions: string;
  readonly lines: readonly BriefLine[];
  readonly person: string;
}

/**
 * The exceptions of the file as it is now, as far as anybody recorded them: those that are in force, or else the latest.
 * Null: nobody recorded what this file says.
 */
export function exceptionsOf(report: ReportDocument): readonly ReportException[] | null {
  const facts = knownFactsOf(report);
  if (facts === null) return null;
  return facts.exceptions?.says === 'these' ? facts.exceptions.list : [];
}

/** The facts of the file as it is now, as far as anybody recorded them. */
export function knownFactsOf({ version, report }: ReportDocument): ReportFacts | null {
  if (report === undefined || report.state === 'withdrawn') return null;
  const { sha256 } = version.definition.file;
  return [report.inForce?.recorded, report.latest].find((each) => each?.original === sha256)?.facts ?? null;
}

/** Exceptions without a line, and lines without an exception; the first of either. */
export function unmatched(exceptions: readonly ReportException[], lines: readonly BriefLine[]): string | null {
  const [there, told] = [exceptions.map(({ number }) => number), lines.map(({ number }) => number)];
  const missing = there.find((number) => !told.includes(number));
  if (missing !== undefined) return `it says nothing about exception ${missing}`;
  const extra = told.find((number, at) => !there.includes(number) || told.indexOf(number) !== at);
  return extra === undefined ? null : `the report has no exception ${extra}, or it stands there twice`;
}
