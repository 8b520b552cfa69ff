/** Anything that has exactly one canonical JSON form. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Canonical JSON, RFC 8785: no white space, keys in order of their UTF-16 code units, numbers and strings as
 * ECMAScript writes them. `undefined` members are left out, as JSON has no word for them.
 * Throws TypeError, naming the place, for what has no canonical form: NaN, infinities, lone surrogates.
 */
export function canonicalJson(value: Json, place = '$'): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${place}: ${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError(`${place}: the text holds half of a surrogate pair`);
    return JSON.stringify(value);
  }
  if (isList(value))
    return `[${Array.from(value, (item, index) => canonicalJson(item, `${place}[${index}]`)).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`${place}: a ${typeof value} has no JSON form`);
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) members.push(`${canonicalJson(key, place)}:${canonicalJson(member, `${place}.${key}`)}`);
  }
  return `{${members.join(',')}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

export const canonicalBytes = (value: Json): Uint8Array => Buffer.from(canonicalJson(value), 'utf8');
