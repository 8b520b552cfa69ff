import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';

/** How a provider vouches. */
export type By =
  /** With the secret of the client, encrypted. */
  | { readonly kind: 'openid'; readonly client: string; readonly secret: Uint8Array }
  /** Where people are sent, and the certificates of whose keys it signs, as PEM. */
  | { readonly kind: 'saml'; readonly address: string; readonly certificates: readonly string[] };

export interface ProviderRow {
  readonly domain: string;
  readonly issuer: string;
  readonly by: By;
  readonly joins: boolean;
  /** Whoever set the domain showed that it is theirs. */
  readonly proven: boolean;
  /** People of the domain come in by it alone. */
  readonly required: boolean;
  /** The account of the owner who comes in otherwise when the provider fails. */
  readonly breakGlass: string | null;
}

const COLUMNS = [
  'domain',
  'issuer',
  'client',
  'secret',
  'address',
  'certificates',
  'joins',
  'proven',
  'required',
  'break_glass as breakGlass',
] as const;

const providers = (tx: Tx) => tx.selectFrom('single_sign_on').select(COLUMNS);
type Stored = Awaited<ReturnType<ReturnType<typeof providers>['executeTakeFirstOrThrow']>>;

/** The table refuses a row that is neither, or both. */
function rowOf(stored: Stored | undefined): ProviderRow | undefined {
  if (stored === undefined) return undefined;
  const { client, secret, address, certificates, ...row } = stored;
  const by: By =
    client !== null && secret !== null
      ? { kind: 'openid', client, secret }
      : { kind: 'saml', address: address ?? '', certificates: certificates ?? [] };
  return { ...row, by };
}

export const providerRow = async (tx: Tx): Promise<ProviderRow | undefined> =>
  rowOf(await providers(tx).executeTakeFirst());

export const providerForUpdate = async (tx: Tx): Promise<ProviderRow | undefined> =>
  rowOf(await providers(tx).forUpdate().executeTakeFirst());

const columnsOf = (by: By) =>
  by.kind === 'openid'
    ? { client: by.client, secret: Buffer.from(by.secret), address: null, certificates: null }
    : { client: null, secret: null, address: by.address, certificates: [...by.certificates] };

/** False: another organization has the domain. */
export async function saveProvider(tx: Tx, org: string, { breakGlass, by, ...row }: ProviderRow): Promise<boolean> {
  const taken = await organizationOfDomain(tx, row.domain);
  if (taken !== null && taken !== org) return false;
  const values = { ...row, ...columnsOf(by), break_glass: breakGlass };
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

export async function markProven(tx: Tx): Promise<void> {
  await tx.updateTable('single_sign_on').set({ proven: true }).execute();
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

/** Remembers what a provider said until it holds no more; false: it was said before. */
export async function takeAssertion(
  tx: Tx,
  org: string,
  { digest, until, now }: { readonly digest: Uint8Array; readonly until: Instant; readonly now: Instant },
): Promise<boolean> {
  await tx.deleteFrom('saml_assertion').where('until', '<', instant(now)).execute();
  const { numInsertedOrUpdatedRows: inserted } = await tx
    .insertInto('saml_assertion')
    .values({ org, digest: Buffer.from(digest), until: formatInstant(until) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted === 1n;
}
