import { DomainError } from '#/core/errors.ts';
import { grouped } from '#/core/grouped.ts';
import type { Instant } from '#/core/time/instant.ts';
import { parseCheckpoint } from '#/ledger/checkpoint.ts';
import { type Vouch, vouchesIn } from '#/ledger/vouch.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Reach } from '#/platform/outbound/reach.ts';
import { consistencyProof } from './proof.service.ts';
import type { Seal } from './service.ts';
import {
  checkpointUpTo,
  head,
  insertSetting,
  insertWitnessed,
  largestWitnessed,
  settingOf,
  type Setting,
  witnessedAround,
  type Witnessed,
} from './store.ts';
import { type Outside, type Parcel, send, type SendDeps } from './witness-send.service.ts';
import type { Published } from './witness.contract.ts';
import { placeOf, type Since, trustOf, WITNESS, WitnessSetting } from './witness.ts';

export interface WitnessDeps extends SendDeps {
  readonly db: Database;
  readonly seal: Seal;
  readonly outside: Outside;
  /**
   * Whoever asks has no account on this machine: nothing is written where only its login may write, and nothing is sent
   * where `reach` leads nobody. Null: any address may be named.
   */
  readonly afar?: { readonly reach: Reach | null };
}

interface Sent {
  readonly size: number;
  readonly at: Instant;
}

/** What outsiders are told of a log, and what they said of it. */
export function witness({ db, seal, outside, chance, afar }: WitnessDeps) {
  return {
    setting: (org: string): Promise<WitnessSetting> => db.transaction(org, async (tx) => (await current(tx)).setting),
    /** The longest log of which that place was told, and when; null: of none yet. */
    sent: (org: string): Promise<Sent | null> =>
      db.transaction(org, async (tx) => {
        const found = await largestWitnessed(tx, (await current(tx)).position);
        return found === undefined ? null : { size: found.size, at: found.obtained };
      }),
    /**
     * From now on checkpoints go there; what was said before stays. Throws `input_invalid`, `witness_of_machine` for a
     * file or a repository that only whoever has this machine may name, and `address_refused` and `http_failed` for an
     * address that leads nowhere or into a network of this machine's.
     */
    set: async (org: string, person: string, setting: WitnessSetting): Promise<number> => {
      const value = checked(setting);
      if (afar !== undefined) await mayBeNamed(value, afar.reach);
      return db.transaction(org, async (tx) => {
        const payload = { v: 1, key: WITNESS, value: { ...value }, person };
        const [sealed] = await seal(tx, org, [{ kind: 'setting-changed', payload }]);
        const position = sealed?.position ?? -1;
        await insertSetting(tx, org, { key: WITNESS, position, value, person });
        return position;
      });
    },
    /**
     * Sends the latest checkpoint, unless it was sent there before, and keeps what came back. Nothing waits for it:
     * what was sealed is sealed. Throws `witness_failed` with the reason, `witness_ahead` when an outsider has seen
     * more of the log than there is, and `busy`.
     */
    publish: (org: string): Promise<Published> =>
      db.alone(`publish ${org}`, async () => {
        const { setting, position, size, parcel } = await db.snapshot(org, (tx) => next(db, tx, org));
        if (setting.kind === 'none') return { kind: 'off' };
        const place = placeOf(setting);
        if (parcel.last > size) throw new DomainError('witness_ahead', { place, seen: parcel.last, size });
        if (parcel.last === size) return { kind: 'known', size, place };
        const evidence = await send(setting, parcel, { outside, chance }).catch((error: unknown) =>
          notTaken(error, { place, size }),
        );
        const row = { setting: position, size, kind: setting.kind, evidence, obtained: chance.now() };
        await db.transaction(org, (tx) => insertWitnessed(tx, org, row));
        return { kind: 'sent', size, place };
      }),
    /**
     * For each size of the log: who outside saw at least so much of it first and last, by those whom the organization
     * itself chose to trust. What is kept and does not hold, or is of a log that is no longer there, is named.
     */
    since: (org: string, sizes: readonly number[]) => db.snapshot(org, (tx) => sinceWhen(tx, sizes)),
  };
}

function checked(setting: WitnessSetting): WitnessSetting {
  const { data, error } = WitnessSetting.safeParse(setting);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  const where = ['setting', ...(issue?.path ?? [])].join('.');
  throw new DomainError('input_invalid', { where, because: issue?.message ?? '' });
}

/** A command on the machine would send there, too, and looks at no network. */
async function mayBeNamed(place: WitnessSetting, reach: Reach | null): Promise<void> {
  if (place.kind === 'file' || place.kind === 'git')
    throw new DomainError('witness_of_machine', { place: placeOf(place) });
  if (place.kind !== 'none') await reach?.(new URL(place.url).origin);
}

async function current(tx: Tx): Promise<{ readonly setting: WitnessSetting; readonly position: number }> {
  const row = await settingOf(tx, WITNESS);
  return row === undefined ? { setting: { kind: 'none' }, position: -1 } : parsed(row);
}

const parsed = ({ position, value }: Setting): { readonly setting: WitnessSetting; readonly position: number } => ({
  setting: WitnessSetting.parse(value),
  position,
});

/** What is to be sent next, and how it follows what a place has seen. */
async function next(db: Database, tx: Tx, org: string) {
  const { size } = (await head(tx)) ?? noLog();
  const note = (await checkpointUpTo(tx, size))?.note ?? '';
  const { setting, position } = await current(tx);
  const parcel: Parcel = {
    org,
    note,
    last: (await largestWitnessed(tx, position))?.size ?? 0,
    proofFrom: (older) => {
      if (older > size) throw new DomainError('witness_ahead', { place: placeOf(setting), seen: older, size });
      return db.transaction(org, (reading) => consistencyProof(reading, older, size));
    },
  };
  return { setting, position, size, parcel };
}

const noLog = (): never => {
  throw new DomainError('log_missing');
};

function notTaken(error: unknown, facts: { readonly place: string; readonly size: number }): never {
  if (error instanceof DomainError && error.code === 'witness_ahead') throw error;
  const because = error instanceof Error ? error.message : String(error);
  throw new DomainError('witness_failed', { ...facts, because }, { cause: error });
}

async function sinceWhen(
  tx: Tx,
  sizes: readonly number[],
): Promise<{ readonly since: readonly Since[]; readonly damages: readonly string[] }> {
  const damages = new Set<string>();
  const held = (await head(tx))?.size ?? 0;
  const since: Since[] = [];
  for (const size of sizes) {
    const rows = await witnessedAround(tx, WITNESS, size);
    const vouches = rows.flatMap((row) => heard(row, held, damages));
    since.push({ size, ...ends(vouches) });
  }
  return { since, damages: [...damages] };
}

function ends(vouches: readonly Vouch[]): Omit<Since, 'size'> {
  const ordered = [...vouches].sort((a, b) => a.time - b.time);
  return { earliest: ordered[0] ?? null, latest: ordered.at(-1) ?? null };
}

/** What is kept of an outsider's word, as far as it holds and is about this log. */
function heard({ size, kind, evidence, value, note }: Witnessed, held: number, damages: Set<string>): readonly Vouch[] {
  const setting = WitnessSetting.parse(value);
  const what = `what ${placeOf(setting)} said of ${grouped(size)} entries`;
  if (size > held || note === null) {
    damages.add(`${what}: the log has ${grouped(held)}, and no checkpoint of that size`);
    return [];
  }
  if (kind !== 'rfc3161' && kind !== 'witness') return [];
  try {
    return vouchesIn({ kind, bytes: evidence }, parseCheckpoint(note), trustOf(setting));
  } catch (error) {
    damages.add(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}
