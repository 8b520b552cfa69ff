import { DomainError } from '#/core/errors.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type DocumentKind, type DocumentVersion, type Level, stateOf } from './document.ts';
import { documentVersions, latestDocuments } from './store.ts';

/** A document as those outside see it before they may read it. */
export interface Offered {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly level: Level;
  readonly first: string | null;
  readonly last: string | null;
  /** The last day on which it is given out; null: none is named. */
  readonly validUntil: string | null;
  readonly pages: number;
}

/** What reviewers look for first. */
const FIRST: readonly DocumentKind[] = ['soc2-report', 'bridge-letter', 'soc3-report', 'penetration-test'];
const placeOf = ({ definition: { kind } }: DocumentVersion): number => {
  const place = FIRST.indexOf(kind);
  return place < 0 ? FIRST.length : place;
};

/** The documents that are given out on a day of the organization: first what reviewers look for, then the newest. */
export const offeredDocuments = async (tx: Tx, today: string): Promise<readonly Offered[]> =>
  (await latestDocuments(tx))
    .filter(({ definition }) => stateOf(definition, today) === 'given')
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .map(({ id, definition: { title, kind, level, first, last, validUntil, file } }) => ({
      id,
      title,
      kind,
      level,
      first,
      last,
      validUntil,
      pages: file.pages,
    }));

/** The last version of a document, whatever its state. Throws `not_found`. */
export async function documentWithId(tx: Tx, id: string): Promise<DocumentVersion> {
  const [latest] = await documentVersions(tx, id);
  if (latest === undefined) throw new DomainError('not_found', { what: 'document', id });
  return latest;
}
