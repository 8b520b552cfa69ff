import type { Tx } from '#/platform/db/database.ts';
import { applied, baseOf, directing, type Directory, type DirectoryDeps } from './acting.service.ts';
import { parseFilter } from './filter.ts';
import { changedGroup, type GivenGroup, groupIn, MOST_PEOPLE } from './group.ts';
import { changesIn } from './patch.ts';
import { type Done, type Looking, missing, placeIn } from './people.service.ts';
import { refuse } from './refused.ts';
import { type Asked, groupResource, isAsked, listOf, only, type Resource } from './resource.ts';
import {
  deleteGroup,
  type GroupColumn,
  groupForUpdate,
  type GroupRow,
  groupsAt,
  inGroups,
  insertGroup,
  setPeopleOf,
  updateGroup,
  upTo,
} from './store.ts';

const MOST_GROUPS = 2_000;
const ATTRIBUTES: Readonly<Record<string, GroupColumn>> = { displayname: 'name', externalid: 'externalId', id: 'id' };

export function groups({ db, url }: DirectoryDeps, { org }: Directory, looking: Looking): Promise<Resource> {
  const by = parseFilter(looking.filter, ATTRIBUTES);
  const place = placeIn(looking);
  return db.transaction(org, async (tx) => {
    const { total, rows } = await groupsAt(tx, { by, ...place });
    const resources = await (isAsked('members', looking)
      ? resourcesOf(tx, url, await upTo(tx, { kind: 'groups', rows, most: MOST_PEOPLE }))
      : rows.map((row) => groupResource(baseOf(url), row, [])));
    return listOf({ total, start: place.from + 1, resources: resources.map((each) => only(each, looking)) });
  });
}

export const group = ({ db, url }: DirectoryDeps, { org }: Directory, id: string, asked: Asked): Promise<Resource> =>
  db.transaction(org, async (tx) => only(await resourceOf(tx, url, await known(tx, id)), asked));

export function addGroup(deps: DirectoryDeps, by: Directory, body: unknown): Promise<Done> {
  const given = groupIn(body);
  return deps.db.transaction(by.org, async (tx) => {
    if ((await groupsAt(tx, { by: null, from: 0, limit: 0 })).total >= MOST_GROUPS)
      refuse('tooMany', `more than ${MOST_GROUPS} groups are not kept`);
    const now = deps.chance.now();
    const row = { id: deps.chance.newId(), name: given.name, externalId: given.externalId, created: now, changed: now };
    if (!(await insertGroup(tx, by.org, row))) refuse('uniqueness', 'another group has that name');
    return saved(deps, by, tx, { row, people: given.people, before: [] });
  });
}

export const replaceGroup = (deps: DirectoryDeps, by: Directory, id: string, body: unknown): Promise<Done> => {
  const given = groupIn(body);
  return deps.db.transaction(by.org, async (tx) => update(deps, by, tx, { row: await known(tx, id), given }));
};

export const patchGroup = (deps: DirectoryDeps, by: Directory, id: string, body: unknown): Promise<Done> => {
  const changes = changesIn(body);
  return deps.db.transaction(by.org, async (tx) => {
    const row = await known(tx, id);
    const before: GivenGroup = { name: row.name, externalId: row.externalId, people: await peopleIn(tx, id) };
    return update(deps, by, tx, { row, given: changes.reduce(changedGroup, before) });
  });
};

export const removeGroup = (deps: DirectoryDeps, by: Directory, id: string): Promise<Done> =>
  deps.db.transaction(by.org, async (tx) => {
    const row = await known(tx, id);
    const before = await peopleIn(tx, id);
    await deleteGroup(tx, id);
    await applied(deps, directing(deps, tx, by), before);
    return { resource: {}, subject: { id, name: row.name } };
  });

interface Changing {
  readonly row: GroupRow;
  readonly given: GivenGroup;
}

async function update(deps: DirectoryDeps, by: Directory, tx: Tx, { row: before, given }: Changing): Promise<Done> {
  const row = { ...before, name: given.name, externalId: given.externalId, changed: deps.chance.now() };
  const named = await groupsAt(tx, { by: { attribute: 'name', value: row.name }, from: 0, limit: 1 });
  if (named.rows.some(({ id }) => id !== row.id)) refuse('uniqueness', 'another group has that name');
  await updateGroup(tx, row);
  return saved(deps, by, tx, { row, people: given.people, before: await peopleIn(tx, row.id) });
}

interface Saving {
  readonly row: GroupRow;
  readonly people: readonly string[];
  readonly before: readonly string[];
}

/** Whoever came in or went out of the group, or whose group has another name, may be something else now. */
async function saved(deps: DirectoryDeps, by: Directory, tx: Tx, { row, people, before }: Saving): Promise<Done> {
  if ((await setPeopleOf(tx, by.org, row.id, people)) !== people.length)
    refuse('invalidValue', 'a member is nobody whom the directory named here');
  await applied(deps, directing(deps, tx, by), [...new Set([...people, ...before])]);
  return { resource: await resourceOf(tx, deps.url, row), subject: { id: row.id, name: row.name } };
}

const peopleIn = async (tx: Tx, id: string): Promise<readonly string[]> =>
  (await inGroups(tx, { groups: [id] })).map(({ person }) => person);

async function known(tx: Tx, id: string): Promise<GroupRow> {
  return (await groupForUpdate(tx, id)) ?? missing(id);
}

async function resourcesOf(tx: Tx, url: string, rows: readonly GroupRow[]): Promise<readonly Resource[]> {
  const all = Map.groupBy(await inGroups(tx, { groups: rows.map(({ id }) => id) }), ({ group: each }) => each);
  return rows.map((row) =>
    groupResource(
      baseOf(url),
      row,
      (all.get(row.id) ?? []).map(({ person, userName }) => ({ id: person, name: userName })),
    ),
  );
}

const resourceOf = async (tx: Tx, url: string, row: GroupRow): Promise<Resource> =>
  (await resourcesOf(tx, url, [row]))[0] ?? missing(row.id);
