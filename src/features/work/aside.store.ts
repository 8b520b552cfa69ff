import type { Tx } from '#/platform/db/database.ts';

/** Why people put aside what was to be done about controls of an examination, by control. */
export async function reasonsPutAside(tx: Tx, engagement: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('task')
    .select(['control', 'because'])
    .where('kind', '=', 'gap')
    .where('state', '=', 'dropped')
    .where('key', 'like', `gap:${engagement}:%`)
    .orderBy('key')
    .limit(1_000)
    .execute();
  return new Map(rows.flatMap(({ control, because }) => (control === null ? [] : [[control, because]])));
}
