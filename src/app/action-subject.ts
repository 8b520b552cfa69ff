import type { Endpoint } from '#/contract/endpoint.ts';
import { shapesOf } from '#/contract/shape.ts';

type Subject = Readonly<Record<string, string>>;

/** What an action was about, of which the audit log has a line each: mostly one thing. */
export function subjectsOf(endpoint: Endpoint, input: unknown): readonly Subject[] {
  const subject = subjectOf(endpoint, input);
  const { each } = endpoint;
  const named =
    each === undefined ? undefined : (input as Readonly<Record<string, readonly string[] | undefined>>)[each];
  // of who may not do it at all nobody has read what it was about: that they wanted to has a line
  if (each === undefined || named === undefined) return [subject];
  return [...new Set(named)].map((name) => ({ ...subject, [ONE_OF[each]]: name }));
}

/** What a line calls each of them. */
const ONE_OF = { ids: 'id', items: 'item' } as const;

/** The names in its path, and the short ones in its body; never what it says. Of secrets, their names. */
function subjectOf(endpoint: Endpoint, input: unknown): Subject {
  const members = Object.entries(input as Readonly<Record<string, unknown>>);
  const { inPath } = shapesOf(endpoint);
  const isNamed = (name: string): boolean => endpoint.outsider !== true && NAMES.has(name);
  const named = members.filter(
    ([name, value]) => value !== null && !isDigest(value) && (inPath.includes(name) || isNamed(name)),
  );
  const secrets = Object.keys((input as { readonly secrets?: object }).secrets ?? {}).sort();
  return {
    ...Object.fromEntries(named.map(([name, value]) => [name, kindOf(value) ?? String(value)])),
    ...(secrets.length === 0 ? {} : { secrets: secrets.join(', ') }),
  };
}

/** Of what has several forms: which it is, and nothing of what stands in it. */
const kindOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'kind' in value ? String(value.kind) : null;

/** Bytes that are erased must not be known by their digest for ever after: it tells whoever guesses them. */
const isDigest = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value);

const NAMES: ReadonlySet<string> = new Set([
  'id',
  'control',
  'item',
  'role',
  'email',
  'name',
  'collector',
  'source',
  'population',
  'artifact',
  'enabled',
  'mend',
  'setting',
]);
