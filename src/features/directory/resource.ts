import { formatInstant } from '#/core/time/instant.ts';
import type { Json } from '#/ledger/canonical.ts';
import { nameOf } from './person.ts';
import type { GroupRow, PersonRow } from './store.ts';

/** RFC 7643: what directories are answered. */
export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

export type Resource = { readonly [member: string]: Json };

interface Named {
  readonly id: string;
  readonly name: string;
}

const known = (members: Resource): Resource =>
  Object.fromEntries(Object.entries(members).filter(([, each]) => each !== null));

const meta = (resourceType: string, location: string, { created, changed }: { created: number; changed: number }) => ({
  resourceType,
  location,
  created: formatInstant(created),
  lastModified: formatInstant(changed),
});

export const userResource = (base: string, person: PersonRow, groups: readonly Named[]): Resource => ({
  schemas: [USER],
  id: person.id,
  ...known({ externalId: person.externalId }),
  userName: person.userName,
  name: known({ formatted: person.formatted, givenName: person.given, familyName: person.family }),
  displayName: nameOf(person),
  emails: [{ value: person.email, type: 'work', primary: true }],
  active: person.active,
  groups: groups.map(({ id, name }) => ({ value: id, display: name, $ref: `${base}/Groups/${id}` })),
  meta: meta('User', `${base}/Users/${person.id}`, person),
});

export const groupResource = (base: string, group: GroupRow, people: readonly Named[]): Resource => ({
  schemas: [GROUP],
  id: group.id,
  ...known({ externalId: group.externalId }),
  displayName: group.name,
  members: people.map(({ id, name }) => ({ value: id, display: name, type: 'User', $ref: `${base}/Users/${id}` })),
  meta: meta('Group', `${base}/Groups/${group.id}`, group),
});

export interface Asked {
  readonly attributes?: string | undefined;
  readonly excludedAttributes?: string | undefined;
}

const namesIn = (text: string): ReadonlySet<string> =>
  new Set(text.split(',').map((name) => name.trim().split('.', 1)[0]?.toLowerCase() ?? ''));
const ALWAYS: ReadonlySet<string> = new Set(['schemas', 'id']);

/** Whether an attribute was asked for: by its name, or not left out by it. RFC 7644 §3.9. */
export function isAsked(name: string, { attributes, excludedAttributes }: Asked): boolean {
  if (attributes !== undefined) return namesIn(attributes).has(name.toLowerCase());
  return excludedAttributes === undefined || !namesIn(excludedAttributes).has(name.toLowerCase());
}

/** Only what was asked for, or all but what was not. */
export const only = (resource: Resource, asked: Asked): Resource =>
  Object.fromEntries(Object.entries(resource).filter(([name]) => ALWAYS.has(name) || isAsked(name, asked)));

export interface Page {
  readonly total: number;
  /** Of the first, from 1. */
  readonly start: number;
  readonly resources: readonly Resource[];
}

export const listOf = ({ total, start, resources }: Page): Resource => ({
  schemas: [LIST],
  totalResults: total,
  startIndex: start,
  itemsPerPage: resources.length,
  Resources: [...resources],
});
