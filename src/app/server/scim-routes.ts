import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { statusOf } from '#/contract/failure.ts';
import { parsedInput } from '#/contract/input.ts';
import { DomainError } from '#/core/errors.ts';
import {
  addGroup,
  addPerson,
  allOf,
  baseOf,
  type Directory,
  type Done,
  enterWithConnection,
  group,
  groups,
  type Looking,
  patchGroup,
  patchPerson,
  people,
  person,
  removeGroup,
  removePerson,
  replaceGroup,
  replacePerson,
  type Resource,
  resourceTypes,
  schemas,
  serviceProviderConfig,
} from '#/features/directory/index.ts';
import { recordAction } from '#/features/identity/index.ts';
import type { Serving } from './context.ts';
import { BEARER } from './enter.ts';
import { headed } from './failures.ts';

const SCIM = '/scim/v2';
const MEDIA = 'application/scim+json';
const LIMIT = 2 ** 20;
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const CREATED = 201;
const EMPTY = 204;

interface Asked {
  readonly serving: Serving;
  readonly by: Directory;
  readonly id: string;
  readonly looking: Looking;
  readonly body: unknown;
}

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  /** As the audit log calls it; a read has none. */
  readonly name?: string;
  readonly status?: number;
  readonly ask: (asked: Asked) => Promise<Resource | Done>;
}

const read = (path: string, summary: string, ask: Route['ask']): Route => ({ method: 'GET', path, summary, ask });

/** One of these, by the name in the address. */
const oneOf = (all: Readonly<Record<string, Resource>>, id: string): Resource => {
  const found = Object.hasOwn(all, id) ? all[id] : undefined;
  if (found === undefined) throw new DomainError('not_found', { what: 'resource', id });
  return found;
};

/** What a directory may ask, RFC 7644 §3.2; what is not here is not understood. */
const ROUTES: readonly Route[] = [
  read('/ServiceProviderConfig', 'What of SCIM is supported.', async ({ serving }) =>
    serviceProviderConfig(at(serving)),
  ),
  read('/ResourceTypes', 'Which kinds of resources there are.', async ({ serving }) =>
    allOf(resourceTypes(at(serving))),
  ),
  read('/ResourceTypes/:id', 'One kind of resources.', async ({ serving, id }) =>
    oneOf(resourceTypes(at(serving)), id),
  ),
  read('/Schemas', 'What resources consist of.', async ({ serving }) => allOf(schemas(at(serving)))),
  read('/Schemas/:id', 'What one resource consists of.', async ({ serving, id }) => oneOf(schemas(at(serving)), id)),
  read('/Users', 'People whom the directory named.', ({ serving: { attestry }, by, looking }) =>
    people(attestry, by, looking),
  ),
  read('/Users/:id', 'One person.', ({ serving: { attestry }, by, id, looking }) =>
    person(attestry, by, uuid(id), looking),
  ),
  {
    method: 'POST',
    path: '/Users',
    summary: 'Name a person.',
    name: 'directory.person-named',
    status: CREATED,
    ask: ({ serving: { attestry }, by, body }) => addPerson(attestry, by, body),
  },
  {
    method: 'PUT',
    path: '/Users/:id',
    summary: 'Say anew who a person is.',
    name: 'directory.person-changed',
    ask: ({ serving: { attestry }, by, id, body }) => replacePerson(attestry, by, uuid(id), body),
  },
  {
    method: 'PATCH',
    path: '/Users/:id',
    summary: 'Change a person, such as to end their access.',
    name: 'directory.person-changed',
    ask: ({ serving: { attestry }, by, id, body }) => patchPerson(attestry, by, uuid(id), body),
  },
  {
    method: 'DELETE',
    path: '/Users/:id',
    summary: 'Remove a person; their access ends.',
    name: 'directory.person-removed',
    status: EMPTY,
    ask: ({ serving: { attestry }, by, id }) => removePerson(attestry, by, uuid(id)),
  },
  read('/Groups', 'Groups that the directory named.', ({ serving: { attestry }, by, looking }) =>
    groups(attestry, by, looking),
  ),
  read('/Groups/:id', 'One group.', ({ serving: { attestry }, by, id, looking }) =>
    group(attestry, by, uuid(id), looking),
  ),
  {
    method: 'POST',
    path: '/Groups',
    summary: 'Name a group.',
    name: 'directory.group-named',
    status: CREATED,
    ask: ({ serving: { attestry }, by, body }) => addGroup(attestry, by, body),
  },
  {
    method: 'PUT',
    path: '/Groups/:id',
    summary: 'Say anew who is in a group.',
    name: 'directory.group-changed',
    ask: ({ serving: { attestry }, by, id, body }) => replaceGroup(attestry, by, uuid(id), body),
  },
  {
    method: 'PATCH',
    path: '/Groups/:id',
    summary: 'Change who is in a group.',
    name: 'directory.group-changed',
    ask: ({ serving: { attestry }, by, id, body }) => patchGroup(attestry, by, uuid(id), body),
  },
  {
    method: 'DELETE',
    path: '/Groups/:id',
    summary: 'Remove a group; the roles that it gives end.',
    name: 'directory.group-removed',
    status: EMPTY,
    ask: ({ serving: { attestry }, by, id }) => removeGroup(attestry, by, uuid(id)),
  },
];

/** For the description of the API. */
export const SCIM_ROUTES = ROUTES.map(({ method, path, summary }) => ({ method, path: SCIM + path, summary }));

/** SCIM 2.0 for the directory of a company, which comes with the token of a connection and nothing else. */
export function mountScim(app: FastifyInstance, serving: Serving): void {
  void app.register((scope, _, done) => {
    const parse = scope.getDefaultJsonParser('error', 'error');
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser([MEDIA, 'application/json'], { parseAs: 'string', bodyLimit: LIMIT }, parse);
    scope.setErrorHandler(failed);
    for (const route of ROUTES)
      scope.route({
        method: route.method,
        url: SCIM + route.path,
        exposeHeadRoute: false,
        bodyLimit: LIMIT,
        config: { operation: route.name ?? 'directory.read' },
        handler: (request, reply) => answer(serving, route, request, reply),
      });
    scope.route({
      method: ['GET', 'POST'],
      url: `${SCIM}/*`,
      exposeHeadRoute: false,
      handler: async (request) => {
        await enteredBy(serving, request);
        throw new DomainError('route_unknown', { method: request.method, path: SCIM });
      },
    });
    done();
  });
}

async function answer(
  serving: Serving,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const by = await enteredBy(serving, request);
  const { id = '' } = request.params as Readonly<Record<string, string>>;
  const asked = { serving, by, id, looking: lookingIn(request.query), body: request.body };
  const { name } = route;
  const given = name === undefined ? await route.ask(asked) : await recorded({ ...asked, name, route }, request);
  const resource = 'subject' in given && 'resource' in given ? (given as Done).resource : given;
  void reply.code(route.status ?? 200).header('cache-control', 'no-store');
  if (route.status === EMPTY) return reply.send();
  const place = locationOf(resource);
  if (route.status === CREATED && place !== null) void reply.header('location', place);
  return reply.type(`${MEDIA}; charset=utf-8`).send(JSON.stringify(resource));
}

async function enteredBy({ attestry }: Serving, request: FastifyRequest): Promise<Directory> {
  const [, token] = BEARER.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw new DomainError('unauthenticated');
  return enterWithConnection(attestry, token);
}

const Number = z.coerce.number().int().min(-1e6).max(1e9);
const Text = z.string().max(1_000);
const Query = z.object({
  filter: Text.optional(),
  startIndex: Number.optional(),
  count: Number.optional(),
  attributes: Text.optional(),
  excludedAttributes: Text.optional(),
});
const lookingIn = (query: unknown): Looking => parsedInput(Query, query) as z.output<typeof Query>;

/** Of what is no id there is nothing. */
function uuid(id: string): string {
  if (!z.uuid().safeParse(id).success) throw new DomainError('not_found', { what: 'resource', id: id.slice(0, 100) });
  return id.toLowerCase();
}

/** Nothing is answered before the audit log has it, whether it was done or refused. */
async function recorded(
  { name, route, ...asked }: Asked & { readonly name: string; readonly route: Route },
  request: FastifyRequest,
): Promise<Done> {
  const note = (subject: Readonly<Record<string, string>>, outcome: string): Promise<void> =>
    recordAction(asked.serving.attestry, asked.by.org, {
      person: asked.by.person,
      via: 'scim',
      name,
      subject,
      outcome,
      request: request.id,
      address: request.ip,
    });
  try {
    const done = (await route.ask(asked)) as Done;
    await note(done.subject, 'done');
    return done;
  } catch (error) {
    if (error instanceof DomainError) await note(asked.id === '' ? {} : { id: asked.id }, error.code);
    throw error;
  }
}

const at = ({ attestry }: Serving): string => baseOf(attestry.url);

function locationOf({ meta }: Resource): string | null {
  const place = (meta as { readonly location?: unknown } | undefined)?.location;
  return typeof place === 'string' ? place : null;
}

/** RFC 7644 §3.12. */
const STATUS: Readonly<Record<string, number>> = {
  directory_closed: 403,
  role_refused: 403,
  last_owner: 409,
  input_invalid: 400,
};
const CONFLICT = 409;
const WRONG = 400;

function failed(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = headed(error, request, reply);
  const type = known.code === 'directory_refused' ? String(known.facts['type']) : null;
  const status =
    type === null ? (STATUS[known.code] ?? statusOf(known.code)) : type === 'uniqueness' ? CONFLICT : WRONG;
  return reply
    .code(status)
    .type(`${MEDIA}; charset=utf-8`)
    .header('cache-control', 'no-store')
    .send(
      JSON.stringify({
        schemas: [ERROR],
        status: String(status),
        ...(type === null ? {} : { scimType: type }),
        detail: known.message,
      }),
    );
}
