/** Anything that has exactly one canonical JSON form. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Canonical JSON, RFC 8785: no white space, keys in order of their UTF-16 code units, numbers and strings as
 * ECMAScript writes them. `undefined` members are left out, as JSON has no word for them.
 * Throws TypeError, naming the place, for what has no canonical form: NaN, infinities, lone surrogates.
 */
export const canonicalJson = (value: Json): string => quickly(value) ?? written(value, '$');

/**
 * The text of a value; null for what has no canonical form, whose place `written` names, and for names that must be
 * escaped. Most texts need no escape, and most objects have names that another one had: so hardly anything is left to do
 * but to put texts one behind the other.
 */
function quickly(value: Json): string | null {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : null;
  if (value === null || typeof value === 'boolean') return `${value}`;
  if (typeof value !== 'object') return null;
  return isList(value) ? listOf(value) : membersOf(value);
}

/** Texts of which JSON escapes nothing. */
const SAFE = /^[ !#-[\]-~]*$/;
/** Longer ones are looked through faster by the runtime's own writer. */
const SHORT = 256;

function quoted(text: string): string | null {
  if (text.length <= SHORT && SAFE.test(text)) return `"${text}"`;
  return text.isWellFormed() ? JSON.stringify(text) : null;
}

function listOf(list: readonly Json[]): string | null {
  let text = '[';
  for (let at = 0; at < list.length; at += 1) {
    const each = quickly(list[at] as Json);
    if (each === null) return null;
    text += at === 0 ? each : `,${each}`;
  }
  return `${text}]`;
}

function membersOf(value: Members): string | null {
  const { names, heads } = shapeOf(Object.keys(value));
  if (heads === null) return null;
  let text = '';
  for (let at = 0; at < names.length; at += 1) {
    const member = value[names[at] ?? ''];
    if (member === undefined) continue;
    const each = quickly(member);
    if (each === null) return null;
    text += `${text === '' ? '{' : ','}${heads[at] ?? ''}${each}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

interface Members {
  readonly [key: string]: Json | undefined;
}

/** Names that need no escape. */
const PLAIN_NAME = /^[\w.-]*$/;

/** The names of an object's members, as they were given and in their order. */
interface Shape {
  readonly given: readonly string[];
  readonly names: readonly string[];
  /** What stands before each member: its name, in quotes, and a colon. Null where a name must be escaped. */
  readonly heads: readonly string[] | null;
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
  const names = given.toSorted();
  return {
    given,
    names,
    heads: names.every((name) => PLAIN_NAME.test(name)) ? names.map((name) => `"${name}":`) : null,
  };
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
