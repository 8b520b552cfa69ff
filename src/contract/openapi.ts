import { z } from 'zod';
import { ERRORS, type ErrorCode } from '#/core/errors.ts';
import { OPERATIONS, type Operation } from './api.ts';
import type { Endpoint } from './endpoint.ts';
import { FailureShape, statusOf } from './failure.ts';
import { type AnyNoun, NOUNS } from './nouns.ts';
import { parameterWords } from './parameter-words.ts';
import { hasBody, type Shape, shapesOf, typesOf } from './shape.ts';

type Json = { readonly [name: string]: unknown };

/** What every endpoint may answer besides its own errors. */
export const COMMON_ERRORS: readonly ErrorCode[] = ['input_invalid', 'too_many_requests', 'overloaded', 'unexpected'];
const SIGNED_IN_ERRORS: readonly ErrorCode[] = ['unauthenticated', 'origin_refused'];
const ORGANIZATION_ERRORS: readonly ErrorCode[] = [
  'forbidden',
  'second_factor_required',
  'organization_unclear',
  'not_found',
];
const WRITE_ERRORS: readonly ErrorCode[] = ['media_refused', 'request_too_large', 'busy', 'key_reused'];

/** What is said of every request, or of all of a sort, and so need not be read again at each. */
export const SHARED_ERRORS: readonly ErrorCode[] = [
  ...COMMON_ERRORS,
  ...SIGNED_IN_ERRORS,
  ...ORGANIZATION_ERRORS,
  'confirmation_required',
  'person_required',
  ...WRITE_ERRORS,
];

const isPersonal = ({ permission }: Endpoint): boolean => permission === 'public' || permission === 'self';

/** All codes with which an endpoint may answer. */
export function errorsOf(endpoint: Endpoint): readonly ErrorCode[] {
  const { permission, errors, confirm, byPerson } = endpoint;
  return [
    ...new Set([
      ...errors,
      ...COMMON_ERRORS,
      ...(permission === 'public' ? [] : SIGNED_IN_ERRORS),
      ...(isPersonal(endpoint) ? [] : ORGANIZATION_ERRORS),
      ...(confirm === true ? (['confirmation_required'] as const) : []),
      ...(byPerson === true ? (['person_required'] as const) : []),
      ...(endpoint.method === 'GET' ? [] : WRITE_ERRORS),
    ]),
  ];
}

/** A route that is no endpoint of ours: of the library that signs people in, or of a standard. */
export interface RouteBeside {
  readonly noun: AnyNoun;
  readonly method: string;
  /** From the root of the server on; `:x` stands for one part. */
  readonly path: string;
  readonly summary: string;
  /** Where it is described in full. */
  readonly description: string;
  /** What lets somebody in, `member` being a session or a key; null: nothing is asked for. */
  readonly security: 'session' | 'member' | 'directory' | null;
  /** A browser can open it by a link. */
  readonly inLinks?: true;
  /** What may stand in the query, each with what it is. */
  readonly query?: Readonly<Record<string, { readonly doc: string; readonly schema: Shape; readonly required?: true }>>;
}

/** The description of the API, as OpenAPI 3.1. */
export const openApi = (version: string, beside: readonly RouteBeside[]): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Attestry',
    version,
    description:
      'SOC 2 you can verify. Every claim leads to its proof. Errors have one form and a closed list of codes; writes take an Idempotency-Key; reads answer with an ETag. What is under /api/auth and /scim keeps to rules of its own.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/api' }],
  tags: [...new Set([...OPERATIONS, ...beside].map(({ noun }) => noun))].map((name) => ({
    name,
    description: NOUNS[name].doc,
  })),
  paths: { ...pathsOf(OPERATIONS), ...pathsBeside(beside) },
  components: {
    schemas: { Failure: bare(z.toJSONSchema(FailureShape)) },
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer', description: 'An API key, made under Settings.' },
      session: { type: 'apiKey', in: 'cookie', name: 'attestry.session_token', description: 'Set by signing in.' },
      directory: { type: 'http', scheme: 'bearer', description: 'The token of a directory, made under Settings.' },
    },
  },
});

function pathsOf(operations: readonly Operation[]): Json {
  const byPath = Map.groupBy(operations, ({ endpoint }) => endpoint.path);
  return Object.fromEntries(
    [...byPath].map(([path, group]) => [
      path,
      Object.fromEntries(group.map((each) => [each.endpoint.method.toLowerCase(), described(each)])),
    ]),
  );
}

function pathsBeside(routes: readonly RouteBeside[]): Json {
  const byPath = Map.groupBy(routes, ({ path }) => path.replaceAll(/:(\w+)/g, '{$1}'));
  return Object.fromEntries(
    [...byPath].map(([path, group]) => [
      path,
      {
        servers: [{ url: '/' }],
        ...Object.fromEntries(group.map((each) => [each.method.toLowerCase(), describedBeside(path, each)])),
      },
    ]),
  );
}

const describedBeside = (
  path: string,
  { noun, method, summary, description, security, inLinks, query = {} }: RouteBeside,
): Json => ({
  operationId: `${noun}.${method.toLowerCase()}${path.replaceAll(/[^a-z0-9]+/gi, '-').replace(/-$/, '')}`,
  tags: [noun],
  summary,
  description,
  security:
    security === null ? [] : (security === 'member' ? ['session', 'key'] : [security]).map((by) => ({ [by]: [] })),
  parameters: [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...Object.entries(query).map(([name, { doc, schema, required }]) => ({
      name,
      in: 'query',
      required: required === true,
      description: doc,
      schema,
    })),
    ...(security === 'member' ? [ORGANIZATION_HEADER] : []),
    ...(inLinks === true ? [ORGANIZATION_IN_QUERY] : []),
  ],
  responses: { '2XX': { description: 'Done.' }, '4XX': { description: 'Refused, with the reason.' } },
});

function described(operation: Operation): Json {
  const { name, noun, endpoint } = operation;
  const { input, output } = shapesOf(endpoint);
  const { permission } = endpoint;
  return {
    operationId: name,
    tags: [noun],
    summary: endpoint.summary,
    description: accessOf(endpoint),
    security: permission === 'public' ? [] : permission === 'self' ? [{ session: [] }] : [{ session: [] }, { key: [] }],
    parameters: parametersOf(operation),
    ...(hasBody(endpoint) ? { requestBody: bodyOf(endpoint, input) } : {}),
    responses: {
      '200': fineOf(endpoint, output),
      ...failuresOf(endpoint),
    },
  };
}

/** A file is not described further: RFC 9110 has its length, and the format is its own. */
const fineOf = ({ file }: Endpoint, output: Shape): Json =>
  file === undefined
    ? { description: 'Done.', content: { 'application/json': { schema: output } } }
    : { description: 'The file.', content: { [file]: {} } };

function accessOf({ permission, confirm, byPerson, file }: Endpoint): string {
  const who =
    permission === 'public'
      ? 'Anybody may ask.'
      : permission === 'self'
        ? 'Whoever is signed in may ask, about their own account.'
        : `Needs the permission \`${permission}\`.`;
  const parts = [
    who,
    ...(byPerson === true ? ['No API key does it.'] : []),
    ...(file === undefined ? [] : ['Who asked for it stands in the audit log.']),
    ...(confirm === true
      ? [
          `A person must have confirmed within the last ten minutes that it is them${byPerson === true ? '' : '; a key is not asked'}.`,
        ]
      : []),
  ];
  return parts.join(' ');
}

const ORGANIZATION_HEADER = {
  name: 'Attestry-Organization',
  in: 'header',
  required: false,
  description: 'Short name of the organization, for a person who is in several; a key is of one, and finds no other.',
  schema: { type: 'string' },
} as const;

const ORGANIZATION_IN_QUERY = {
  name: 'organization',
  in: 'query',
  required: false,
  description: 'Short name of the organization, for a link, which carries no headers.',
  schema: { type: 'string' },
} as const;

const IDEMPOTENCY_HEADER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Names the request: repeated with the same key within a day, it is not done again, and answered as before.',
  schema: { type: 'string', minLength: 8, maxLength: 200 },
} as const;

function parametersOf(operation: Operation): readonly Json[] {
  const { endpoint } = operation;
  const { inPath, input } = shapesOf(endpoint);
  const inQuery = hasBody(endpoint) ? [] : Object.keys(input.properties ?? {}).filter((name) => !inPath.includes(name));
  return [
    ...inPath.map((name) => placed(operation, name, 'path')),
    ...inQuery.map((name) => placed(operation, name, 'query')),
    ...(isPersonal(endpoint) ? [] : [ORGANIZATION_HEADER]),
    ...(endpoint.file === undefined ? [] : [ORGANIZATION_IN_QUERY]),
    ...(endpoint.method === 'GET' ? [] : [IDEMPOTENCY_HEADER]),
  ];
}

function placed(operation: Operation, name: string, where: 'path' | 'query'): Json {
  const { properties, required = [] } = shapesOf(operation.endpoint).input;
  const schema = properties?.[name] ?? {};
  const words = parameterWords(operation, name);
  return {
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(words === undefined ? {} : { description: words }),
    schema,
    ...(typesOf(schema).includes('array') ? { explode: true } : {}),
  };
}

function bodyOf(endpoint: Endpoint, input: Shape): Json {
  const { inPath } = shapesOf(endpoint);
  const { properties, required, ...rest } = input;
  const schema =
    properties === undefined
      ? input
      : {
          ...rest,
          properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !inPath.includes(name))),
          required: (required ?? []).filter((name) => !inPath.includes(name)),
        };
  const isNeeded = properties === undefined || schema.required?.length !== 0;
  return { required: isNeeded, content: { 'application/json': { schema } } };
}

function failuresOf(endpoint: Endpoint): Json {
  const byStatus = Map.groupBy(errorsOf(endpoint), statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${ERRORS[code].text}`).join('\n\n'),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
      },
    ]),
  );
}

function bare({ $schema: _, ...schema }: Json): Json {
  return schema;
}
