import { fromBase64, toBase64 } from './bytes.ts';
import type { Endpoint } from './endpoint.ts';
import { hasBody, isBytes, type Shape, shapesOf, typesOf } from './shape.ts';

/** A call as HTTP carries it. */
export interface WireCall {
  readonly method: Endpoint['method'];
  /** With its query. */
  readonly path: string;
  /** JSON; null: none. */
  readonly body: string | null;
}

type Members = Readonly<Record<string, unknown>>;

/** Puts an input into the path, the query and the body of its endpoint. */
export function wireCall(endpoint: Endpoint, input: unknown): WireCall {
  const { inPath, input: shape } = shapesOf(endpoint);
  const members = (input ?? {}) as Members;
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(members[name])));
  const rest = Object.entries(members).filter(([name, value]) => !inPath.includes(name) && value !== undefined);
  if (hasBody(endpoint))
    return { method: endpoint.method, path, body: JSON.stringify(carried(Object.fromEntries(rest), shape)) };
  const query = new URLSearchParams(rest.flatMap(([name, value]) => queryOf(name, value, shape))).toString();
  return { method: endpoint.method, path: query === '' ? path : `${path}?${query}`, body: null };
}

function queryOf(name: string, value: unknown, shape: Shape): string[][] {
  const isList = typesOf(shape.properties?.[name]).includes('array');
  const values = isList && Array.isArray(value) ? value : [value];
  return values.map((each) => [name, typeof each === 'string' ? each : JSON.stringify(each)]);
}

/** Members as JSON carries them: bytes as base64. */
export function carried(members: unknown, shape: Shape): unknown {
  if (shape.properties === undefined || typeof members !== 'object' || members === null) return members;
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      value instanceof Uint8Array && isBytes(shape.properties?.[name]) ? toBase64(value) : value,
    ]),
  );
}

/** The reverse: what JSON carried. Base64 that is none stays text, which the schema then refuses. */
export function uncarried(members: unknown, shape: Shape): unknown {
  if (shape.properties === undefined || typeof members !== 'object' || members === null || Array.isArray(members))
    return members;
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      typeof value === 'string' && isBytes(shape.properties?.[name]) ? (fromBase64(value) ?? value) : value,
    ]),
  );
}

export interface WireRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined: there is none. */
  readonly body: unknown;
}

/**
 * The input that a request carries, not yet parsed by the schema. What cannot be put together, such as a member that
 * stands in the path and in the body, is left for the schema to refuse.
 */
export function inputFrom(endpoint: Endpoint, { params, query, body }: WireRequest): unknown {
  const { input: shape } = shapesOf(endpoint);
  const fromPath = Object.entries(params).map(([name, text]) => [name, valueOf(text, shape.properties?.[name])]);
  if (!hasBody(endpoint)) return Object.fromEntries([...fromQuery(query, shape), ...fromPath]);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return body === undefined ? Object.fromEntries(fromPath) : body;
  const repeated = Object.keys(params).find((name) => Object.hasOwn(body, name));
  if (repeated !== undefined) return { ...body, [`${repeated} in the body`]: 'it stands in the path' };
  return { ...(uncarried(body, shape) as Members), ...Object.fromEntries(fromPath) };
}

function fromQuery(query: URLSearchParams, shape: Shape): (readonly [string, unknown])[] {
  return [...new Set(query.keys())].map((name) => {
    const member = shape.properties?.[name];
    const texts = query.getAll(name);
    if (typesOf(member).includes('array')) return [name, texts.map((text) => valueOf(text, member?.items))] as const;
    return [name, texts.length === 1 ? valueOf(texts[0] ?? '', member) : texts] as const;
  });
}

/** Text of a path or a query as the value that its schema wants; text that is none stays text. */
function valueOf(text: string, shape: Shape | undefined): unknown {
  const types = typesOf(shape);
  if (types.includes('string') || types.length === 0) return text;
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.includes('object')) return parsedOr(text);
  return text;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // the schema says what is wrong with it
  }
}
