import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type EditionChange, subprocessorChanges } from './changes.ts';
import { TrustContent } from './content.contract.ts';
import type { TrustDeps } from './facts.service.ts';
import { editionBefore, editionsAfter, type Publication, updatesBefore } from './store.ts';

/** So many editions are held at once. */
const AT_ONCE = 100;

/** What each edition after a position says that none before it did; of the first edition nothing, because it begins. */
export async function changesSince(
  { zoneOf }: Pick<TrustDeps, 'zoneOf'>,
  tx: Tx,
  position: number,
  atOnce = AT_ONCE,
): Promise<readonly EditionChange[]> {
  const zone = zoneNamed(await zoneOf(tx));
  const changes: EditionChange[] = [];
  let before = await editionBefore(tx, position + 1);
  for await (const edition of allEditions(tx, position, atOnce)) {
    const now = TrustContent.parse(edition.says);
    if (before !== undefined) {
      const known = new Set(await updatesBefore(tx, edition.position));
      const day = formatDay(zone.dayOf(edition.received));
      changes.push({
        position: edition.position,
        received: edition.received,
        updates: now.updates.filter(({ id }) => !known.has(id)),
        subprocessors: subprocessorChanges(TrustContent.parse(before.says), now, day),
        noticeDays: now.subprocessors.noticeDays,
      });
    }
    before = edition;
  }
  return changes;
}

async function* allEditions(tx: Tx, position: number, atOnce: number): AsyncGenerator<Publication> {
  for (let from = position; ; ) {
    const some = await editionsAfter(tx, from, atOnce);
    yield* some;
    if (some.length < atOnce) return;
    from = some.at(-1)?.position ?? from;
  }
}
