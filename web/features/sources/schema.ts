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

/** What was typed, as the collector wants it; what was left empty is left out. Throws where JSON is none. */
export function valuesOf(
  settings: readonly Setting[],
  typed: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const given = settings.filter(({ name }) => (typed[name] ?? '').trim() !== '');
  return Object.fromEntries(given.map(({ name, shape }) => [name, valueOf(shape, (typed[name] ?? '').trim())]));
}

function valueOf(shape: Shape, text: string): unknown {
  if (shape === 'yes or no') return text === 'true';
  if (shape === 'lines')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return shape === 'json' ? (JSON.parse(text) as unknown) : text;
}
