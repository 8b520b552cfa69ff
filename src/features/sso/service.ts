import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { isScopedRole, type MemberRow, memberRows, ownersForUpdate } from '#/features/identity/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { saveSetting } from '#/features/organization/index.ts';
import { mustBeProvider } from '#/platform/auth/openid.ts';
import { ownMetadata, providerIn, shownCertificate } from '#/platform/auth/saml-metadata.ts';
import { endVouchedSessions, forgetUnshownWays, hasVouched, waysOf } from '#/platform/auth/ways.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Vault } from '#/platform/keys.ts';
import type { Outbound } from '#/platform/outbound/outbound.ts';
import type { ssoContract } from './contract.ts';
import { isAlone, isShown } from './proven.service.ts';
import {
  type By,
  deleteProvider,
  providerForUpdate,
  type ProviderRow,
  providerRow,
  replaceSecret,
  saveProvider,
} from './store.ts';

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

/** What this installation is to a provider that speaks SAML: of each organization another, and where it posts to. */
export const samlNames = (url: string, org: string) => ({
  entity: `${url}/saml/${org}`,
  back: `${url}/api/auth/company/saml`,
});

export const sso = (deps: SsoDeps): Handlers<typeof ssoContract> => ({
  show: async ({ org }) => {
    const alone = await isAlone(deps.db);
    return deps.db.transaction(org, async (tx) => {
      const found = await providerRow(tx);
      const names = samlNames(deps.url, org);
      const ours = { redirect: redirectOf(deps.url), saml: { ...names, metadata: ownMetadata(names) } };
      if (found === undefined) return { provider: null, ...ours };
      const used = await hasVouched(tx, org, found.issuer);
      const proven = alone || (await isShown(tx, found));
      return { provider: { ...found, by: shownBy(found.by), used, proven }, ...ours };
    });
  },
  set: (caller, input) => set(deps, caller, input),
  setSaml: (caller, input) => setSaml(deps, caller, input),
  require: (caller, input) => enforce(deps, caller, input),
  remove: (caller) => remove(deps, caller),
});

function remove(deps: SsoDeps, caller: Caller) {
  const { org, person } = caller;
  mustBeOwner(caller);
  return deps.db.transaction(org, async (tx) => {
    const before = await providerForUpdate(tx);
    if (before === undefined) throw new DomainError('not_found', { what: 'provider', id: org });
    await deleteProvider(tx);
    await endVouchedSessions(tx, org);
    await forgetUnshownWays(tx, heldBack(await memberRows(tx), before, 'all'));
    return { position: await saveSetting(tx, org, deps.ledger, { key: KEY, value: null, person }) };
  });
}

/**
 * Whose password opened nothing here while the provider was there, or was the only way in. Now it would again, and it
 * may have been made by somebody else beforehand. `others`: but for those whom the provider brought in, who still come
 * by it alone.
 */
const heldBack = (
  members: readonly MemberRow[],
  { domain, required, breakGlass }: ProviderRow,
  which: 'all' | 'others',
): readonly string[] =>
  members
    .filter(({ account, role }) => account !== breakGlass && !isScopedRole(role))
    .filter(({ email, vouched }) => (vouched ? which === 'all' : required && email.endsWith(`@${domain}`)))
    .map(({ account }) => account);

/** What the log says of it, and people see: nothing of a secret. */
const shownBy = (by: By) =>
  by.kind === 'openid'
    ? { kind: by.kind, client: by.client }
    : { kind: by.kind, address: by.address, certificates: by.certificates.map(shownCertificate) };

const sealedAs = ({ by, proven: _, ...row }: ProviderRow) => ({ ...row, by: shownBy(by) });

interface Given {
  readonly issuer: string;
  readonly client: string;
  readonly secret?: string | undefined;
  readonly domain: string;
  readonly joins: boolean;
}

async function set(deps: SsoDeps, caller: Caller, { secret, client, ...given }: Given) {
  mustBeOwner(caller);
  const proven = await provenBy(deps, caller, given.domain);
  const signal = AbortSignal.timeout(DISCOVERY_TAKES);
  const asked = { issuer: given.issuer, client, secret: secret ?? 'none' };
  await mustBeProvider(asked, { outbound: deps.outbound, signal });
  return save(deps, caller, { ...given, proven }, (before) => {
    // A secret goes to the provider that it is of, and to no other.
    const isSame = before?.by.kind === 'openid' && before.issuer === given.issuer && before.by.client === client;
    const kept = isSame && before.domain === given.domain ? before.by.secret : null;
    const sealed = secret === undefined ? kept : deps.vault.seal(Buffer.from(secret), aboutProvider(caller.org));
    if (sealed === null)
      throw new DomainError('input_invalid', { where: 'secret', because: 'a new provider or client has its own' });
    return { by: { kind: 'openid', client, secret: sealed }, isSame };
  });
}

interface GivenSaml {
  readonly metadata: string;
  readonly domain: string;
  readonly joins: boolean;
}

async function setSaml(deps: SsoDeps, caller: Caller, { metadata, ...given }: GivenSaml) {
  mustBeOwner(caller);
  const proven = await provenBy(deps, caller, given.domain);
  const { issuer, address, certificates } = await providerIn(metadata);
  deps.outbound.check(address);
  return save(deps, caller, { ...given, issuer, proven }, (before) => ({
    by: { kind: 'saml', address, certificates },
    isSame: before?.by.kind === 'saml' && before.issuer === issuer,
  }));
}

/** Whoever says who vouches, or that nobody does, may come in as anybody of the domain: nobody becomes an owner so. */
function mustBeOwner({ standing }: Caller): void {
  if (standing !== undefined && standing.role !== 'owner')
    throw new DomainError('role_refused', {
      role: 'owner',
      because: `a provider vouches for owners, too, so ${standing.role} neither sets it nor takes it away`,
    });
}

/**
 * Nobody catches the people of another company: whoever sets a domain has an address of it. Where several companies
 * share the installation, mail has shown that it is theirs, unless that was shown of the domain before. Whoever has
 * the data folder needs to show nothing. Says whether it is shown.
 */
async function provenBy({ db }: SsoDeps, { org, person, standing }: Caller, domain: string): Promise<boolean> {
  if (standing === undefined) return true;
  if (!person.toLowerCase().endsWith(`@${domain}`))
    throw new DomainError('sso_domain_taken', { domain, because: 'your own address is not of it' });
  const { account } = standing;
  const isProven = await db.transaction(org, async (tx) => {
    if (account !== null && (await waysOf(tx, account)).verified) return true;
    const before = await providerRow(tx);
    return before?.domain === domain && (await isShown(tx, before));
  });
  if (!isProven && !(await isAlone(db))) throw new DomainError('sso_domain_unproven', { domain, email: person });
  return isProven;
}

type Chosen = (before: ProviderRow | undefined) => { readonly by: By; readonly isSame: boolean };

const save = (
  deps: SsoDeps,
  { org, person }: Caller,
  given: Pick<ProviderRow, 'issuer' | 'domain' | 'joins' | 'proven'>,
  chosen: Chosen,
) =>
  deps.db.transaction(org, async (tx) => {
    const before = await providerForUpdate(tx);
    const { by, ...found } = chosen(before);
    const isSame = found.isSame && before?.domain === given.domain;
    // Nobody is bound to a provider that nobody has tried.
    const { required, breakGlass } = isSame && before !== undefined ? before : { required: false, breakGlass: null };
    const row = { ...given, by, required, breakGlass };
    if (!(await saveProvider(tx, org, row)))
      throw new DomainError('sso_domain_taken', { domain: given.domain, because: 'another organization has it' });
    if (before !== undefined && !isSame) await endVouchedSessions(tx, org);
    return { position: await saveSetting(tx, org, deps.ledger, { key: KEY, value: sealedAs(row), person }) };
  });

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
    const row = { ...before, required, breakGlass };
    await saveProvider(tx, org, row);
    if (!required) await forgetUnshownWays(tx, heldBack(await memberRows(tx), before, 'others'));
    return { position: await saveSetting(tx, org, deps.ledger, { key: KEY, value: sealedAs(row), person }) };
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
    const anew = found?.by.kind === 'openid' ? vault.renew(found.by.secret, aboutProvider(org)) : null;
    if (anew === null) return 0;
    await replaceSecret(tx, anew);
    return 1;
  });
