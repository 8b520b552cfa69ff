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
 * as fast as one in JavaScript. Names that begin with a digit come first in any object, whatever their order.
 */
function inOrder(value: Json): Json | typeof UNFIT {
  if (typeof value === 'string') return value.isWellFormed() ? value : UNFIT;
  if (typeof value === 'number') return Number.isFinite(value) ? value : UNFIT;
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value !== 'object') return UNFIT;
  return isList(value) ? listInOrder(value) : membersInOrder(value);
}

function listInOrder(list: readonly Json[]): Json | typeof UNFIT {
  const ordered: Json[] = [];
  for (const item of list) {
    const each = inOrder(item);
    if (each === UNFIT) return UNFIT;
    ordered.push(each);
  }
  return ordered;
}

function membersInOrder(value: { readonly [key: string]: Json | undefined }): Json | typeof UNFIT {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return UNFIT;
  const ordered: Record<string, Json> = {};
  for (const key of sortedKeys(value)) {
    const member = value[key];
    if (member === undefined) continue;
    const each = inOrder(member);
    if (each === UNFIT || !PLAIN_NAME.test(key)) return UNFIT;
    ordered[key] = each;
  }
  return ordered;
}

/** Names that no object orders by itself and that mean nothing of their own, such as `__proto__` and `toJSON` do. */
const PLAIN_NAME = /^(?!toJSON$)[a-z][\w.-]*$/i;

function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  for (let at = 1; at < keys.length; at += 1) if ((keys[at - 1] ?? '') > (keys[at] ?? '')) return keys.sort();
  return keys;
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
