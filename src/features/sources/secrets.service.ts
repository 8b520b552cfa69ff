import type { Collector } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { renewEach, type Vault } from '#/platform/keys.ts';
import { allSecretRows, putSecret, replaceSecret, secretRows } from './secrets.store.ts';

export type Secrets = Readonly<Record<string, string>>;

/** Throws where a secret is missing that the collector needs, or one is given that it does not know. */
export function mustFit({ id, secrets: known }: Collector<unknown>, given: Secrets): void {
  const unknown = Object.keys(given).find((each) => !known.some(({ name }) => name === each));
  if (unknown !== undefined)
    throw new DomainError('secret_unknown', {
      collector: id,
      name: unknown,
      known: known.map(({ name }) => name).join(', ') || 'none',
    });
  const missing = known.find(({ name, required }) => required && given[name] === undefined);
  if (missing !== undefined) throw new DomainError('secret_missing', { name: missing.name, doc: missing.doc });
}

interface Keeping {
  readonly db: Database;
  readonly vault: Vault;
}

export async function storeSecrets(
  { vault }: Pick<Keeping, 'vault'>,
  tx: Tx,
  { org, source, secrets }: { readonly org: string; readonly source: string; readonly secrets: Secrets },
): Promise<void> {
  for (const [name, secret] of Object.entries(secrets))
    await putSecret(tx, {
      org,
      source,
      name,
      sealed: vault.seal(Buffer.from(secret), secretPurpose(org, source, name)),
    });
}

export async function secretsOf({ db, vault }: Keeping, org: string, source: string): Promise<Secrets> {
  const rows = await db.transaction(org, (tx) => secretRows(tx, source));
  return Object.fromEntries(
    rows.map(({ name, sealed }) => [
      name,
      Buffer.from(vault.open(sealed, secretPurpose(org, source, name))).toString('utf8'),
    ]),
  );
}

/** Seals the secrets of all sources with the vault's newest key; how many were not yet. */
export const renewSourceSecrets = ({ db, vault }: Keeping, org: string): Promise<number> =>
  db.transaction(org, async (tx) => {
    return renewEach(vault, await allSecretRows(tx), {
      sealed: ({ sealed }) => sealed,
      about: ({ source, name }) => secretPurpose(org, source, name),
      replace: (secret, anew) => replaceSecret(tx, { ...secret, sealed: anew }),
    });
  });

const secretPurpose = (org: string, source: string, name: string): string => `secret ${org} ${source} ${name}`;
