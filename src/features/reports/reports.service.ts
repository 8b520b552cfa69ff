import { DomainError } from '#/core/errors.ts';
import { allDocuments, documentWithId, type DocumentVersion } from '#/features/documents/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type Report, type ReportDocument, reportOf } from './standing.ts';

import { decidedRows, recordedRows } from './store.ts';

const isReport = ({ definition }: DocumentVersion): boolean => definition.kind === 'soc2-report';

/** Throws `not_found` where the document is none, or no SOC 2 report. */
export async function reportDocument(tx: Tx, document: string): Promise<ReportDocument> {
  const version = await documentWithId(tx, document);
  if (!isReport(version)) throw new DomainError('not_found', { what: 'report', id: document });
  return { version, report: reportOf(await recordedRows(tx, document), await decidedRows(tx, document)) };
}

/** Every SOC 2 report among the documents, the newest document first. */
export async function reportDocuments(tx: Tx): Promise<readonly ReportDocument[]> {
  const versions = (await allDocuments(tx)).filter(isReport);
  if (versions.length === 0) return [];
  const recorded = Map.groupBy(await recordedRows(tx), ({ document }) => document);
  const decided = Map.groupBy(await decidedRows(tx), ({ document }) => document);
  return versions.map((version) => ({
    version,
    report: reportOf(recorded.get(version.id) ?? [], decided.get(version.id) ?? []),
  }));
}

/** The facts that hold of the file as it is now: confirmed, of this very file, and not of one that is given to nobody. */
export function factsInForce({
  version: { definition },
  report,
}: ReportDocument): NonNullable<Report['inForce']> | null {
  const inForce = report?.inForce ?? null;
  if (inForce === null || definition.retired !== null) return null;
  return inForce.recorded.original === definition.file.sha256 ? inForce : null;
}
