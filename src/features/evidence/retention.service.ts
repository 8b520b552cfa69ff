import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { DAY, formatInstant, type Instant } from '#/core/time/instant.ts';
import { saveSetting, settingAt } from '#/features/organization/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { Holds, type Retention, retentionOf, SHORTEST_REASON } from './retention.ts';
import type { EvidenceDeps } from './service.ts';
import { agedArtifacts } from './store.ts';

/** Throws `on_hold` when one of these artifacts must be kept, whatever else says that it may go. */
export async function holdOn(tx: Tx, digests: readonly string[]): Promise<void> {
  const holds = Holds.parse((await settingAt(tx, 'legal-hold')) ?? []);
  const hold = holds.find(({ artifact }) => artifact === null || digests.includes(artifact));
  if (hold !== undefined) throw new DomainError('on_hold', { reason: hold.reason });
}

/** Puts a hold on an artifact, or with null on all of them; or lifts it. Sealed. */
export const setHold = (
  { db, ledger }: EvidenceDeps,
  { org, person }: Caller,
  { artifact, reason, lift }: { readonly artifact: string | null; readonly reason: string; readonly lift: boolean },
): Promise<number> =>
  db.transaction(org, async (tx) => {
    if (reason.trim().length < SHORTEST_REASON)
      throw new DomainError('input_invalid', { where: 'reason', because: 'a reason of at least ten letters' });
    const before = Holds.parse((await settingAt(tx, 'legal-hold')) ?? []);
    const others = before.filter((hold) => hold.artifact !== artifact);
    return saveSetting(tx, org, ledger, {
      key: 'legal-hold',
      value: lift ? others : [...others, { artifact, reason }],
      person,
    });
  });

/** Sets for how many days artifacts of a source are kept; of `attached`, what people attach. Null: for ever. */
export const setRetention = (
  { db, ledger }: EvidenceDeps,
  { org, person }: Caller,
  { source, days }: { readonly source: string; readonly days: number | null },
): Promise<number> =>
  db.transaction(org, async (tx) => {
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

/** Artifacts whose retention period is over. */
export const agedOut = ({ db, chance }: EvidenceDeps, org: string): Promise<readonly Aged[]> =>
  db.transaction(org, async (tx) => {
    const retention = retentionOf(await settingAt(tx, 'retention'));
    const found: Aged[] = [];
    for (const [source, days] of Object.entries(retention)) {
      const before = formatInstant(chance.now() - days * DAY);
      for (const row of await agedArtifacts(tx, source === ATTACHED ? null : source, before))
        found.push({ ...row, source });
    }
    return found;
  });

const ATTACHED = 'attached';
