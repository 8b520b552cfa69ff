import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { DAY } from '#/core/time/instant.ts';
import { SECRET_BYTES } from '#/features/identity/index.ts';
import { saveSetting } from '#/features/organization/index.ts';
import { domainOf } from '#/features/sso/index.ts';
import { sha256 } from '#/ledger/hash.ts';
import { applied, baseOf, directing, type DirectoryDeps, ROLES_KEY, rolesOf } from './acting.service.ts';
import { connectionRows, insertConnection, markConnectionRevoked, ON_TERMINAL } from './connection.store.ts';
import type { directoryContract } from './contract.ts';
import { formatConnection } from './entering.service.ts';
import { counted, listedPeople } from './linked.store.ts';
import { nameOf } from './person.ts';
import type { GroupRole } from './roles.ts';
import { groupSizes } from './store.ts';

export const directory = (deps: DirectoryDeps): Handlers<typeof directoryContract> => ({
  show: ({ org }) =>
    deps.db.transaction(org, async (tx) => ({
      address: baseOf(deps.url),
      domain: await domainOf(tx),
      connections: [...(await connectionRows(tx))],
      groups: [...(await groupSizes(tx))],
      roles: [...(await rolesOf(tx))],
      people: await counted(tx),
    })),
  people: ({ org }, { after = '', limit }) =>
    deps.db.transaction(org, async (tx) => {
      const rows = await listedPeople(tx, { after, limit });
      const listed = rows.map(({ key: _, given, family, formatted, active, ...row }) => ({
        ...row,
        name: nameOf({ ...row, given, family, formatted, active, externalId: null }),
        state: active ? (row.role === null ? ('expected' as const) : ('member' as const)) : ('let go' as const),
      }));
      return { people: listed, next: rows.length < limit ? null : (rows.at(-1)?.key ?? null) };
    }),
  connect: (caller, input) => connect(deps, caller, input),
  disconnect: ({ org, person }, { id }) =>
    deps.db.transaction(org, async (tx) => {
      if ((await markConnectionRevoked(tx, id, deps.chance.now())) === 0n)
        throw new DomainError('not_found', { what: 'connection', id });
      const [entry] = await deps.ledger.seal(tx, org, [
        { kind: 'directory-disconnected', payload: { v: 1, id, person } },
      ]);
      return { position: entry?.position ?? -1 };
    }),
  setRoles: (caller, { roles }) => setRoles(deps, caller, roles),
});

const connect = (
  deps: DirectoryDeps,
  { org, person, standing }: Caller,
  { name, days }: { readonly name: string; readonly days: number },
) =>
  deps.db.transaction(org, async (tx) => {
    const [id, secret, now] = [deps.chance.newId(), deps.chance.random(SECRET_BYTES), deps.chance.now()];
    const expires = now + days * DAY;
    const about = { id, name, madeAs: standing?.role ?? ON_TERMINAL, person };
    await insertConnection(tx, org, { ...about, hash: sha256(secret), created: now, expires });
    const [entry] = await deps.ledger.seal(tx, org, [{ kind: 'directory-connected', payload: { v: 1, ...about } }]);
    return { id, token: formatConnection(org, secret), expires, position: entry?.position ?? -1 };
  });

const setRoles = (deps: DirectoryDeps, { org, person, standing }: Caller, roles: readonly GroupRole[]) =>
  deps.db.transaction(org, async (tx) => {
    const value = { roles: roles.map((each) => ({ ...each })) };
    const position = await saveSetting(tx, org, deps.ledger, { key: ROLES_KEY, value, person });
    await applied(deps, directing(deps, tx, { org, person, as: standing?.role }), null);
    return { position };
  });
