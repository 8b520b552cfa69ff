import { DomainError } from '#/core/errors.ts';
import { allDocuments, offeredDocuments, type Offered, todayIn } from '#/features/documents/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { GrantsDeps } from './ground.service.ts';

export interface Named {
  readonly id: string;
  readonly title: string;
  readonly level: 'public' | 'request' | 'nda';
}

/** Every document by its id, as it is called now. */
export async function documentsKnown(tx: Tx): Promise<(id: string) => Named> {
  const all = new Map(
    (await allDocuments(tx)).map(({ id, definition: { title, level } }) => [id, { id, title, level }]),
  );
  return (id) => all.get(id) ?? { id, title: 'a document', level: 'nda' };
}

/** The documents with these ids; throws where one of them is not given out, or needs no grant. */
export async function mustBeOffered(deps: GrantsDeps, tx: Tx, ids: readonly string[]): Promise<readonly Offered[]> {
  const offered = await offeredDocuments(tx, await todayIn(deps, tx));
  return [...new Set(ids)].map((id) => {
    const found = offered.find((each) => each.id === id);
    if (found === undefined) throw new DomainError('not_found', { what: 'document', id });
    if (found.level === 'public')
      throw new DomainError('input_invalid', { where: 'documents', because: `anybody may read "${found.title}"` });
    return found;
  });
}
