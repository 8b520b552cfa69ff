import { isHandle } from '#web/features/people/named.ts';

/** A value of a record, as it is shown. */
export type Shape =
  | { readonly kind: 'nothing'; readonly says: string }
  | { readonly kind: 'text'; readonly says: string }
  | { readonly kind: 'handle'; readonly handle: string }
  | { readonly kind: 'day'; readonly day: string; readonly zone: string | null }
  | { readonly kind: 'instant'; readonly at: number; readonly iso: string }
  | { readonly kind: 'id'; readonly whole: string; readonly short: string }
  | { readonly kind: 'list'; readonly values: readonly unknown[] }
  | { readonly kind: 'members'; readonly members: Readonly<Record<string, unknown>> };

const DAY = /^(\d{4}-\d{2}-\d{2})(?:\[([\w/+-]+)\])?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z$/;
/** What nobody reads letter by letter: a digest, the id of a commit, a UUID. */
const ID = /^(?:[0-9a-f]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const SHORT = 10;

/** Words that a field chooses from, as people write them; in files they have dashes. */
const CHOICES: ReadonlyMap<string, string> = new Map([
  ...[
    'pull-request',
    'direct-push',
    'security-steering',
    'security-awareness',
    'code-of-conduct',
    'confidentiality-agreement',
    'encryption-at-rest',
    'encryption-in-transit',
    'public-exposure',
  ].map((word) => [word, word.replaceAll('-', ' ')] as const),
  ['role-based', 'by role'],
  ['soc-1', 'SOC 1'],
  ['soc-2-type-1', 'SOC 2 Type I'],
  ['soc-2-type-2', 'SOC 2 Type II'],
  ['soc-3', 'SOC 3'],
  ['iso-27001', 'ISO 27001'],
  ['identity-second-factor', 'identity: second factor'],
  ['identity-password', 'identity: password'],
  ['identity-privilege', 'identity: privilege'],
  ['identity-key', 'identity: key'],
  ['identity-other', 'identity: other'],
]);

export const chosenWord = (text: string): string => CHOICES.get(text) ?? text;

export function shapeOf(value: unknown): Shape {
  if (value === undefined || value === 'unknown') return { kind: 'nothing', says: 'unknown' };
  if (value === null) return { kind: 'nothing', says: 'none' };
  if (typeof value === 'boolean') return { kind: 'text', says: value ? 'yes' : 'no' };
  if (typeof value === 'number')
    return { kind: 'text', says: value.toLocaleString('en-US', { maximumFractionDigits: 6 }) };
  if (typeof value === 'string') return ofText(value);
  if (Array.isArray(value)) return ofList(value);
  const members = value as Readonly<Record<string, unknown>>;
  return Object.keys(members).length === 0 ? { kind: 'nothing', says: 'none' } : { kind: 'members', members };
}

function ofText(text: string): Shape {
  const [, day, zone] = DAY.exec(text) ?? [];
  if (day !== undefined && !Number.isNaN(Date.parse(day))) return { kind: 'day', day, zone: zone ?? null };
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text)))
    return { kind: 'instant', at: Date.parse(text), iso: text };
  if (ID.test(text)) return { kind: 'id', whole: text, short: text.slice(0, SHORT) };
  if (isHandle(text)) return { kind: 'handle', handle: text };
  return text === '' ? { kind: 'nothing', says: 'empty' } : { kind: 'text', says: chosenWord(text) };
}

/** Short words stand in one line. */
function ofList(values: readonly unknown[]): Shape {
  if (values.length === 0) return { kind: 'nothing', says: 'none' };
  const isPlain = values.every(
    (value) => ['string', 'number'].includes(typeof value) && shapeOf(value).kind === 'text',
  );
  return isPlain ? { kind: 'text', says: values.join(', ') } : { kind: 'list', values };
}
