import { DomainError } from '#/core/errors.ts';
import { brokenAt } from '#/core/json-syntax.ts';
import { inWords } from '#web/kit/words.ts';

/** A part of a JSON Schema, as far as a form needs it. */
export interface Schema {
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export type Shape = 'text' | 'yes or no' | 'lines' | 'one of' | 'json';

export interface Setting {
  readonly name: string;
  /** What stands over it. */
  readonly label: string;
  readonly hint: string;
  /** A value that its collector takes; undefined: the schema has none. */
  readonly example: unknown;
  readonly shape: Shape;
  readonly required: boolean;
  /** The settings of which one is needed, it among them; empty: it stands for no other. */
  readonly oneOf: readonly string[];
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

/** What a collector calls a setting. */
export const settingLabel = ({ properties = {} }: Schema, name: string): string =>
  properties[name]?.title ?? inWords(name);

/** Of which settings one is needed: the alternatives of the schema, where each is that a setting is there. */
const alternativesIn = ({ anyOf = [] }: Schema): readonly string[] => anyOf.flatMap(({ required = [] }) => required);

/** The settings of a collector, those that must be given first, and then those of which one must be. */
export function settingsOf(whole: Schema): readonly Setting[] {
  const { properties = {}, required = [] } = whole;
  const alternatives = alternativesIn(whole);
  const all = Object.entries(properties).map(([name, schema]) => ({
    name,
    label: settingLabel(whole, name),
    hint: schema.description ?? '',
    example: schema.examples?.[0],
    shape: shapeOf(schema),
    required: required.includes(name),
    oneOf: alternatives.includes(name) ? alternatives : [],
    choices: schema.enum ?? [],
  }));
  const rank = (each: Setting): number => (each.required ? 0 : each.oneOf.length > 0 ? 1 : 2);
  return all.toSorted((one, other) => rank(one) - rank(other));
}

/** The labels of the settings of which one is still needed, where it is one of them and none has been given. */
export function stillNeeded(
  { oneOf }: Setting,
  settings: readonly Setting[],
  typed: Readonly<Record<string, string>>,
): readonly string[] {
  if (oneOf.some((name) => (typed[name] ?? '').trim() !== '')) return [];
  return settings.filter(({ name }) => oneOf.includes(name)).map(({ label }) => label);
}

/** It reads a file, which is handed in or lies on the server. */
export const takesFile = (settings: readonly Setting[]): boolean => settings.some(({ name }) => name === 'path');

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
