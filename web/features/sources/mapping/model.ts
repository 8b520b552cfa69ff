import type { Field } from '#/core/populations/field.ts';
import { isPopulation, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { Separator } from '#/core/separators.ts';
import type { Answered } from '#web/kit/shapes.ts';

export type Look = Answered<'sources', 'look'>;
export type Column = Look['columns'][number];

type AnyField = Field<unknown, unknown>;

/** One field of the records that are to come. */
export interface Wanted {
  readonly name: string;
  readonly field: AnyField;
  /** Every record has it. */
  readonly needed: boolean;
  /** An empty cell of it decides what a record says as a whole, so that a person says what it means. */
  readonly asksEmpty: boolean;
}

/** Where a field comes from. */
export type From =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'constant' }
  /** `and`: what stands in another column comes behind it, as a last name does; null: nothing does. */
  | { readonly kind: 'column'; readonly column: string; readonly and: string | null };

/** What is said of one field, by a person or as a guess. */
export interface Said {
  readonly from: From;
  /** Nobody confirmed it; null: a person said it. */
  readonly guess: 'exact' | 'near' | 'values' | 'stead' | null;
  readonly constant: string;
  /** How its dates are written; empty: not said yet. */
  readonly format: string;
  readonly scheme: string;
  readonly split: string;
  readonly decimal: '.' | ',';
  /** Empty: not said yet. */
  readonly empty: '' | 'none' | 'unknown';
  /** What each word means; empty: not said. */
  readonly values: Readonly<Record<string, string>>;
}

export type Sayings = Readonly<Record<string, Said>>;

/** Targets of a word that are no value of the field. */
export const NONE = '(none)';
export const UNKNOWN = '(unknown)';

const NOTHING: Said = {
  from: { kind: 'nothing' },
  guess: null,
  constant: '',
  format: '',
  scheme: 'email',
  split: ',',
  decimal: '.',
  empty: 'unknown',
  values: {},
};

/** The fields of a population, those that every record has first. */
export function wantedOf(population: PopulationName): readonly Wanted[] {
  const { fields, shape } = populationNamed(population);
  const all = Object.entries(fields).map(([name, field]) => ({
    name,
    field,
    needed: !field.none && !field.unknown,
    asksEmpty: field.none && (!field.unknown || (shape.kind === 'state' && shape.to === name)),
  }));
  return [...all.filter(({ needed }) => needed), ...all.filter(({ needed }) => !needed)];
}

export const columnNamed = (look: Look, from: From): Column | undefined =>
  from.kind === 'column' ? look.columns.find(({ name }) => name === from.column) : undefined;

/** What the names of the columns, and what stands in them, let one guess. */
export function guessed(look: Look, population: PopulationName): Sayings {
  const wanted = wantedOf(population);
  const byName = look.candidates.find((each) => each.population === population)?.fields ?? [];
  const used = new Set(byName.flatMap(({ column, and }) => [column, and]));
  const free = look.columns.filter(({ name, emails }) => emails && !used.has(name));
  const all: Sayings = Object.fromEntries(
    wanted.map((each) => {
      const { name } = each;
      const known = byName.find(({ field }) => field === name);
      if (known !== undefined) return [name, { ...saidOf(each, look, known.column, known.and), guess: known.how }];
      const [only] = free;
      if (name === 'email' && only !== undefined && free.length === 1)
        return [name, { ...saidOf(each, look, only.name), guess: 'values' as const }];
      return [name, NOTHING];
    }),
  );
  return { ...all, ...inStead(look, population, all, used) };
}

/** Where people have no number, and no column that is left looks like numbers, their address stands in its place. */
function inStead(look: Look, population: PopulationName, all: Sayings, used: ReadonlySet<string | null>): Sayings {
  const { employee, email } = populationNamed(population).lookups;
  const [number, address] = [
    wantedOf(population).find(({ name }) => name === employee?.field),
    all[email?.field ?? ''],
  ];
  if (number === undefined || address?.from.kind !== 'column' || all[number.name]?.from.kind !== 'nothing') return {};
  if (look.columns.some((column) => !used.has(column.name) && looksLikeNumbers(column))) return {};
  return { [number.name]: { ...saidOf(number, look, address.from.column), guess: 'stead' } };
}

const looksLikeNumbers = ({ samples, dates }: Column): boolean =>
  dates === null && samples.length > 0 && samples.every((sample) => /^\p{L}{0,6}[-_. ]?\d+$/u.test(sample.trim()));

/** What the rows are, where the names of the columns leave hardly any doubt; null: a person chooses. */
export function clearlyOf({ candidates: [first, second] }: Pick<Look, 'candidates'>): PopulationName | null {
  if (first === undefined || first.missing.length > 0 || !isPopulation(first.population)) return null;
  const exact = (of: typeof first): number => of.fields.filter(({ how }) => how === 'exact').length;
  const isClear = exact(first) >= 4 && (second === undefined || exact(first) >= exact(second) + 2);
  return isClear ? first.population : null;
}

/** The columns that tell something. */
export const columnsIn = ({ from }: Said): readonly string[] =>
  from.kind === 'column' ? [from.column, ...(from.and === null ? [] : [from.and])] : [];

/** A field that comes from a column, with all that its cells let one tell. */
export function saidOf({ field, asksEmpty }: Wanted, look: Look, name: string, and: string | null = null): Said {
  const from: From = { kind: 'column', column: name, and };
  const column = columnNamed(look, from);
  if (column === undefined) return { ...NOTHING, from };
  const { dates, words, emails, empty, samples } = column;
  return {
    ...NOTHING,
    from,
    format: formIn(dates) ?? (column.filled === 0 ? formElsewhere(look) : ''),
    scheme: emails ? 'email' : 'name',
    split: [';', '|', ','].find((sign) => samples.some((sample) => sample.includes(sign))) ?? ',',
    decimal: samples.some((sample) => /^-?\d+,\d{1,2}$/.test(sample)) ? ',' : '.',
    empty: asksEmpty && empty > 0 ? '' : 'unknown',
    values: Object.fromEntries((words ?? []).map((word) => [word, meaningOf(field, word)])),
  };
}

/** The one form that reads its dates; undefined: none does, or several do. */
const formIn = (dates: Column['dates']): string | undefined =>
  dates?.forms.length === 1 ? dates.forms[0]?.format : undefined;

/** A column of a file in which no date stands yet is likely to be written as the others. */
const formElsewhere = ({ columns }: Look): string =>
  columns.map(({ dates }) => formIn(dates)).find((form) => form !== undefined) ?? '';

export const isWorded = ({ kind }: AnyField): boolean => kind === 'choice' || kind === 'flag';

/** What a word means that is none of the choices, in German. */
const ALSO: Readonly<Record<string, RegExp>> = {
  employee: /^(angestellt(e|er)?|festangestellt(e|er)?|festanstellung|mitarbeiter(in)?|intern|unbefristet|befristet)$/i,
  contractor:
    /^(extern(e|er)?|freelancer|freiberuflich|freiberufler(in)?|freie mitarbeit|freie mitarbeiter(in)?|dienstleister)$/i,
};

const YES = /^(true|yes|y|1|ja|oui|s[ií]|on|enabled|x|✓)$/i;
const NO = /^(false|no|n|0|nein|non|off|disabled)$/i;

/** As choices are written. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');

function meaningOf({ kind, choices }: AnyField, word: string): string {
  if (kind === 'flag') return YES.test(word) ? 'true' : NO.test(word) ? 'false' : '';
  return choices.find((choice) => choice === plain(word) || ALSO[choice]?.test(word.trim()) === true) ?? '';
}

/** What a person still has to say of a field before any row can come in. */
export function openOf({ field, needed }: Wanted, { from, constant, format, empty }: Said): string | null {
  if (from.kind === 'nothing') return needed ? 'Choose what tells it: every record needs it.' : null;
  if (from.kind === 'constant') return constant.trim() === '' ? 'Say what it is in every row.' : null;
  if (field.kind === 'moment' && format.trim() === '') return 'Say how its dates are written.';
  return empty === '' ? 'Say what an empty cell means.' : null;
}

/** What a field is marked by whose answer is still open, and where whoever wants to go on is led. */
export const ASKED = 'data-asked';
export const asked = (isOpen: boolean): { readonly [ASKED]?: true } => (isOpen ? { [ASKED]: true } : {});

/** The words of a column that nobody gave a meaning: their rows would be kept out. */
export const unsaidWords = ({ field }: Wanted, { from, values }: Said): readonly string[] =>
  from.kind === 'column' && isWorded(field) ? Object.keys(values).filter((word) => values[word] === '') : [];

export interface Layout {
  readonly sheet?: string;
  readonly items?: string;
  readonly headerRow?: number;
  readonly separator?: Separator;
}

/** The mapping as the collector reads it. */
export const mappingOf = (population: PopulationName, sayings: Sayings, layout: Layout, zone: string): object => ({
  population,
  ...layout,
  fields: Object.fromEntries(
    wantedOf(population).flatMap(({ name, field }) => {
      const said = sayings[name];
      return said === undefined || said.from.kind === 'nothing' ? [] : [[name, sourceOf(field, said, zone)]];
    }),
  ),
});

function sourceOf(field: AnyField, said: Said, zone: string): object {
  const { from, constant, format, scheme, split, decimal, empty, values } = said;
  if (from.kind !== 'column') return { constant: valueOf(field, constant.trim()) };
  const meanings = Object.entries(isWorded(field) ? values : {}).filter(([word, to]) => to !== '' && to !== word);
  const written = meanings.map(([word, to]) => [word, targetOf(field, to)]);
  return {
    ...(from.and === null ? { column: from.column } : { columns: [from.column, from.and], join: ' ' }),
    ...(field.kind === 'moment' ? { dates: { format: format.trim(), zone } } : {}),
    ...(field.kind === 'actor' ? { scheme } : {}),
    ...(field.kind === 'texts' ? { split } : {}),
    ...(field.kind === 'number' && decimal === ',' ? { decimal } : {}),
    ...(written.length === 0 ? {} : { values: Object.fromEntries(written) }),
    ...(empty === 'none' ? { empty } : {}),
  };
}

const targetOf = (field: AnyField, to: string): unknown =>
  to === NONE ? null : to === UNKNOWN ? { unknown: true } : valueOf(field, to);

function valueOf({ kind }: AnyField, text: string): unknown {
  if (kind === 'flag') return text === 'true';
  return kind === 'number' ? Number(text) : text;
}
