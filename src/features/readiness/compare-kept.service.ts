import type { Instant } from '#/core/time/instant.ts';
import { openedEngagements } from '#/features/engagements/index.ts';
import { receivedDates } from '#/features/populations/index.ts';
import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import { KEPT, keptKeys, keptWhole, pagesOfNothing } from './derived.store.ts';
import { workOutAll } from './judging.service.ts';
import { Anew, nameOfKept, type PageKey } from './keeping.ts';
import { type ReadinessDeps, stoodAt } from './standing.service.ts';

export interface KeptCompared {
  readonly rows: number;
  /** What is kept and is not what comes of working it out anew. */
  readonly differing: readonly (Pick<PageKey, 'what' | 'subject'> & { readonly because: string })[];
  /** What is asked for neither now nor as of when it was made: only that it is as it was written can be said of it. */
  readonly unasked: number;
}

/**
 * Compares what readings keep with what they would work out: as of now, and as of each position of the log at which
 * something of it was made. Nothing is written, and nothing that is kept is believed while it is worked out anew.
 */
export async function compareKept(
  { db, vault, ...deps }: Pick<ReadinessDeps, 'db' | 'ledger' | 'blobs' | 'populations' | 'vault'>,
  org: string,
  now: Instant,
): Promise<KeptCompared> {
  return db.snapshot(org, async (tx) => {
    const kept = await keptKeys(tx);
    const marks = vault.marks(KEPT);
    const differing: KeptCompared['differing'][number][] = (await pagesOfNothing(tx)).map(({ what, subject }) => ({
      what,
      subject,
      because: 'there are pages of a list that is not kept',
    }));
    const left = new Map(kept.map((row) => [nameOfKept(row), row]));
    const position = await deps.ledger.size(tx);
    for (const at of kept.length === 0 ? [] : new Set([position, ...kept.map((row) => row.position)])) {
      if (at !== position && ![...left.values()].some((row) => row.position === at)) continue;
      const instant = at === position ? now : ((await receivedDates(tx, [at - 1])).get(at - 1) ?? now);
      const anew = await workedOutAnew(tx, deps, org, { position: at, instant });
      for (const [name, { what, subject, key }] of left) {
        if (!anew.made.has(name)) continue;
        left.delete(name);
        if (!isSame(await keptWhole(tx, { org, marks }, { what, subject, key }), { what, subject, key }, anew))
          differing.push({ what, subject, because: 'what is kept is not what comes of the sealed records' });
      }
    }
    for (const { what, subject, key } of left.values())
      if (!(await keptWhole(tx, { org, marks }, { what, subject, key })).stands)
        differing.push({ what, subject, because: 'it is not as Attestry wrote it' });
    return { rows: kept.length, differing, unasked: left.size };
  });
}

async function workedOutAnew(
  tx: Tx,
  deps: Pick<ReadinessDeps, 'ledger' | 'blobs' | 'populations'>,
  org: string,
  asOf: { readonly position: number; readonly instant: Instant },
): Promise<Anew> {
  const keeping = new Anew();
  for (const opened of await openedEngagements(tx, asOf.position))
    await stoodAt(deps, org, { tx, opened, asOf, keeping, unfounded: [] }, (stood, ground) =>
      workOutAll(deps, stood, ground),
    );
  return keeping;
}

function isSame(kept: Awaited<ReturnType<typeof keptWhole>>, key: PageKey, anew: Anew): boolean {
  const made = anew.made.get(nameOfKept(key));
  if (made === undefined) return false;
  return (
    kept.stands &&
    saying(kept.value, kept.pages) === saying(made.value, anew.pagesOf(key)) &&
    kept.erased === made.erased &&
    Buffer.compare(kept.basis ?? NOTHING, made.basis ?? NOTHING) === 0 &&
    (kept.basis === null) === (made.basis === null)
  );
}

const NOTHING = new Uint8Array(0);

/** As the database has it, in one form. */
const saying = (...what: readonly unknown[]): string => canonicalJson(JSON.parse(JSON.stringify(what)) as Json);
