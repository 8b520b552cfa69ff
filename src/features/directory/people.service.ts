import { DomainError } from '#/core/errors.ts';
import { domainOf } from '#/features/sso/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { applied, baseOf, directing, type Directory, type DirectoryDeps } from './acting.service.ts';
import { MOST_AT_ONCE } from './described.ts';
import { parseFilter } from './filter.ts';
import { MOST_PEOPLE } from './group.ts';
import { isAuditor, linkedMembers } from './linked.store.ts';
import { changesIn } from './patch.ts';
import { changed, type Given, personIn } from './person.ts';
import { refuse } from './refused.ts';
import { type Asked, isAsked, listOf, only, type Resource, userResource } from './resource.ts';
import {
  deletePerson,
  inGroups,
  insertPerson,
  isTaken,
  peopleAt,
  personForUpdate,
  type PersonColumn,
  type PersonRow,
  updatePerson,
  upTo,
} from './store.ts';

export interface Looking extends Asked {
  readonly filter?: string | undefined;
  /** From 1. */
  readonly startIndex?: number | undefined;
  readonly count?: number | undefined;
}

/** What became of what a directory asked for, and whom it was about, for the audit log. */
export interface Done {
  readonly resource: Resource;
  readonly subject: { readonly id: string; readonly name: string };
}

const ATTRIBUTES: Readonly<Record<string, PersonColumn>> = {
  username: 'userName',
  externalid: 'externalId',
  id: 'id',
  emails: 'email',
  'emails.value': 'email',
  'emails[type eq "work"].value': 'email',
};

export const placeIn = ({ startIndex = 1, count = MOST_AT_ONCE }: Looking) => ({
  from: Math.max(1, startIndex) - 1,
  limit: Math.min(MOST_AT_ONCE, Math.max(0, count)),
});

export function people({ db, url }: DirectoryDeps, { org }: Directory, looking: Looking): Promise<Resource> {
  const by = parseFilter(looking.filter, ATTRIBUTES);
  const place = placeIn(looking);
  return db.transaction(org, async (tx) => {
    const { total, rows } = await peopleAt(tx, { by, ...place });
    const resources = await (isAsked('groups', looking)
      ? resourcesOf(tx, url, await upTo(tx, { kind: 'people', rows, most: MOST_PEOPLE }))
      : rows.map((row) => userResource(baseOf(url), row, [])));
    return listOf({ total, start: place.from + 1, resources: resources.map((each) => only(each, looking)) });
  });
}

export const person = ({ db, url }: DirectoryDeps, { org }: Directory, id: string, asked: Asked): Promise<Resource> =>
  db.transaction(org, async (tx) => only(await resourceOf(tx, url, await known(tx, id)), asked));

/** Names somebody who may come in. No account is made of it: that is done when the provider first vouches for them. */
export function addPerson(deps: DirectoryDeps, by: Directory, body: unknown): Promise<Done> {
  const given = personIn(body);
  return deps.db.transaction(by.org, async (tx) => {
    await mayBeNamed(tx, given.email);
    const now = deps.chance.now();
    const row = { ...given, id: deps.chance.newId(), account: null, created: now, changed: now };
    if ((await peopleAt(tx, { by: null, from: 0, limit: 0 })).total >= MOST_PEOPLE)
      refuse('tooMany', `more than ${MOST_PEOPLE} people are not kept`);
    if (!(await insertPerson(tx, by.org, row))) refuse('uniqueness', 'that name, or that address, is somebody’s here');
    return saved(deps, by, tx, row);
  });
}

export const replacePerson = (deps: DirectoryDeps, by: Directory, id: string, body: unknown): Promise<Done> => {
  const given = personIn(body);
  return deps.db.transaction(by.org, async (tx) => update(deps, by, tx, { before: await known(tx, id), given }));
};

export const patchPerson = (deps: DirectoryDeps, by: Directory, id: string, body: unknown): Promise<Done> => {
  const changes = changesIn(body);
  return deps.db.transaction(by.org, async (tx) => {
    const before = await known(tx, id);
    return update(deps, by, tx, { before, given: changes.reduce<Given>(changed, before) });
  });
};

/** Takes somebody out of the directory, and out of the organization. */
export const removePerson = (deps: DirectoryDeps, by: Directory, id: string): Promise<Done> =>
  deps.db.transaction(by.org, async (tx) => {
    const before = await known(tx, id);
    const done = await update(deps, by, tx, { before, given: { ...before, active: false } });
    await deletePerson(tx, id);
    return done;
  });

interface Changing {
  readonly before: PersonRow;
  readonly given: Given;
}

async function update(deps: DirectoryDeps, by: Directory, tx: Tx, { before, given }: Changing): Promise<Done> {
  if (given.email !== before.email) await mayBeNamed(tx, given.email);
  const row = { ...before, ...given, changed: deps.chance.now() };
  if (await isTaken(tx, row)) refuse('uniqueness', 'that name, or that address, is somebody’s here');
  // Whose member it is goes by the account from now on: another address is no other person.
  const [member] = await linkedMembers(tx, [row.id]);
  const linked = { ...row, account: member?.account ?? row.account };
  await updatePerson(tx, linked);
  return saved(deps, by, tx, linked);
}

async function saved(deps: DirectoryDeps, by: Directory, tx: Tx, row: PersonRow): Promise<Done> {
  await applied(deps, directing(deps, tx, by), [row.id]);
  return { resource: await resourceOf(tx, deps.url, row), subject: { id: row.id, name: row.userName } };
}

/** A directory speaks of its company's people alone, and never of whoever examines it. */
async function mayBeNamed(tx: Tx, email: string): Promise<void> {
  const domain = await domainOf(tx);
  if (domain === null) throw new DomainError('directory_closed');
  if (!email.endsWith(`@${domain}`))
    refuse('invalidValue', `the address is not of ${domain}, the domain of single sign-on`);
  if (await isAuditor(tx, email)) refuse('uniqueness', 'that address is not a directory’s to name');
}

async function known(tx: Tx, id: string): Promise<PersonRow> {
  return (await personForUpdate(tx, id)) ?? missing(id);
}

export function missing(id: string): never {
  throw new DomainError('not_found', { what: 'resource', id });
}

async function resourcesOf(tx: Tx, url: string, rows: readonly PersonRow[]): Promise<readonly Resource[]> {
  const groups = Map.groupBy(await inGroups(tx, { people: rows.map(({ id }) => id) }), ({ person: each }) => each);
  return rows.map((row) =>
    userResource(
      baseOf(url),
      row,
      (groups.get(row.id) ?? []).map(({ group, groupName }) => ({ id: group, name: groupName })),
    ),
  );
}

const resourceOf = async (tx: Tx, url: string, row: PersonRow): Promise<Resource> =>
  (await resourcesOf(tx, url, [row]))[0] ?? missing(row.id);
