import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { plainName } from '#/core/plain-name.ts';
import { DomainError } from '#/core/errors.ts';
import { DAY } from '#/core/time/instant.ts';
import { parseDay, zoneNamed } from '#/core/time/zone.ts';
import { engagementWithId, zoneIn } from '#/features/engagements/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { saveSetting, settingAt } from '#/features/organization/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import { sha256 } from '#/ledger/hash.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Post } from '#/platform/mail/letter.ts';
import type { Mailer } from '#/platform/mail/mailer.ts';
import { actionRows } from './action.store.ts';
import type { identityContract } from './contract.ts';
import { mustNotChangeRole } from './entering.service.ts';
import { type Directing, giveRole, letGo, mustGive, roleOf } from './let-go.service.ts';
import { invitationLetter } from './letter.ts';
import { isScoped, isScopedRole, PERMISSIONS, ROLE_NAMES, type Role, ROLES } from './roles.ts';
import {
  closeInvitation,
  insertInvitation,
  insertKey,
  keyRows,
  type Licence,
  markKeyRevoked,
  type MemberRow,
  memberRows,
  memberWithEmail,
  type InvitationRow,
  openInvitations,
} from './store.ts';
import { formatKey, formatToken, SECRET_BYTES } from './token.ts';

export interface IdentityDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly zoneOf: (tx: Tx) => Promise<string>;
  /** The address that people see. */
  readonly url: string;
  readonly post: Post;
  /** Null: no mail leaves this server. */
  readonly mailer: Mailer | null;
}

const INVITATION_HOLDS = 7 * DAY;
const SECURITY = 'security';

/** What the organization asks of whoever enters. */
export async function securityOf(tx: Tx): Promise<{ readonly secondFactor: boolean }> {
  const value = await settingAt(tx, SECURITY);
  return { secondFactor: (value as { readonly secondFactor?: boolean } | undefined)?.secondFactor === true };
}

/** A name that two have tells nobody apart; who is of an audit firm is not of the company. */
function namesOf(members: readonly MemberRow[], of: readonly string[]) {
  const asked = new Set(of.map((address) => address.toLowerCase()));
  const having = Map.groupBy(members, ({ name }) => plainName(name));
  return members
    .filter(({ email, role }) => !isScopedRole(role) && asked.has(email.toLowerCase()))
    .filter(({ name }) => having.get(plainName(name))?.length === 1)
    .map(({ email, name }) => ({ email, name }));
}

const shownInvitation = ({ id, email, role, firm, person, created, expires }: InvitationRow) => ({
  id,
  email,
  role: roleOf(role),
  firm,
  person,
  created,
  expires,
});

export const identity = (deps: IdentityDeps): Handlers<typeof identityContract> => ({
  roles: async () => ({
    roles: ROLE_NAMES.map((role) => ({ role, doc: ROLES[role].doc, may: [...ROLES[role].may] })),
  }),
  members: ({ org }) =>
    deps.db.transaction(org, async (tx) => ({
      members: (await memberRows(tx)).map((row) => ({
        ...row,
        role: roleOf(row.role),
        engagements: [...row.engagements],
      })),
      invitations: (await openInvitations(tx, deps.chance.now())).map(shownInvitation),
    })),
  names: ({ org }, { of }) => deps.db.transaction(org, async (tx) => ({ names: namesOf(await memberRows(tx), of) })),
  invite: (caller, input) => invite(deps, caller, input),
  withdraw: ({ org, person }, { id }) =>
    deps.db.transaction(org, async (tx) => {
      if ((await closeInvitation(tx, id, 'withdrawn')) === 0n)
        throw new DomainError('not_found', { what: 'invitation', id });
      return sealed(deps, tx, org, 'invitation-withdrawn', { id, person });
    }),
  change: (caller, { account, role }) =>
    deps.db.transaction(caller.org, (tx) => giveRole(directing(deps, caller, tx), account, role)),
  remove: (caller, { account }) =>
    deps.db.transaction(caller.org, (tx) => letGo(directing(deps, caller, tx), account, deps.chance.now())),
  keys: ({ org, standing }) =>
    deps.db.transaction(org, async (tx) => ({
      keys: (await keyRows(tx)).map(({ account: _, scopes, ...row }) => ({ ...row, scopes: [...scopes] })),
      scopes: [...(standing?.may ?? PERMISSIONS)],
    })),
  addKey: (caller, input) => addKey(deps, caller, input),
  revokeKey: ({ org, person }, { id }) =>
    deps.db.transaction(org, async (tx) => {
      if ((await markKeyRevoked(tx, id, deps.chance.now())) === 0n)
        throw new DomainError('not_found', { what: 'key', id });
      return sealed(deps, tx, org, 'api-key-revoked', { id, person });
    }),
  security: ({ org }) => deps.db.transaction(org, securityOf),
  setSecurity: ({ org, person, standing }, { secondFactor }) =>
    deps.db.transaction(org, async (tx) => {
      // Whoever asks it of others has it: nobody locks themselves out.
      if (secondFactor && standing !== undefined && !standing.strong) throw new DomainError('second_factor_required');
      const value = { secondFactor };
      return { position: await saveSetting(tx, org, deps.ledger, { key: SECURITY, value, person }) };
    }),
  actions: ({ org }, filter) =>
    deps.db.transaction(org, async (tx) => {
      const actions = await actionRows(tx, filter);
      const next = actions.length < filter.limit ? null : (actions.at(-1)?.position ?? null);
      return { actions: actions.map((row) => ({ ...row, subject: { ...row.subject } })), next };
    }),
});

type Handling<N extends keyof typeof identityContract> = (
  deps: IdentityDeps,
  ...given: Parameters<Handlers<typeof identityContract>[N]>
) => ReturnType<Handlers<typeof identityContract>[N]>;

const invite: Handling<'invite'> = async (deps, caller, { email, role, engagement, firm, licence, until }) => {
  const { org, person } = caller;
  const organization = (await deps.db.organizations()).find((each) => each.org === org)?.name ?? '';
  return deps.db.transaction(org, async (tx) => {
    mustGive(caller.standing?.role, role);
    mustNotChangeRole(await memberWithEmail(tx, email.toLowerCase()), role);
    const [id, secret, now] = [deps.chance.newId(), deps.chance.random(SECRET_BYTES), deps.chance.now()];
    const scope = await scopeOf(tx, now, { role, engagement, firm, licence, until });
    const about = { id, email: email.toLowerCase(), role, ...scope, person };
    const expires = now + INVITATION_HOLDS;
    const mailed = deps.mailer !== null;
    const handed = !(mailed && isScoped(role)); // an auditor’s is for nobody else’s eyes
    await insertInvitation(tx, org, { ...about, secret: sha256(secret), created: now, expires, handed });
    const link = `${deps.url}/join#${formatToken(org, secret)}`;
    await deps.post(tx, org, invitationLetter({ to: about.email, organization, role, person, link, expires }));
    const { position } = await sealed(deps, tx, org, 'member-invited', about);
    return { id, link: handed ? link : null, position, mailed };
  });
};

/** Auditors, and only they, are of a firm, for one engagement and until a day. */
async function scopeOf(
  tx: Tx,
  now: number,
  {
    role,
    engagement,
    firm,
    licence,
    until,
  }: Readonly<Record<'engagement' | 'firm' | 'until', string | undefined>> & {
    readonly role: Role;
    readonly licence: Licence | undefined;
  },
) {
  if (!isScoped(role)) {
    if ((engagement ?? firm ?? licence ?? until) !== undefined)
      throw new DomainError('role_refused', { role, because: 'only an auditor is of a firm and for an engagement' });
    return { engagement: null, firm: null, licence: null, accessUntil: null };
  }
  if (engagement === undefined || firm === undefined || licence === undefined || until === undefined)
    throw new DomainError('role_refused', {
      role,
      because: 'an auditor needs an engagement, a firm with its licence, and a last day',
    });
  const { engagement: opened } = await engagementWithId(tx, engagement, Number.MAX_SAFE_INTEGER);
  const accessUntil = zoneNamed(zoneIn(opened)).startOf((parseDay(until) ?? 0) + 1);
  if (accessUntil <= now) throw new DomainError('input_invalid', { where: 'until', because: 'that day is over' });
  return { engagement, firm, licence: { ...licence }, accessUntil };
}

const directing = (deps: IdentityDeps, { org, person, standing }: Caller, tx: Tx): Directing => ({
  ledger: deps.ledger,
  tx,
  org,
  person,
  as: standing?.role,
});

const addKey: Handling<'addKey'> = (deps, caller, { name, scopes, days }) =>
  deps.db.transaction(caller.org, async (tx) => {
    const may: readonly string[] = caller.standing?.may ?? PERMISSIONS;
    const beyond = scopes.find((scope) => !may.includes(scope));
    if (beyond !== undefined) throw new DomainError('scope_refused', { scope: beyond, because: 'you do not have it' });
    const [id, secret, now] = [deps.chance.newId(), deps.chance.random(SECRET_BYTES), deps.chance.now()];
    const expires = now + days * DAY;
    const about = { id, name, scopes: [...new Set(scopes)].sort(), person: caller.person };
    const account = caller.standing?.account ?? null;
    await insertKey(tx, caller.org, { ...about, hash: sha256(secret), account, created: now, expires });
    const { position } = await sealed(deps, tx, caller.org, 'api-key-added', about);
    return { id, key: formatKey(caller.org, secret), expires, position };
  });

/** Seals something as the last step of a transaction. */
async function sealed(
  { ledger }: Pick<IdentityDeps, 'ledger'>,
  tx: Tx,
  org: string,
  ...[kind, payload]: [kind: string, payload: Readonly<Record<string, Json>>]
): Promise<{ readonly position: number }> {
  const [entry] = await ledger.seal(tx, org, [{ kind, payload: { v: 1, ...payload } }]);
  return { position: entry?.position ?? -1 };
}
