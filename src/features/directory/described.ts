import { GROUP, listOf, type Resource, USER } from './resource.ts';

/** What this server says of itself to a directory: RFC 7643 §5 to §7, with what is understood and nothing more. */

/** As many are answered at once. */
export const MOST_AT_ONCE = 200;

const CONFIG = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
const TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';

export const serviceProviderConfig = (base: string): Resource => ({
  schemas: [CONFIG],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST_AT_ONCE },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    { type: 'oauthbearertoken', name: 'Token', description: 'The token of a connection, as a bearer.', primary: true },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
});

const type = (base: string, name: string, endpoint: string, schema: string): Resource => ({
  schemas: [TYPE],
  id: name,
  name,
  endpoint,
  schema,
  schemaExtensions: [],
  meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
});

export const resourceTypes = (base: string): Readonly<Record<string, Resource>> => ({
  User: type(base, 'User', '/Users', USER),
  Group: type(base, 'Group', '/Groups', GROUP),
});

interface Shaped {
  readonly type?: 'string' | 'boolean' | 'complex' | 'reference';
  readonly required?: true;
  readonly multiValued?: true;
  readonly unique?: true;
  readonly exact?: true;
  readonly readOnly?: true;
  readonly parts?: readonly Resource[];
}

const attribute = (name: string, description: string, shaped: Shaped = {}): Resource => ({
  name,
  type: shaped.type ?? 'string',
  multiValued: shaped.multiValued ?? false,
  description,
  required: shaped.required ?? false,
  caseExact: shaped.exact ?? false,
  mutability: shaped.readOnly === true ? 'readOnly' : 'readWrite',
  returned: 'default',
  uniqueness: shaped.unique === true ? 'server' : 'none',
  ...(shaped.parts === undefined ? {} : { subAttributes: [...shaped.parts] }),
});

const ATTRIBUTES: Readonly<Record<string, readonly Resource[]>> = {
  [USER]: [
    attribute('userName', 'The name in the directory.', { required: true, unique: true }),
    attribute('externalId', 'The id in the directory.', { exact: true }),
    attribute('name', 'How they are called.', {
      type: 'complex',
      parts: [
        attribute('formatted', 'The whole name.'),
        attribute('givenName', 'The first name.'),
        attribute('familyName', 'The last name.'),
      ],
    }),
    attribute('displayName', 'The name that is shown.'),
    attribute('emails', 'The address at work is kept, and is of the domain of single sign-on.', {
      type: 'complex',
      multiValued: true,
      parts: [
        attribute('value', 'The address.'),
        attribute('type', 'Such as work.'),
        attribute('primary', 'The one that counts.', { type: 'boolean' }),
      ],
    }),
    attribute('active', 'Whether they may come in.', { type: 'boolean' }),
    attribute('groups', 'Of which groups they are.', {
      type: 'complex',
      multiValued: true,
      readOnly: true,
      parts: [
        attribute('value', 'The id of the group.', { readOnly: true }),
        attribute('display', 'Its name.', { readOnly: true }),
        attribute('$ref', 'Its address.', { type: 'reference', readOnly: true }),
      ],
    }),
  ],
  [GROUP]: [
    attribute('displayName', 'The name of the group.', { required: true, unique: true, exact: true }),
    attribute('externalId', 'The id in the directory.', { exact: true }),
    attribute('members', 'The people of the group.', {
      type: 'complex',
      multiValued: true,
      parts: [attribute('value', 'The id of somebody here.', { required: true, exact: true })],
    }),
  ],
};

export const schemas = (base: string): Readonly<Record<string, Resource>> =>
  Object.fromEntries(
    Object.entries(ATTRIBUTES).map(([id, attributes]) => [
      id,
      {
        schemas: [SCHEMA],
        id,
        name: id === USER ? 'User' : 'Group',
        description: id === USER ? 'Somebody of the company.' : 'A group of people.',
        attributes: [...attributes],
        meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
      },
    ]),
  );

/** All of a kind, as a list. */
export const allOf = (each: Readonly<Record<string, Resource>>): Resource => {
  const resources = Object.values(each);
  return listOf({ total: resources.length, start: 1, resources });
};
