import type { Instant } from '#/core/time/instant.ts';
import { lastErasures } from '#/features/checks/index.ts';
import { criteriaIn, type Engagement, engagementWithId, type Opened, zoneIn } from '#/features/engagements/index.ts';
import { type Ledger, momentIn } from '#/features/ledger/index.ts';
import type { Open, Populations } from '#/features/populations/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database } from '#/platform/db/database.ts';
import type { Vault } from '#/platform/keys.ts';
import { derivedIn, forgetKept, KEPT } from './derived.store.ts';
import { KeptChanged, type Unbelieved } from './marked.ts';
import { type Facts, factsOf, type Ground } from './facts.service.ts';
import type { Ranked } from './gaps.ts';
import { type Keeping, leavingNothing } from './keeping.ts';
import { MarkBehind, markMirrors, unfoundedIn } from './mirrors.service.ts';
import { rankedOf } from './view.ts';

export interface ReadinessDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly vault: Vault;
  readonly blobs: (org: string) => BlobStore;
  readonly populations: Populations;
}

/** An engagement as it stood at a moment of the log, with everything that its statuses are made from. */
export interface Standing {
  readonly opened: Opened;
  readonly asOf: Ground['asOf'];
  readonly facts: Facts;
  readonly ranked: readonly Ranked[];
}

interface Wanted {
  readonly engagement?: string | undefined;
  readonly asOf?: string | undefined;
  /** The very moment, where an answer before said it: what was asked for then may mean another one by now. */
  readonly at?: Ground['asOf'] | undefined;
  /** Where what was worked out before is looked for; the database, when it is left out. */
  readonly keeping?: Keeping;
}

/** Works out where an engagement stood: now, or as of any past instant or day, with what the log held then. */
export async function standing<T>(
  deps: ReadinessDeps,
  org: string,
  wanted: Wanted,
  use: (standing: Standing, ground: Ground) => Promise<T>,
): Promise<T> {
  const now = deps.chance.now();
  let isMarked = false;
  for (let tried = 1; ; tried += 1) {
    try {
      return await standingOnce(deps, org, { ...wanted, now, isMarked }, use);
    } catch (error) {
      if (error instanceof MarkBehind) {
        await markMirrors(deps, org, { patient: false });
        isMarked = true;
        continue;
      }
      if (!(error instanceof KeptChanged) || tried === MOST_FORGOTTEN) throw error;
      await forgetChanged(deps, org, error.found);
    }
  }
}

/** So many kept things that nobody can believe are forgotten for one reading, one after the other. */
const MOST_FORGOTTEN = 1_000;

/** What somebody changed is worked out again, and that it was changed is sealed; of what lost its key nothing is known. */
const forgetChanged = ({ db, ledger }: ReadinessDeps, org: string, found: readonly Unbelieved[]): Promise<void> =>
  db.transaction(org, async (tx) => {
    const sealed = [];
    for (const { changed, ...key } of found)
      if ((await forgetKept(tx, key)) && changed)
        sealed.push({ kind: 'kept-changed', payload: { v: 1, what: key.what, subject: key.subject } });
    if (sealed.length > 0) await ledger.seal(tx, org, sealed);
  });

const standingOnce = <T>(
  deps: ReadinessDeps,
  org: string,
  { now, isMarked, ...wanted }: Wanted & { readonly now: Instant; readonly isMarked: boolean },
  use: (standing: Standing, ground: Ground) => Promise<T>,
): Promise<T> =>
  deps.db.transaction(org, async (tx) => {
    const { ledger, vault } = deps;
    const zoneOf = async (): Promise<string> =>
      zoneIn((await engagementWithId(tx, wanted.engagement ?? null, Number.MAX_SAFE_INTEGER)).engagement);
    const asOf = wanted.at ?? (await momentIn(tx, { ledger, chance: { now: () => now }, zoneOf }, wanted.asOf));
    const opened = await engagementWithId(tx, wanted.engagement ?? null, asOf.position);
    const anew = wanted.keeping !== undefined;
    const unfounded = await unfoundedIn(tx, org, deps, { asOf: asOf.position, anew, mayThrow: !anew && !isMarked });
    const kept = derivedIn(tx, org, vault.marks(KEPT));
    const keeping = wanted.keeping ?? (unfounded.length === 0 ? kept : leavingNothing(kept));
    return stoodAt(deps, org, { tx, opened, asOf, keeping, unfounded }, use);
  });

/** The same of an engagement as it was opened then, in a transaction that is there. */
export const stoodAt = <T>(
  { blobs, populations }: Pick<ReadinessDeps, 'blobs' | 'populations'>,
  org: string,
  at: Pick<Ground, 'tx' | 'opened' | 'asOf' | 'keeping' | 'unfounded'>,
  use: (standing: Standing, ground: Ground) => Promise<T>,
): Promise<T> =>
  populations.reading(org, at.asOf.position, async (open: Open) => {
    const { opened, asOf } = at;
    const erased = Math.max(-1, ...(await lastErasures(at.tx)).values());
    const ground: Ground = { ...at, org, blobs: blobs(org), open, erased };
    const facts = await factsOf(ground);
    return use({ opened, asOf, facts, ranked: rankedOf(facts.controls, criteriaIn(opened.engagement)) }, ground);
  });

/** The criteria that an examination is about, as a status shows them. */
export const shownCriteria = (engagement: Engagement) =>
  criteriaIn(engagement).map(({ id, title }) => ({ id, title, notRelevant: engagement.notRelevant[id] ?? null }));
