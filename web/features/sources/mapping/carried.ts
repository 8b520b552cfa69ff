import type { PopulationName } from '#/core/populations/index.ts';
import { inWords } from '#web/kit/words.ts';
import {
  type Column,
  columnNamed,
  columnsIn,
  guessed,
  type Look,
  type Said,
  type Sayings,
  saidOf,
  type Wanted,
  wantedOf,
} from './model.ts';

/** What was said of a file: its next one is asked for nothing again that still fits. */
export interface SaidOfFile {
  readonly path: string;
  readonly look: Look;
  readonly population: PopulationName | null;
  readonly sayings: Sayings;
  readonly zone: string;
}

export interface Carried extends SaidOfFile {
  /** What a person said of the file before and does not fit this one, in sentences. */
  readonly lost: readonly string[];
}

/** What was said of the file before, as far as the next one has the columns of which it was said; null: it is another. */
export function carried(before: SaidOfFile, path: string, look: Look): Carried | null {
  const { population, zone } = before;
  const columns = new Set(look.columns.map(({ name }) => name));
  if (population === null || !isLike(before, columns)) return null;
  const [guessedBefore, guessedNow] = [guessed(before.look, population), guessed(look, population)];
  const each = wantedOf(population).map((wanted) => {
    const { name } = wanted;
    const [said, now] = [before.sayings[name], guessedNow[name]];
    if (said === undefined || now === undefined || same(said, guessedBefore[name]))
      return { name, said: now, lost: [] };
    const gone = columnsIn(said).filter((column) => !columns.has(column));
    if (gone.length > 0)
      return { name, said: now, lost: gone.map((column) => `${inWords(name)}: the file has no column ${column}.`) };
    return { name, ...fitted(wanted, said, { before: before.look, now: look }) };
  });
  const sayings = Object.fromEntries(each.flatMap(({ name, said }) => (said === undefined ? [] : [[name, said]])));
  return { path, look, population, sayings, zone, lost: each.flatMap(({ lost }) => lost) };
}

/** At least half of the columns that told something are there. */
function isLike({ look, sayings }: SaidOfFile, columns: ReadonlySet<string>): boolean {
  const told = new Set(Object.values(sayings).flatMap(columnsIn));
  const names = told.size > 0 ? [...told] : look.columns.map(({ name }) => name);
  return names.filter((name) => columns.has(name)).length * 2 >= names.length;
}

const same = (a: Said, b: Said | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

interface Files {
  readonly before: Look;
  readonly now: Look;
}

/** What was said of a column, for the cells that stand there now. */
function fitted(
  wanted: Wanted,
  said: Said,
  { before, now }: Files,
): { readonly said: Said; readonly lost: readonly string[] } {
  if (said.from.kind !== 'column') return { said, lost: [] };
  const fresh = saidOf(wanted, now, said.from.column, said.from.and);
  const [then, column] = [columnNamed(before, said.from), columnNamed(now, said.from)];
  const readsDates = wanted.field.kind !== 'moment' || formFits(said.format, then, column);
  const asksEmpty = fresh.empty === '' && then?.empty === 0; // it had no empty cell of which anything could be said
  return {
    said: {
      ...said,
      format: said.format !== '' && readsDates ? said.format : fresh.format,
      empty: asksEmpty ? '' : said.empty,
      values: Object.fromEntries(Object.entries(fresh.values).map(([word, is]) => [word, said.values[word] ?? is])),
    },
    lost: readsDates ? [] : [`${inWords(wanted.name)}: its dates are written otherwise now.`],
  };
}

const formsOf = (column: Column | undefined): readonly string[] =>
  column?.dates?.forms.map(({ format }) => format) ?? [];

/** A form that somebody typed against those that were offered holds as long as the same are offered. */
function formFits(format: string, before: Column | undefined, now: Column | undefined): boolean {
  const forms = formsOf(now);
  return format === '' || forms.length === 0 || forms.includes(format) || formsOf(before).join() === forms.join();
}
