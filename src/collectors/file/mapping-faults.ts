import type { Field, Fields } from '#/core/populations/field.ts';
import { populationNamed, type PopulationName } from '#/core/populations/index.ts';
import { patternOf } from '#/collectors/formats/dates.ts';
import type { Plain, Single, Source } from './mapping.ts';

type AnyField = Field<unknown, unknown>;

export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What a mapping says that its population cannot mean; each with the place in the mapping. */
export function faultsOfMapping(mapping: {
  readonly population: PopulationName;
  readonly fields: Readonly<Record<string, Source>>;
}): readonly Fault[] {
  return faultsOfFields(populationNamed(mapping.population).fields, mapping.fields);
}

function faultsOfFields(known: Fields, fields: Readonly<Record<string, Source>>): readonly Fault[] {
  const missing = Object.entries(known)
    .filter(([name, { none, unknown }]) => !none && !unknown && !Object.hasOwn(fields, name))
    .map(([name]) => ({ path: [name], message: 'has no column, and every item needs it' }));
  const faults = Object.entries(fields).flatMap(([name, source]) => {
    const field = Object.hasOwn(known, name) ? known[name] : undefined;
    if (field === undefined)
      return [{ path: [name], message: `is no field; there are ${Object.keys(known).join(', ')}` }];
    return faultsOfSource(field, source).map(({ path, message }) => ({ path: [name, ...path], message }));
  });
  return [...missing, ...faults];
}

const fault = (message: string, ...path: readonly (string | number)[]): readonly Fault[] => [{ path, message }];

function faultsOfSource(field: AnyField, source: Source): readonly Fault[] {
  if (!('members' in source)) return faultsOfSingle(field, source);
  if (field.kind !== 'list') return fault('holds no list of things with fields of their own', 'members');
  return source.members.flatMap(({ fields }, at) =>
    faultsOfFields(field.children, fields).map(({ path, message }) => ({
      path: ['members', at, 'fields', ...path],
      message,
    })),
  );
}

function faultsOfSingle(field: AnyField, source: Single): readonly Fault[] {
  if ('cases' in source)
    return [
      ...(field.unknown ? [] : fault('needs a value even where no case holds', 'cases')),
      ...source.cases.flatMap(({ make }, at) => under(['cases', at, 'make'], faultsOfPlain(field, make))),
    ];
  if ('latest' in source)
    return [
      ...(field.kind === 'moment' ? [] : fault('is no date, and only dates have a latest', 'latest')),
      ...source.latest.flatMap((each, at) => under(['latest', at], faultsOfPlain(field, each))),
    ];
  return faultsOfPlain(field, source);
}

const under = (path: readonly (string | number)[], faults: readonly Fault[]): readonly Fault[] =>
  faults.map((each) => ({ ...each, path: [...path, ...each.path] }));

function faultsOfPlain(field: AnyField, source: Plain): readonly Fault[] {
  if ('constant' in source) return accepts(field, source.constant, 'constant');
  const { values = {}, empty, dates, scheme, split, decimal, unit } = source;
  const targets = Object.entries(values).flatMap(([word, target]) =>
    typeof target === 'object' && target !== null
      ? may(field.unknown, 'must be told by the source', 'values', word)
      : accepts(field, target, 'values', word),
  );
  return [
    ...targets,
    ...(empty === 'none'
      ? may(field.none, 'always has a value; an empty cell cannot say that there is none', 'empty')
      : []),
    ...(empty === 'unknown' ? may(field.unknown, 'must be told by the source', 'empty') : []),
    ...faultsOfDates(field, dates),
    ...(field.kind === 'actor' && scheme === undefined
      ? fault('names somebody: say what kind of name the column holds, as scheme (email, employee, github)', 'scheme')
      : []),
    ...(scheme === undefined ? [] : may(field.kind === 'actor', 'names nobody, and takes no scheme', 'scheme')),
    ...(split === undefined ? [] : may(field.kind === 'texts', 'is no list of texts', 'split')),
    ...(decimal === undefined ? [] : may(field.kind === 'number', 'is no number', 'decimal')),
    ...(unit === undefined ? [] : may(field.kind === 'number', 'is no number', 'unit')),
  ];
}

const may = (allowed: boolean, message: string, ...path: readonly string[]): readonly Fault[] =>
  allowed ? [] : fault(message, ...path);

function accepts(field: AnyField, value: unknown, ...path: readonly string[]): readonly Fault[] {
  const { success, error } = field.schema.safeParse(value);
  return success ? [] : fault(error.issues[0]?.message ?? 'is no value of the field', ...path);
}

const WITH_OFFSET: ReadonlySet<string> = new Set(['iso', 'epoch-seconds', 'epoch-milliseconds']);

function faultsOfDates(
  { kind }: AnyField,
  dates: { readonly format: string; readonly zone?: string | undefined } | undefined,
): readonly Fault[] {
  if (kind !== 'moment') return dates === undefined ? [] : fault('is no date', 'dates');
  if (dates === undefined) return fault('is a date: say how its column writes it, as dates', 'dates');
  if (WITH_OFFSET.has(dates.format)) return [];
  const pattern = patternOf(dates.format);
  if (typeof pattern === 'string') return fault(pattern, 'dates', 'format');
  return dates.zone === undefined && !pattern.parts.includes('XXX')
    ? fault('is written without a time zone: say in which one it is meant, such as Europe/Berlin', 'dates', 'zone')
    : [];
}
