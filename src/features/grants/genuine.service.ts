import {
  type DocumentVersion,
  documentState,
  documentWithFile,
  documentWithId,
  todayIn,
} from '#/features/documents/index.ts';
import {
  firmSealOf,
  isFollowed,
  type ReportDocument,
  reportDocuments,
  sealedFrom,
  spanOf,
} from '#/features/reports/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { grantWithId } from './grant.store.ts';
import type { GrantsDeps } from './ground.service.ts';
import { viewWithCopy } from './view.store.ts';

/** What is told of a file or a grant to anybody who asks: never to whom it was given. */
export type Genuine =
  | { readonly kind: 'unknown' }
  | (About & {
      readonly kind: 'original' | 'copy';
      /** When the copy was made; null of an original. */
      readonly made: number | null;
      /** Which firm sealed the original, from what account; null: none did. */
      readonly sealed: { readonly firm: string; readonly from: string; readonly at: number } | null;
    })
  | {
      readonly kind: 'grant';
      readonly documents: readonly About[];
      readonly made: number;
      readonly state: 'in force' | 'expired' | 'revoked';
    };

interface About {
  readonly title: string;
  readonly first: string | null;
  readonly last: string | null;
  /** `followed`: it is given out, and so is a report of a later time. `no`: it is not what is given out today. */
  readonly current: 'yes' | 'followed' | 'no';
}

/** Whether a file was issued here, by the SHA-256 of its bytes. */
export const genuineFile = (deps: GrantsDeps, org: string, sha256: string): Promise<Genuine> =>
  deps.db.transaction(org, async (tx) => {
    const view = await viewWithCopy(tx, sha256);
    const original = await documentWithFile(tx, view?.original ?? sha256);
    if (original === undefined) return { kind: 'unknown' };
    const seal = await firmSealOf(tx, view?.original ?? sha256);
    return {
      kind: view === undefined ? 'original' : 'copy',
      ...(await shown(deps, tx, original, view?.original ?? sha256)),
      made: view?.at ?? null,
      sealed: seal === undefined ? null : { firm: seal.firm, from: sealedFrom(seal), at: seal.received },
    };
  });

async function shown(deps: GrantsDeps, tx: Tx, version: DocumentVersion, sha256?: string): Promise<About> {
  const { definition: latest } = await documentWithId(tx, version.id);
  const [today, reports] = [await todayIn(deps, tx), await reportDocuments(tx)];
  const isGiven = documentState(latest, today) === 'given' && (sha256 === undefined || latest.file.sha256 === sha256);
  const report = reports.find((each) => each.version.id === version.id);
  const isLast = report === undefined || !isFollowed(report, reports, today);
  return { ...daysOf(version, report), current: !isGiven ? 'no' : isLast ? 'yes' : 'followed' };
}

/** Of a file that is not given out any more, as they were said of it. */
function daysOf({ definition: { title, first, last, file } }: DocumentVersion, report: ReportDocument | undefined) {
  const isLatest = report?.version.definition.file.sha256 === file.sha256;
  return { title, first, last, ...(report !== undefined && isLatest ? spanOf(report) : {}) };
}

/** Whether a grant with a number was given here, for what, and whether that is current. */
export const genuineGrant = (deps: GrantsDeps, org: string, id: string): Promise<Genuine> =>
  deps.db.transaction(org, async (tx) => {
    const grant = await grantWithId(tx, id);
    if (grant === undefined) return { kind: 'unknown' };
    const documents: About[] = [];
    for (const each of grant.documents) documents.push(await shown(deps, tx, await documentWithId(tx, each)));
    const state = grant.because !== null ? 'revoked' : grant.expires <= deps.chance.now() ? 'expired' : 'in force';
    return { kind: 'grant', documents, made: grant.made, state };
  });
