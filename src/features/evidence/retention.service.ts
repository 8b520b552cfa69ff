import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { isPopulation, POPULATION_NAMES, type PopulationName } from '#/core/populations/index.ts';
import { DAY, type Instant } from '#/core/time/instant.ts';
import { saveSetting, settingAt } from '#/features/organization/index.ts';
import { type Populations, sealedSegments } from '#/features/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { Holds, type Retention, retentionOf, SHORTEST_REASON } from './retention.ts';
import type { EvidenceDeps } from './service.ts';
import { artifactsHeld, isSource, receivedElsewhere } from './store.ts';

/** Throws `on_hold` when one of these artifacts must be kept, whatever else says that it may go. */
export async function holdOn(tx: Tx, digests: readonly string[]): Promise<void> {
  const holds = Holds.parse((await settingAt(tx, 'legal-hold')) ?? []);
  const hold = holds.find(({ artifact }) => artifact === null || digests.includes(artifact));
  if (hold !== undefined) throw new DomainError('on_hold', { reason: hold.reason });
}

/** Puts a hold on an artifact, or with null on all of them; or lifts it. Sealed; of a hold that is not there, nothing is. */
export const setHold = (
  { db, ledger }: EvidenceDeps,
  { org, person }: Caller,
  { artifact, reason, lift }: { readonly artifact: string | null; readonly reason: string; readonly lift: boolean },
): Promise<number> =>
  db.transaction(org, async (tx) => {
    if (reason.trim().length < SHORTEST_REASON)
      throw new DomainError('input_invalid', { where: 'reason', because: 'a reason of at least ten characters' });
    const before = Holds.parse((await settingAt(tx, 'legal-hold')) ?? []);
    const others = before.filter((hold) => hold.artifact !== artifact);
    if (lift && others.length === before.length)
      throw new DomainError('not_found', { what: 'hold', id: artifact ?? 'on all artifacts' });
    return saveSetting(tx, org, ledger, {
      key: 'legal-hold',
      value: lift ? others : [...others, { artifact, reason }],
      person,
    });
  });

/** Sets for how many days artifacts of a source are kept; of `attached`, what people attach; of `population:NAME`, those from which records of that kind were read. Null: for ever. */
export const setRetention = (
  { db, ledger }: EvidenceDeps,
  { org, person }: Caller,
  { source, days }: { readonly source: string; readonly days: number | null },
): Promise<number> =>
  db.transaction(org, async (tx) => {
    const kind = source.startsWith('population:') ? source.slice('population:'.length) : null;
    if (kind !== null && !isPopulation(kind)) throw new DomainError('not_found', { what: 'population', id: kind });
    if (kind === null && days !== null && source !== ATTACHED && !(await isSource(tx, source)))
      throw new DomainError('not_found', { what: 'source', id: source });
    const before = retentionOf(await settingAt(tx, 'retention'));
    const { [source]: _, ...others } = before;
    const value: Retention = days === null ? others : { ...others, [source]: days };
    return saveSetting(tx, org, ledger, { key: 'retention', value, person });
  });

export interface Aged {
  readonly id: string;
  readonly sha256: string;
  readonly name: string;
  readonly source: string;
  readonly received: Instant;
}

/**
 * Artifacts whose retention period is over: every period that is set for them, of their source and of the kinds of
 * records that were read from them, and those of all other receipts of the same bytes.
 */
export async function agedOut({ db, chance, populations }: AgeDeps, org: string): Promise<readonly Aged[]> {
  const retention = await db.transaction(org, async (tx) => retentionOf(await settingAt(tx, 'retention')));
  const kinds = new Map<PopulationName, ReadonlySet<string>>();
  for (const kind of POPULATION_NAMES)
    if (retention[kindNamed(kind)] !== undefined)
      kinds.set(kind, await artifactsOfKind({ db, populations }, org, kind));
  return db.transaction(org, async (tx) => {
    const found = new Map<string, Aged>();
    for (const row of await artifactsHeld(
      tx,
      Object.keys(retention),
      [...kinds.values()].flatMap((ids) => [...ids]),
    )) {
      const source = row.source ?? ATTACHED;
      const own = [...kinds].flatMap(([kind, ids]) => (ids.has(row.id) ? [kindNamed(kind)] : []));
      const days = [source, ...own].flatMap((name) => retention[name] ?? []);
      if (days.length > 0 && row.received + Math.max(...days) * DAY < chance.now())
        found.set(row.id, { ...row, source });
    }
    const kept = await receivedElsewhere(tx, [...found.values()]);
    return [...found.values()].filter(({ sha256 }) => !kept.has(sha256));
  });
}

interface AgeDeps extends EvidenceDeps {
  readonly populations: Populations;
}

/** How a kind of record is named where sources are named. */
const kindNamed = (population: PopulationName): string => `population:${population}`;

/** Ids of the artifacts from which records of a kind were read. */
async function artifactsOfKind(
  { db, populations }: Pick<AgeDeps, 'db' | 'populations'>,
  org: string,
  population: PopulationName,
): Promise<ReadonlySet<string>> {
  const sealed = await db.transaction(org, (tx) => sealedSegments(tx, { population, reference: true }));
  const refs = sealed.map(({ position, digest }) => ({ position, digest, merged: false }));
  return populations.readingSealed(
    org,
    refs,
    async (segments) => new Set(segments.flatMap(({ artifacts }) => artifacts)),
  );
}

const ATTACHED = 'attached';
