import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { ownersForUpdate } from '#/features/identity/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { saveSetting } from '#/features/organization/index.ts';
import { mustBeProvider } from '#/platform/auth/openid.ts';
import { endVouchedSessions, hasVouched, waysOf } from '#/platform/auth/ways.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Vault } from '#/platform/keys.ts';
import type { Outbound } from '#/platform/outbound/outbound.ts';
import type { ssoContract } from './contract.ts';
import { deleteProvider, providerForUpdate, providerRow, replaceSecret, saveProvider } from './store.ts';

export interface SsoDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly outbound: Outbound;
  /** The address that people see. */
  readonly url: string;
}

const KEY = 'single-sign-on';
const DISCOVERY_TAKES = 15_000;

/** For what the secret of a provider is encrypted. */
export const aboutProvider = (org: string): string => `single sign-on ${org}`;

/** Of whose addresses the provider of the organization vouches; null: none is set. */
export const domainOf = async (tx: Tx): Promise<string | null> => (await providerRow(tx))?.domain ?? null;

/** Where a provider sends people back: a page of the console. */
export const redirectOf = (url: string): string => `${url}/company`;

export const sso = (deps: SsoDeps): Handlers<typeof ssoContract> => ({
  show: ({ org }) =>
    deps.db.transaction(org, async (tx) => {
      const found = await providerRow(tx);
      if (found === undefined) return { provider: null, redirect: redirectOf(deps.url) };
      const { secret: _, ...provider } = found;
      const used = await hasVouched(tx, org, provider.issuer);
      return { provider: { ...provider, used }, redirect: redirectOf(deps.url) };
    }),
  set: (caller, input) => set(deps, caller, input),
  require: (caller, input) => enforce(deps, caller, input),
  remove: ({ org, person }) =>
    deps.db.transaction(org, async (tx) => {
      if ((await providerForUpdate(tx)) === undefined)
        throw new DomainError('not_found', { what: 'provider', id: org });
      await deleteProvider(tx);
      await endVouchedSessions(tx, org);
      return { position: await saveSetting(tx, org, deps.ledger, { key: KEY, value: null, person }) };
    }),
});

interface Given {
  readonly issuer: string;
  readonly client: string;
  readonly secret?: string | undefined;
  readonly domain: string;
  readonly joins: boolean;
}

async function set(deps: SsoDeps, { org, person, standing }: Caller, { secret, ...given }: Given) {
  // Nobody catches the people of another company: whoever sets a domain has an address of it.
  if (standing !== undefined && !person.toLowerCase().endsWith(`@${given.domain}`))
    throw new DomainError('sso_domain_taken', { domain: given.domain, because: 'your own address is not of it' });
  const signal = AbortSignal.timeout(DISCOVERY_TAKES);
  await mustBeProvider({ ...given, secret: secret ?? 'none' }, { outbound: deps.outbound, signal });
  return deps.db.transaction(org, async (tx) => {
    const before = await providerForUpdate(tx);
    const isSame = before?.issuer === given.issuer && before.client === given.client && before.domain === given.domain;
    // A secret goes to the provider that it is of, and to no other; nobody is bound to one that nobody has tried.
    const kept = isSame ? before.secret : null;
    const { required, breakGlass } = isSame ? before : { required: false, breakGlass: null };
    const sealed = secret === undefined ? kept : deps.vault.seal(Buffer.from(secret), aboutProvider(org));
    if (sealed === null)
      throw new DomainError('input_invalid', { where: 'secret', because: 'a new provider or client has its own' });
    const row = { ...given, required, breakGlass };
    if (!(await saveProvider(tx, org, { ...row, secret: sealed })))
      throw new DomainError('sso_domain_taken', { domain: given.domain, because: 'another organization has it' });
    if (before !== undefined && !isSame) await endVouchedSessions(tx, org);
    return { position: await saveSetting(tx, org, deps.ledger, { key: KEY, value: row, person }) };
  });
}

interface Enforcing {
  readonly required: boolean;
  readonly breakGlass?: string | undefined;
}

/** Makes the provider the only way in for people of its domain, or one way among others again. */
const enforce = (deps: SsoDeps, { org, person }: Caller, { required, breakGlass: named }: Enforcing) =>
  deps.db.transaction(org, async (tx) => {
    const before = await providerForUpdate(tx);
    if (before === undefined) throw new DomainError('not_found', { what: 'provider', id: org });
    const breakGlass = required ? (named ?? null) : null;
    if (required) await mustBeSafe(tx, org, { issuer: before.issuer, breakGlass });
    await saveProvider(tx, org, { ...before, required, breakGlass });
    const { secret: _, ...row } = before;
    const value = { ...row, required, breakGlass };
    return { position: await saveSetting(tx, org, deps.ledger, { key: KEY, value, person }) };
  });

/** A way that nobody has gone shuts everybody out; and so does a provider that fails, unless an owner has another. */
async function mustBeSafe(
  tx: Tx,
  org: string,
  { issuer, breakGlass }: { readonly issuer: string; readonly breakGlass: string | null },
): Promise<void> {
  if (breakGlass === null) return refuse('no owner is named for when the provider fails');
  if (!(await ownersForUpdate(tx)).some(({ account }) => account === breakGlass))
    refuse('whoever is named is no owner');
  const { password, passkey, app } = await waysOf(tx, breakGlass);
  if (!passkey && !(password && app)) refuse('the owner who is named has no second factor of their own');
  if (!(await hasVouched(tx, org, issuer))) refuse('nobody has come in by this provider yet');
}

function refuse(because: string): never {
  throw new DomainError('sso_enforcement_refused', { because });
}

/** Encrypts the secret with the vault's newest key; how many were not yet. */
export const renewProvider = ({ db, vault }: Pick<SsoDeps, 'db' | 'vault'>, org: string): Promise<number> =>
  db.transaction(org, async (tx) => {
    const found = await providerForUpdate(tx);
    const anew = found === undefined ? null : vault.renew(found.secret, aboutProvider(org));
    if (anew === null) return 0;
    await replaceSecret(tx, anew);
    return 1;
  });
