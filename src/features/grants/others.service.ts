import { todayIn } from '#/features/documents/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { askableIn } from './ask.service.ts';
import type { GrantsDeps } from './ground.service.ts';
import { openedOrNot, publicOne } from './read.service.ts';
import { requestsOfVisitor } from './request.store.ts';
import type { Visitor } from './visitor.store.ts';

/** How a document that something leads to stands to a reader, and what they can do about it. */
export type OtherStanding =
  | { readonly kind: 'open'; readonly title: string }
  /** They were let in, and their company has not signed. */
  | { readonly kind: 'to sign' }
  | { readonly kind: 'asked for' }
  | { readonly kind: 'to ask for' }
  | { readonly kind: 'not given' };

/** Those of several documents, by their ids. */
export async function standingsOf(
  deps: GrantsDeps,
  tx: Tx,
  visitor: Visitor,
  documents: readonly string[],
): Promise<ReadonlyMap<string, OtherStanding>> {
  if (documents.length === 0) return new Map();
  const askable = new Set((await askableIn(deps, tx)).map(({ id }) => id));
  const waiting = new Set(
    (await requestsOfVisitor(tx, visitor.id)).flatMap((each) => (each.state === 'waiting' ? each.documents : [])),
  );
  const today = await todayIn(deps, tx);
  const standings = new Map<string, OtherStanding>();
  for (const document of documents) {
    const found =
      (await publicOne(tx, document, today)) ?? (await openedOrNot(deps, tx, visitor, { document, download: false }));
    if (typeof found !== 'string') standings.set(document, { kind: 'open', title: found.version.definition.title });
    else if (found === 'nda') standings.set(document, { kind: 'to sign' });
    else if (!askable.has(document)) standings.set(document, { kind: 'not given' });
    else standings.set(document, { kind: waiting.has(document) ? 'asked for' : 'to ask for' });
  }
  return standings;
}
