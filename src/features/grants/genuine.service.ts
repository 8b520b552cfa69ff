import {
  type DocumentVersion,
  documentState,
  documentWithFile,
  documentWithId,
  todayIn,
} from '#/features/documents/index.ts';
import { sealsOf } from '#/features/reports/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { grantWithId } from './grant.store.ts';
import type { GrantsDeps } from './ground.service.ts';
import { viewWithCopy } from './view.store.ts';

/** What is told of a file or a grant to anybody who asks: never to whom it was given. */
export type Genuine =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'original' | 'copy';
      readonly title: string;
      readonly first: string | null;
      readonly last: string | null;
      /** The very file that is given out today. */
      readonly isCurrent: boolean;
      /** When the copy was made; null of an original. */
      readonly made: number | null;
      /** When the firm's own account sealed the original; null: it did not. */
      readonly sealed: number | null;
    }
  | {
      readonly kind: 'grant';
      readonly titles: readonly string[];
      readonly made: number;
      readonly state: 'in force' | 'expired' | 'revoked';
    };

/** Whether a file was issued here, by the SHA-256 of its bytes. */
export const genuineFile = (deps: GrantsDeps, org: string, sha256: string): Promise<Genuine> =>
  deps.db.transaction(org, async (tx) => {
    const view = await viewWithCopy(tx, sha256);
    const original = await documentWithFile(tx, view?.original ?? sha256);
    if (original === undefined) return { kind: 'unknown' };
    return {
      kind: view === undefined ? 'original' : 'copy',
      ...(await shown(deps, tx, original, view?.original ?? sha256)),
      made: view?.at ?? null,
      sealed: (await sealsOf(tx, view?.original ?? sha256))[0]?.received ?? null,
    };
  });

async function shown(deps: GrantsDeps, tx: Tx, { id, definition }: DocumentVersion, sha256: string) {
  const latest = (await documentWithId(tx, id)).definition;
  const isGiven = documentState(latest, await todayIn(deps, tx)) === 'given';
  const { title, first, last } = definition;
  return { title, first, last, isCurrent: isGiven && latest.file.sha256 === sha256 };
}

/** Whether a grant with a number was given here. */
export const genuineGrant = (deps: GrantsDeps, org: string, id: string): Promise<Genuine> =>
  deps.db.transaction(org, async (tx) => {
    const grant = await grantWithId(tx, id);
    if (grant === undefined) return { kind: 'unknown' };
    const titles = await Promise.all(
      grant.documents.map(async (each) => (await documentWithId(tx, each)).definition.title),
    );
    const state = grant.because !== null ? 'revoked' : grant.expires <= deps.chance.now() ? 'expired' : 'in force';
    return { kind: 'grant', titles, made: grant.made, state };
  });
