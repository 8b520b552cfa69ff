import type { Handlers } from '#/contract/endpoint.ts';
import type { reportsContract } from './contract.ts';
import { readOut } from './reading/reading.ts';
import { reportDocument } from './reports.service.ts';
import type { ReportsDeps } from './service.ts';

/** Reads the file of a report, and says what its words seem to say. Nothing of it is kept. */
export async function readReport(
  { db, blobs, documents }: ReportsDeps,
  ...[{ org }, { document }]: Parameters<Handlers<typeof reportsContract>['read']>
): ReturnType<Handlers<typeof reportsContract>['read']> {
  const { file } = (await db.transaction(org, (tx) => reportDocument(tx, document))).version.definition;
  const found = await documents.read(new Uint8Array(await blobs(org).get('artifacts', file.sha256)));
  const texts = found?.texts ?? [];
  const { proposals, sections, hints, unreadable } = readOut(texts);
  return {
    sha256: file.sha256,
    pages: file.pages,
    read: texts.length,
    unreadable: [...unreadable],
    proposals: proposals.map(({ says, ...each }) => ({
      ...each,
      says: says.map(({ place, value }) => ({ place, value: typeof value === 'object' ? [...value] : value })),
    })),
    sections: sections.map(({ part: _, ...each }) => each),
    hints: [...hints],
  };
}
