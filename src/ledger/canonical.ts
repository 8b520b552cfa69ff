/** Anything that has exactly one canonical JSON form. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Canonical JSON, RFC 8785: no white space, keys in order of their UTF-16 code units, numbers and strings as
 * ECMAScript writes them. `undefined` members are left out, as JSON has no word for them.
 * Throws TypeError, naming the place, for what has no canonical form: NaN, infinities, lone surrogates.
 */
export function canonicalJson(value: Json): string {
  const ordered = inOrder(value);
  return ordered === UNFIT ? written(value, '$') : JSON.stringify(ordered);
}

/** What `JSON.stringify` would write otherwise than RFC 8785 wants it, or what has no canonical form at all. */
const UNFIT: unique symbol = Symbol('unfit');

/**
 * The same value with the members of each object in their order, for the runtime's own writer, which is several times
 * as fast as one in JavaScript; the very same value where they are in order already. Names that begin with a digit
 * come first in any object, whatever their order.
 */
function inOrder(value: Json): Json | typeof UNFIT {
  if (typeof value === 'string') return value.isWellFormed() ? value : UNFIT;
  if (typeof value === 'number') return Number.isFinite(value) ? value : UNFIT;
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value !== 'object') return UNFIT;
  return isList(value) ? listInOrder(value) : membersInOrder(value);
}

function listInOrder(list: readonly Json[]): Json | typeof UNFIT {
  let ordered: Json[] | null = Object.getPrototypeOf(list) === Array.prototype ? null : [];
  for (let at = 0; at < list.length; at += 1) {
    const item = list[at] as Json;
    const each = inOrder(item);
    if (each === UNFIT) return UNFIT;
    if (ordered === null && each !== item) ordered = list.slice(0, at);
    ordered?.push(each);
  }
  return ordered ?? list;
}

function membersInOrder(value: Members): Json | typeof UNFIT {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return UNFIT;
  const { names, plain, given } = shapeOf(Object.keys(value));
  if (!plain) return UNFIT;
  let same = given === names;
  const members: Json[] = [];
  for (const name of names) {
    const member = value[name];
    const each = member === undefined ? null : inOrder(member);
    if (each === UNFIT) return UNFIT;
    same &&= each === member;
    members.push(each);
  }
  if (same) return value;
  const ordered: Record<string, Json> = {};
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] ?? '';
    if (value[name] !== undefined) ordered[name] = members[at] ?? null;
  }
  return ordered;
}

interface Members {
  readonly [key: string]: Json | undefined;
}

/** Names that no object orders by itself and that mean nothing of their own, such as `__proto__` and `toJSON` do. */
const PLAIN_NAME = /^(?!toJSON$)[a-z][\w.-]*$/i;

/** The names of an object's members, as they were given and in their order: the same list where that is the same. */
interface Shape {
  readonly given: readonly string[];
  readonly names: readonly string[];
  readonly plain: boolean;
}

/** Most objects have the names that another one had a moment ago: the last shapes are remembered, by how many names. */
const shapes: Shape[][] = [];
const REMEMBERED = { names: 64, shapes: 8 } as const;

function shapeOf(given: readonly string[]): Shape {
  if (given.length > REMEMBERED.names) return newShape(given);
  const known = (shapes[given.length] ??= []);
  for (const shape of known) if (sameNames(shape.given, given)) return shape;
  const shape = newShape(given);
  if (known.unshift(shape) > REMEMBERED.shapes) known.pop();
  return shape;
}

function newShape(given: readonly string[]): Shape {
  const sorted = given.toSorted();
  const plain = given.every((name) => PLAIN_NAME.test(name));
  return { given, names: sameNames(sorted, given) ? given : sorted, plain };
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  for (let at = 0; at < some.length; at += 1) if (some[at] !== others[at]) return false;
  return true;
}

function written(value: Json, place: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${place}: ${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError(`${place}: the text holds half of a surrogate pair`);
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${Array.from(value, (item, index) => written(item, `${place}[${index}]`)).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`${place}: a ${typeof value} has no JSON form`);
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) members.push(`${written(key, place)}:${written(member, `${place}.${key}`)}`);
  }
  return `{${members.join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

export const canonicalBytes = (value: Json): Uint8Array => Buffer.from(canonicalJson(value), 'utf8');
