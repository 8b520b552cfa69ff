import type { Report, ReportDocument, SealedByFirm } from './standing.ts';

/** How far the facts of a report are. */
export function standingShown({ version, report }: ReportDocument, seal: SealedByFirm | undefined) {
  const { title, file } = version.definition;
  const inForce = report?.inForce ?? null;
  return {
    document: version.id,
    title,
    pages: file.pages,
    sha256: file.sha256,
    state: report?.state ?? ('none' as const),
    version: report?.latest.version ?? 0,
    recordedBy: report?.latest.person ?? null,
    inForce:
      inForce === null
        ? null
        : {
            version: inForce.recorded.version,
            confirmedBy: inForce.confirmed.person,
            at: inForce.confirmed.received,
          },
    isOfFile: (inForce?.recorded ?? report?.latest)?.original === file.sha256,
    sealedBy:
      seal === undefined ? null : { firm: seal.firm, person: seal.person, address: seal.address, at: seal.received },
  };
}

/** What was done with the facts of a report, the newest first. */
export const historyOf = (report: Report | undefined) =>
  report === undefined
    ? []
    : [
        ...report.recorded.map(({ version, person, received: at, position }) => ({
          what: 'recorded' as const,
          version,
          person,
          reason: '',
          at,
          position,
        })),
        ...report.decided.map(({ decision: what, version, person, reason, received: at, position }) => ({
          what,
          version,
          person,
          reason,
          at,
          position,
        })),
      ].toSorted((a, b) => b.position - a.position);
