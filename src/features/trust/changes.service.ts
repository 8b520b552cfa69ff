import type { Tx } from '#/platform/db/database.ts';
import { type EditionChange, subprocessorChanges } from './changes.ts';
import { TrustContent } from './content.contract.ts';
import { editionBefore, editionsAfter, updatesBefore } from './store.ts';

/** What each edition after a position says that none before it did; of the first edition nothing, because it begins. */
export async function changesSince(tx: Tx, position: number): Promise<readonly EditionChange[]> {
  const changes: EditionChange[] = [];
  let before = await editionBefore(tx, position + 1);
  for (const edition of await editionsAfter(tx, position)) {
    const now = TrustContent.parse(edition.says);
    if (before !== undefined) {
      const known = new Set(await updatesBefore(tx, edition.position));
      changes.push({
        position: edition.position,
        received: edition.received,
        updates: now.updates.filter(({ id }) => !known.has(id)),
        subprocessors: subprocessorChanges(TrustContent.parse(before.says), now),
        noticeDays: now.subprocessors.noticeDays,
      });
    }
    before = edition;
  }
  return changes;
}
