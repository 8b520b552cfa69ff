import { z } from 'zod';
import { ERRORS, type ErrorCode } from '#/core/errors.ts';
import { OPERATIONS, type Operation } from './api.ts';
import type { Endpoint } from './endpoint.ts';
import { FailureShape, statusOf } from './failure.ts';
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
const WRITE_ERRORS: readonly ErrorCode[] = ['media_refused', 'request_too_large'];
/** Where a request may be repeated by its key, which is kept with the organization. */
const REPEATED_ERRORS: readonly ErrorCode[] = ['busy', 'key_reused'];

const isOfOrganization = ({ permission }: Endpoint): boolean => permission !== 'public' && permission !== 'self';
const isRepeatable = (endpoint: Endpoint): boolean => isOfOrganization(endpoint) && endpoint.method !== 'GET';

/** All codes with which an endpoint may answer. */
export function errorsOf(endpoint: Endpoint): readonly ErrorCode[] {
  const { permission, errors, confirm, byPerson } = endpoint;
  return [
    ...new Set([
      ...errors,
      ...COMMON_ERRORS,
      ...(permission === 'public' ? [] : SIGNED_IN_ERRORS),
      ...(isOfOrganization(endpoint) ? ORGANIZATION_ERRORS : []),
      ...(confirm === true ? (['confirmation_required'] as const) : []),
      ...(byPerson === true ? (['person_required'] as const) : []),
      ...(endpoint.method === 'GET' ? [] : WRITE_ERRORS),
      ...(isRepeatable(endpoint) ? REPEATED_ERRORS : []),
    ]),
  ];
}

/** A route that is no endpoint of ours: of the library that signs people in, or of a standard. */
export interface RouteBeside {
  readonly noun: string;
  readonly method: string;
  /** From the root of the server on; `:x` stands for one part. */
  readonly path: string;
  readonly summary: string;
  /** Where it is described in full. */
  readonly description: string;
  /** What lets somebody in; null: nothing is asked for. */
  readonly security: 'session' | 'directory' | null;
}

/** The description of the API, as OpenAPI 3.1. */
export const openApi = (version: string, beside: readonly RouteBeside[]): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Attestry',
    version,
    description:
      'SOC 2 you can verify. Every claim leads to its proof. Errors have one form and a closed list of codes; writes of an organization take an Idempotency-Key; reads answer with an ETag.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/api' }],
  tags: [...new Set([...OPERATIONS, ...beside].map(({ noun }) => noun))].map((name) => ({ name })),
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

const describedBeside = (path: string, { noun, method, summary, description, security }: RouteBeside): Json => ({
  operationId: `${noun}.${method.toLowerCase()}${path.replaceAll(/[^a-z]+/gi, '-')}`,
  tags: [noun],
  summary,
  description,
  security: security === null ? [] : [{ [security]: [] }],
  parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  })),
  responses: { '2XX': { description: 'Done.' }, '4XX': { description: 'Refused, with the reason.' } },
});

function described({ name, noun, endpoint }: Operation): Json {
  const { input, output } = shapesOf(endpoint);
  const { permission } = endpoint;
  return {
    operationId: name,
    tags: [noun],
    summary: endpoint.summary,
    description: accessOf(endpoint),
    security: permission === 'public' ? [] : permission === 'self' ? [{ session: [] }] : [{ session: [] }, { key: [] }],
    parameters: parametersOf(endpoint, input),
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
    ...(confirm === true ? ['A person must have confirmed within the last ten minutes that it is them.'] : []),
  ];
  return parts.join(' ');
}

const ORGANIZATION_HEADER = {
  name: 'Attestry-Organization',
  in: 'header',
  required: false,
  description: 'Short name of the organization, for a person who is in several.',
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

function parametersOf(endpoint: Endpoint, input: Shape): readonly Json[] {
  const { inPath } = shapesOf(endpoint);
  const inQuery = hasBody(endpoint) ? [] : Object.keys(input.properties ?? {}).filter((name) => !inPath.includes(name));
  return [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: input.properties?.[name] ?? {} })),
    ...inQuery.map((name) => queryParameter(name, input)),
    ...(isOfOrganization(endpoint) ? [ORGANIZATION_HEADER] : []),
    ...(isRepeatable(endpoint) ? [IDEMPOTENCY_HEADER] : []),
  ];
}

function queryParameter(name: string, { properties, required = [] }: Shape): Json {
  const schema = properties?.[name] ?? {};
  const isList = typesOf(schema).includes('array');
  return { name, in: 'query', required: required.includes(name), schema, ...(isList ? { explode: true } : {}) };
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
  return { required: true, content: { 'application/json': { schema } } };
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
