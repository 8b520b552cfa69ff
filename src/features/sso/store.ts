import { sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';

export interface ProviderRow {
  readonly domain: string;
  readonly issuer: string;
  readonly client: string;
  /** Encrypted. */
  readonly secret: Uint8Array;
  readonly joins: boolean;
  /** People of the domain come in by it alone. */
  readonly required: boolean;
  /** The account of the owner who comes in otherwise when the provider fails. */
  readonly breakGlass: string | null;
}

const PROVIDER = ['domain', 'issuer', 'client', 'secret', 'joins', 'required', 'break_glass as breakGlass'] as const;

export const providerRow = (tx: Tx): Promise<ProviderRow | undefined> =>
  tx.selectFrom('single_sign_on').select(PROVIDER).executeTakeFirst();

export const providerForUpdate = (tx: Tx): Promise<ProviderRow | undefined> =>
  tx.selectFrom('single_sign_on').select(PROVIDER).forUpdate().executeTakeFirst();

/** False: another organization has the domain. */
export async function saveProvider(tx: Tx, org: string, { breakGlass, ...row }: ProviderRow): Promise<boolean> {
  const taken = await organizationOfDomain(tx, row.domain);
  if (taken !== null && taken !== org) return false;
  const values = { ...row, break_glass: breakGlass, secret: Buffer.from(row.secret) };
  await tx
    .insertInto('single_sign_on')
    .values({ org, ...values })
    .onConflict((conflict) => conflict.column('org').doUpdateSet(values))
    .execute();
  return true;
}

export async function deleteProvider(tx: Tx): Promise<void> {
  await tx.deleteFrom('single_sign_on').execute();
}

export async function replaceSecret(tx: Tx, secret: Uint8Array): Promise<void> {
  await tx
    .updateTable('single_sign_on')
    .set({ secret: Buffer.from(secret) })
    .execute();
}

/** Whatever the transaction sees otherwise. */
export async function organizationOfDomain(tx: Tx, domain: string): Promise<string | null> {
  const { rows } = await sql<{ org: string | null }>`select organization_of_domain(${domain}) as org`.execute(tx);
  return rows[0]?.org ?? null;
}
