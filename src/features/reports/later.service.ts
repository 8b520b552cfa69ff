import { documentState } from '#/features/documents/index.ts';
import { factsInForce } from './reports.service.ts';
import type { ReportDocument } from './standing.ts';

/**
 * Whether a report that is given out on a day speaks of a later time than this one does, so that this is not the current
 * one. A day, as of which a Type I is, follows no window; and a report on another system follows nothing.
 */
export const isFollowed = (report: ReportDocument, all: readonly ReportDocument[], today: string): boolean =>
  all.some((each) => {
    const { id, definition } = each.version;
    if (id === report.version.id || documentState(definition, today) !== 'given' || isOfAnother(report, each))
      return false;
    const [before, after] = [spanOf(report), spanOf(each)];
    if (before === null || after === null || after.last <= before.last) return false;
    return after.first < after.last || before.first === before.last;
  });

interface Span {
  readonly first: string;
  readonly last: string;
}

/** The days of which it speaks: by its confirmed facts, or else as they were said when it was added. */
export function spanOf(report: ReportDocument): Span | null {
  const { definition } = report.version;
  const { first, last } = factsInForce(report)?.recorded.facts.period ?? definition;
  return first === null || last === null ? null : { first, last };
}

/** Only confirmed facts tell of which system a report is. */
function isOfAnother(one: ReportDocument, other: ReportDocument): boolean {
  const [name, otherName] = [one, other].map((each) =>
    factsInForce(each)?.recorded.facts.system.name.trim().toLowerCase(),
  );
  return name !== undefined && otherName !== undefined && name !== otherName;
}
