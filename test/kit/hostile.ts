import { shapesOf, type Shape, typesOf } from '#/contract/shape.ts';
import type { Endpoint } from '#/contract/endpoint.ts';

/** A request that nobody in their right mind sends. */
export interface HostileRequest {
  readonly what: string;
  readonly route: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the endpoint's own description says of the input; undefined: it is no JSON, or none of its form. */
  readonly input?: Readonly<Record<string, unknown>>;
}

const DEPTH = 2_000;
const LONG = 20_000;
const LONG_IN_ADDRESS = 900;

/** Values that break what was not written with them in mind. */
const VALUES: Readonly<Record<string, unknown>> = {
  null: null,
  true: true,
  'an empty object': {},
  'an empty list': [],
  'a list of lists': [[[[]]]],
  zero: 0,
  'less than zero': -1,
  'half of one': 0.5,
  'the greatest number': Number.MAX_VALUE,
  'a number beyond whole ones': 2 ** 53,
  'a number beyond 64 bits': 1e30,
  'no text': '',
  space: ' ',
  'a zero byte': 'a\u0000b',
  'half a character': 'a\uD800b',
  'a turned line': 'a\u202Eb\r\nSet-Cookie: a=b',
  'a long text': 'x'.repeat(LONG),
  'many wide characters': '\u{1F9FE}'.repeat(300),
  'a quote of SQL': `'; drop table organization; --`,
  'a script': '<script>alert(1)</script>',
  'a way up': '../../../../etc/passwd',
  'a format of C': '%s%n%x',
  'a name of every object': '__proto__',
  'a day that is none': '2026-02-30',
  'a day out of the calendar': '+275760-09-14',
  'a year before all': '0000-00-00T00:00:00Z',
  'an id that is none': '00000000-0000-0000-0000-000000000000',
};

const held = (end: unknown): string => Buffer.from(JSON.stringify(end)).toString('base64url');
const USUAL_ID = '6f0f5d51-3a5b-4f0c-9a43-0a8f4c1f6d11';

/** What says where in a list, or when: a page may begin there, and a statement compares it with a column. */
const PLACE = /^(after|before|from|to|asOf|at|since|until|position|day|first|last|occurred|week)$/;

/** Ends of pages, days and instants that nobody was ever told, some of them in the form of those that are. */
const PLACES: Readonly<Record<string, unknown>> = {
  'a word': 'xx',
  'a time below zero': '-1 x',
  'a time beyond 64 bits': `${'9'.repeat(20)} x`,
  'a time that is nothing': ' x',
  'an id of dashes': `1.${'-'.repeat(36)}`,
  'an id of dashes, after a space': `1 ${'-'.repeat(36)}`,
  'a year of five digits': `${'9'.repeat(15)}.${USUAL_ID}`,
  'a year of five digits, after a space': `${'9'.repeat(15)} ${USUAL_ID}`,
  'two ends': `1.${USUAL_ID}.${USUAL_ID}`,
  'a month that is none': '2026-99-99 x',
  'a day that is none, and a key': '2026-02-30 x',
  'a year that is none, and a key': '0000-01-01 x',
  'an end that holds nothing': held(null),
  'an end that holds a zero byte': held({ look: 0, item: 'a\u0000b' }),
  'an end that holds half a character': held({ look: 0, item: 'a\uD800b' }),
  'an end beyond 64 bits': held({ look: 1e30, item: 'x', position: 1e30, order: 1e30, of: 1e30 }),
  'an end below zero': held({ look: -1, item: 'x', position: -1, order: -1, of: -1 }),
  'the last position that is a number': held({ look: 0, item: 'x', position: 2 ** 53 - 1, order: 0, of: 1 }),
  'the last instant': 8.64e15,
  'after the last instant': 8.64e15 + 1,
  'the first year of five digits': Date.UTC(10_000, 0, 1),
  'a number of many digits': '9'.repeat(30),
  'no number': 'NaN',
  'without end': 'Infinity',
};

/** Something that the description allows, as far as it tells. */
function plausible(shape: Shape | undefined): unknown {
  if (shape === undefined) return 'x';
  if ('const' in shape) return shape['const'];
  if ('default' in shape) return shape['default'];
  const choices = shape['enum'];
  if (Array.isArray(choices)) return choices[0];
  const [one] = shape.anyOf ?? (shape['oneOf'] as readonly Shape[] | undefined) ?? [];
  if (one !== undefined) return plausible(one);
  const [type] = typesOf(shape);
  if (type === 'object')
    return Object.fromEntries((shape.required ?? []).map((name) => [name, plausible(shape.properties?.[name])]));
  if (type === 'array') return [plausible(shape.items)];
  if (type === 'integer' || type === 'number') return shape['minimum'] ?? 1;
  if (type === 'boolean') return false;
  return plausibleText(shape);
}

function plausibleText(shape: Shape): string {
  if (shape.contentEncoding === 'base64') return btoa('some bytes');
  const format = shape['format'];
  if (format === 'date') return '2026-03-01';
  if (format === 'date-time') return '2026-03-01T09:00:00Z';
  if (format === 'email') return 'nobody@acme.example';
  if (format === 'uuid') return USUAL_ID;
  return 'mfa-enforced'.padEnd(Number(shape['minLength'] ?? 0), 'x');
}

type Body = Readonly<Record<string, unknown>>;

/** Hostile requests to one endpoint, made from its description, and from what there is to ask of it. */
export function* hostileRequests(endpoint: Endpoint, there: Body = {}): Iterable<HostileRequest> {
  const { input, inPath } = shapesOf(endpoint);
  const names = Object.keys(input.properties ?? {});
  const usual = Object.fromEntries(
    names
      .filter((name) => inPath.includes(name) || (input.required ?? []).includes(name))
      .map((name) => [name, there[name] ?? plausible(input.properties?.[name])]),
  );
  const takesBody = endpoint.method === 'POST' || endpoint.method === 'PUT';
  const sent = (what: string, body: Body): HostileRequest => request(endpoint, { what, body, inPath, takesBody });
  yield sent('what is usual', usual);
  for (const name of names)
    for (const [what, value] of Object.entries(PLACE.test(name) ? { ...VALUES, ...PLACES } : VALUES))
      yield sent(`${name} is ${what}`, { ...usual, [name]: value });
  for (const name of names.filter((each) => !inPath.includes(each))) {
    const { [name]: _, ...rest } = usual;
    yield sent(`no ${name}`, rest);
  }
  yield sent('a member that nobody asked for', { ...usual, ['an-other']: 'x' });
  if (takesBody) yield* broken(endpoint, request(endpoint, { what: '', body: usual, inPath, takesBody }));
  else yield* strange(request(endpoint, { what: '', body: usual, inPath, takesBody }));
}

interface Parts {
  readonly what: string;
  readonly body: Body;
  readonly inPath: readonly string[];
  readonly takesBody: boolean;
}

function request({ path }: Endpoint, { what, body, inPath, takesBody }: Parts): HostileRequest {
  const route = `/api${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => asPart(body[name]))}`;
  const rest = Object.entries(body).filter(([name]) => !inPath.includes(name));
  if (takesBody) return { what, route, body: JSON.stringify(Object.fromEntries(rest)), input: body };
  const query = rest.map(([name, value]) => `${name}=${asPart(value)}`).join('&');
  return { what, route: query === '' ? route : `${route}?${query}` };
}

function asPart(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const shown = text.slice(0, LONG_IN_ADDRESS);
  return shown === '' || shown === '.' ? '%20' : encodeURIComponent(shown.toWellFormed());
}

/** Bodies that are no JSON, or none that anybody meant. */
function* broken(_: Endpoint, { route, body = '' }: HostileRequest): Iterable<HostileRequest> {
  const text = String(body);
  const json = { 'content-type': 'application/json' };
  yield { what: 'half a body', route, body: text.slice(0, Math.max(1, text.length - 1)) };
  yield { what: 'nothing', route, body: '' };
  yield { what: 'a list', route, body: '[]' };
  yield { what: 'a number', route, body: '1' };
  yield { what: 'null', route, body: 'null' };
  yield { what: 'deep', route, body: '['.repeat(DEPTH) + ']'.repeat(DEPTH) };
  yield { what: 'deep and open', route, body: '{"a":'.repeat(DEPTH) };
  yield { what: 'a prototype', route, body: text.replace('{', '{"__proto__":{"admin":true},"constructor":{},') };
  yield { what: 'bytes that are no text', route, body: Uint8Array.of(0x7b, 0xff, 0xfe, 0x00, 0x7d), headers: json };
  yield { what: 'a form', route, body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  yield {
    what: 'XML',
    route,
    body: '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    headers: { 'content-type': 'text/xml' },
  };
  yield {
    what: 'a type that is none',
    route,
    body: text,
    headers: { 'content-type': 'application/json; charset=utf-99' },
  };
  yield { what: 'packed', route, body: text, headers: { ...json, 'content-encoding': 'gzip' } };
  yield { what: 'a short key', route, body: text, headers: { ...json, 'idempotency-key': 'x' } };
}

function* strange({ route }: HostileRequest): Iterable<HostileRequest> {
  const more = route.includes('?') ? '&' : '?';
  yield { what: 'a query that is none', route: `${route}${more}%ZZ=%` };
  yield { what: 'many of one', route: `${route}${more}${'limit=1&'.repeat(100)}` };
  yield { what: 'a list in brackets', route: `${route}${more}limit[]=1&limit[a]=2` };
  yield { what: 'a prototype', route: `${route}${more}__proto__[admin]=1&constructor=1` };
  yield { what: 'bytes that are no text', route: `${route}${more}after=%ff%fe` };
  yield { what: 'an end of a line', route: `${route}${more}after=a%0d%0aSet-Cookie:%20a=b` };
}
