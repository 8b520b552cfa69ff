import { DomainError } from '#/core/errors.ts';
import { brokenAt } from '#/core/json-syntax.ts';

/** A part of a JSON Schema, as far as a form needs it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export type Shape = 'text' | 'yes or no' | 'lines' | 'one of' | 'json';

export interface Setting {
  readonly name: string;
  readonly hint: string;
  readonly shape: Shape;
  readonly required: boolean;
  readonly choices: readonly string[];
}

const typesOf = ({ type, anyOf = [] }: Schema): readonly string[] => [
  ...(type === undefined ? [] : [type].flat()),
  ...anyOf.flatMap(typesOf),
];

const itemsOf = ({ items, anyOf = [] }: Schema): Schema | undefined =>
  items ?? anyOf.map(itemsOf).find((each) => each !== undefined);

function shapeOf(schema: Schema): Shape {
  const types = typesOf(schema).filter((type) => type !== 'null');
  if (schema.enum !== undefined) return 'one of';
  if (types.length === 1 && types[0] === 'string') return 'text';
  if (types.length === 1 && types[0] === 'boolean') return 'yes or no';
  const items = itemsOf(schema);
  const isLines =
    types.length === 1 && types[0] === 'array' && items !== undefined && typesOf(items).join() === 'string';
  return isLines ? 'lines' : 'json';
}

/** The settings of a collector, those that must be given first. */
export function settingsOf({ properties = {}, required = [] }: Schema): readonly Setting[] {
  const all = Object.entries(properties).map(([name, schema]) => ({
    name,
    hint: schema.description ?? '',
    shape: shapeOf(schema),
    required: required.includes(name),
    choices: schema.enum ?? [],
  }));
  return [...all.filter((each) => each.required), ...all.filter((each) => !each.required)];
}

/** What was typed, as the collector wants it; what was left empty is left out. Throws `input_invalid` where JSON is none. */
export function valuesOf(
  settings: readonly Setting[],
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const given = settings.filter(({ name }) => (typed[name] ?? '').trim() !== '');
  return Object.fromEntries(given.map(({ name, shape }) => [name, valueOf(name, shape, (typed[name] ?? '').trim())]));
}

/** The same the other way round: what would be typed for the settings that are there. */
export function typedOf(settings: readonly Setting[], values: unknown): Readonly<Record<string, string>> {
  const all = values as Readonly<Record<string, unknown>>;
  return Object.fromEntries(settings.map(({ name, shape }) => [name, textOf(shape, all[name])]));
}

/** The settings that are there, with what was typed differently; the rest stays as it is, whatever a form can show of it. */
export function changedIn(
  settings: readonly Setting[],
  values: unknown,
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const before = typedOf(settings, values);
  const touched = settings.filter(({ name }) => (typed[name] ?? '').trim() !== (before[name] ?? '').trim());
  const kept = Object.entries(values as Readonly<Record<string, unknown>>).filter(
    ([each]) => !touched.some(({ name }) => name === each),
  );
  return { ...Object.fromEntries(kept), ...valuesOf(touched, typed) };
}

function textOf(shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (shape === 'lines' && Array.isArray(value)) return value.join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function valueOf(name: string, shape: Shape, text: string): unknown {
  if (shape === 'yes or no') return text === 'true';
  if (shape === 'lines')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  if (shape !== 'json') return text;
  const fault = faultOfJson(text);
  if (fault !== null) throw new DomainError('input_invalid', { where: `settings.${name}`, because: fault });
  return JSON.parse(text) as unknown;
}

/** Why a text is no JSON, and where; null: it is. */
export function faultOfJson(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    const { place, because } = brokenAt(text);
    return `at ${place}, ${because}`;
  }
}
