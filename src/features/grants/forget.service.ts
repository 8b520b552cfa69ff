import type { Tx } from '#/platform/db/database.ts';
import { eraseVisitor } from './forget.store.ts';
import { grantsOfVisitor, insertEnd } from './grant.store.ts';
import type { GrantsDeps } from './ground.service.ts';

/** Said of grants whose reader was forgotten. It is sealed, and names nobody. */
const BECAUSE = 'The data of the reader was erased.';

/** Ends what a visitor may read, and takes who they are out of what is kept of them. Nobody is written to. */
export async function forgetVisitor(
  deps: GrantsDeps,
  tx: Tx,
  { org, person, visitor }: { readonly org: string; readonly person: string; readonly visitor: string },
): Promise<{ readonly grants: number; readonly requests: number }> {
  const now = deps.chance.now();
  const all = await grantsOfVisitor(tx, visitor);
  for (const { id } of all.filter(({ because, expires }) => because === null && expires > now)) {
    const said = { grant: id, because: BECAUSE, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'access-revoked', payload: { v: 1, ...said } }]);
    await insertEnd(tx, org, { ...said, position: sealed?.position ?? -1 });
  }
  return { grants: all.length, requests: await eraseVisitor(tx, visitor, now) };
}
