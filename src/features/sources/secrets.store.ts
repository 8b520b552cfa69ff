import type { Tx } from '#/platform/db/database.ts';

/** In the place of one of the same name. */
export async function putSecret(
  tx: Tx,
  row: { readonly org: string; readonly source: string; readonly name: string; readonly sealed: Uint8Array },
): Promise<void> {
  await tx
    .insertInto('source_secret')
    .values(row)
    .onConflict((same) => same.columns(['org', 'source', 'name']).doUpdateSet({ sealed: row.sealed }))
    .execute();
}

export const secretRows = (
  tx: Tx,
  source: string,
): Promise<readonly { readonly name: string; readonly sealed: Uint8Array }[]> =>
  tx.selectFrom('source_secret').select(['name', 'sealed']).where('source', '=', source).execute();

export const allSecretRows = (
  tx: Tx,
): Promise<readonly { readonly source: string; readonly name: string; readonly sealed: Uint8Array }[]> =>
  tx.selectFrom('source_secret').select(['source', 'name', 'sealed']).forUpdate().execute();

export async function deleteSecrets(tx: Tx, source: string): Promise<void> {
  await tx.deleteFrom('source_secret').where('source', '=', source).execute();
}

/** The names of what is kept of each source. */
export async function secretNames(tx: Tx): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.selectFrom('source_secret').select(['source', 'name']).orderBy('name').execute();
  const bySource = Map.groupBy(rows, ({ source }) => source);
  return new Map([...bySource].map(([source, all]) => [source, all.map(({ name }) => name)]));
}

export async function replaceSecret(
  tx: Tx,
  { source, name, sealed }: { readonly source: string; readonly name: string; readonly sealed: Uint8Array },
): Promise<void> {
  await tx.updateTable('source_secret').set({ sealed }).where('source', '=', source).where('name', '=', name).execute();
}
