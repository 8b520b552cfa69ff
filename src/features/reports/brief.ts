import type { BriefLine } from './brief.contract.ts';
import type { ReportException, ReportFacts } from './facts.contract.ts';
import type { Recorded, ReportDocument } from './standing.ts';

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
 * The exceptions of a report, as far as anybody recorded them: those of the facts that are in force, or else the latest
 * that any facts of this file had. Facts that were taken back, and others that nobody confirmed, take no exception away:
 * whoever gives the report is told of them until a second person confirmed that it has none. Of a file that nobody
 * recorded those of the file before count. Null: nobody knows, because no second person confirmed that there are none.
 */
export function exceptionsOf(report: ReportDocument): readonly ReportException[] | null {
  const { sha256 } = report.version.definition.file;
  const all = report.report?.recorded ?? [];
  const ofFile = all.filter(({ original }) => original === sha256);
  const inForce = report.report?.inForce?.recorded;
  if (inForce?.original === sha256) {
    const confirmed = listed(inForce.facts);
    return confirmed.length > 0 ? confirmed : (lastOf(ofFile.filter(({ version }) => version > inForce.version)) ?? []);
  }
  return lastOf(ofFile.length > 0 ? ofFile : all);
}

/** Null: they list none. */
const lastOf = (recorded: readonly Recorded[]): readonly ReportException[] | null =>
  recorded.map(({ facts }) => listed(facts)).findLast((list) => list.length > 0) ?? null;

const listed = ({ exceptions }: ReportFacts): readonly ReportException[] =>
  exceptions?.says === 'these' ? exceptions.list : [];

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
