import { type Day, parseDay } from '#/core/time/zone.ts';
import type { Seal } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import { insertSetting, settingRow } from './store.ts';

/** The value of a setting of the organization; undefined when it was never set. */
export const settingAt = settingRow;

/** The setting that holds what a company said of itself at the beginning. */
export const ASSESSMENT = 'assessment';

interface Size {
  readonly headcount: number;
  readonly engineers: number;
}

/** How many people there are, and how many of them write changes, as somebody said; null where nobody did. */
export async function saidSize(tx: Tx, asOf: number): Promise<Size | null> {
  const said = (await settingRow(tx, ASSESSMENT, asOf)) as Size | undefined;
  return said === undefined ? null : { headcount: said.headcount, engineers: said.engineers };
}

/** The day by which a customer wants the report, as somebody said; null where nobody waits for it. */
export async function saidDeal(tx: Tx, asOf: number): Promise<Day | null> {
  const said = (await settingRow(tx, ASSESSMENT, asOf)) as { readonly deal?: string | null } | undefined;
  return typeof said?.deal === 'string' ? parseDay(said.deal) : null;
}

/** Seals a setting and keeps it; its position in the log. */
export async function saveSetting(
  tx: Tx,
  org: string,
  { seal }: { readonly seal: Seal },
  { key, value, person }: { readonly key: string; readonly value: Json; readonly person: string },
): Promise<number> {
  const [sealed] = await seal(tx, org, [{ kind: 'setting-changed', payload: { v: 1, key, value, person } }]);
  const position = sealed?.position ?? -1;
  await insertSetting(tx, org, { key, position, value, person });
  return position;
}
