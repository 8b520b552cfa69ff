import type { Seal } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import { insertSetting, settingRow } from './store.ts';

/** The value of a setting of the organization; undefined when it was never set. */
export const settingAt = settingRow;

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
