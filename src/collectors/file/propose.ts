import type { Field } from '#/core/populations/field.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { Rows } from '#/collectors/formats/rows.ts';
import { faultOfError, wordOf } from './cell.ts';
import { DATE_FORMS, formsOf, isReadAs } from '#/collectors/formats/date-forms.ts';
import type { Source } from './mapping.ts';
import { type Likely, likelyOf, namedOnce, twoNamesIn } from './names.ts';

/** A column that probably means a field, and what a person still has to say about it. */
export interface Proposed {
  readonly field: string;
  readonly column: string;
  /** A second column, which stands behind it: the last name behind the first. */
  readonly and: string | null;
  /** `near`: the name is only like it; look before you confirm. */
  readonly how: 'exact' | 'near';
  readonly source: Source;
  /** What the file leaves open: which of two date forms, what kind of name, what a word means. */
  readonly open: readonly string[];
}

export interface Proposal {
  readonly fields: readonly Proposed[];
  /** Fields that every item needs and no column seems to tell. */
  readonly missing: readonly string[];
  /** Columns that mean nothing yet. */
  readonly unused: readonly string[];
}

/** As many rows as are looked at to tell how a column writes its dates and words. */
const SAMPLE = 500;
/** So much of a cell is shown: it may hold anything. */
const SHOWN = 40;

type FirstRows = Pick<Rows, 'header' | 'rows'>;

/**
 * A mapping for a file that nobody has described, for a person to confirm; nothing of it is used unconfirmed. It is made
 * for one population after the other: what is told of the columns is told once.
 */
export function proposing(
  { header, rows }: FirstRows,
  { zone }: { readonly zone: string },
): (population: PopulationName) => Proposal {
  const single = namedOnce(header);
  const [likely, twoNames] = [likelyOf(single), twoNamesIn(single)];
  const first = rows.slice(0, SAMPLE);
  const known = new Map<string, readonly string[]>();
  const samples = (column: string): readonly string[] => {
    const words = known.get(column) ?? wordsIn(first.map(({ cell }) => wordOf(cell(column))));
    known.set(column, words);
    return words;
  };
  return (population) => proposal(population, { header, likely, twoNames, samples, zone });
}

const wordsIn = (cells: readonly string[]): readonly string[] =>
  [...new Set(cells)].filter((word) => word !== '' && faultOfError(word) === null);

interface Paired {
  readonly column: string;
  readonly and: string | null;
  readonly how: 'exact' | 'near';
}

interface Told {
  readonly header: readonly string[];
  readonly likely: (field: string) => Likely;
  readonly twoNames: readonly [first: string, last: string] | null;
  /** What stands in the first cells of a column, each once. */
  readonly samples: (column: string) => readonly string[];
  readonly zone: string;
}

function proposal(population: PopulationName, { header, likely, twoNames, samples, zone }: Told): Proposal {
  const { fields } = populationNamed(population);
  const taken = new Set<string>();
  const pairs = new Map<string, Paired>();
  // who has an employment has a name, which often stands in two columns
  if (twoNames !== null && 'employee' in fields && 'name' in fields && likely('name').exact.length === 0) {
    const [column, and] = twoNames;
    pairs.set('name', { column, and, how: 'exact' });
    for (const each of twoNames) taken.add(each);
  }
  for (const how of ['exact', 'near'] as const) {
    for (const name of Object.keys(fields)) {
      const column = likely(name)[how].find((each) => !taken.has(each));
      if (column === undefined || pairs.has(name)) continue;
      pairs.set(name, { column, and: null, how });
      taken.add(column);
    }
  }
  return {
    fields: [...pairs].map(([field, { column, and, how }]) => ({
      field,
      column,
      and,
      how,
      ...(and === null
        ? sourceFor(fields[field], column, { words: samples(column), zone })
        : { source: { columns: [column, and], join: ' ' }, open: [] }),
    })),
    missing: Object.entries(fields).flatMap(([name, { none, unknown }]) =>
      none || unknown || pairs.has(name) ? [] : [name],
    ),
    unused: header.filter((name) => name !== '' && !taken.has(name)),
  };
}

interface Sample {
  readonly words: readonly string[];
  readonly zone: string;
}

type Draft = Pick<Proposed, 'source' | 'open'>;

function sourceFor(field: Field<unknown, unknown> | undefined, column: string, { words, zone }: Sample): Draft {
  switch (field?.kind) {
    case 'moment':
      return forDates(column, words, zone);
    case 'actor': {
      const email = words.length > 0 && words.every((word) => word.includes('@'));
      return {
        source: { column, scheme: email ? 'email' : 'name' },
        open: email ? [] : ['say what kind of name it holds, as scheme'],
      };
    }
    case 'choice':
      return forWords(column, words, field.choices);
    case 'flag':
      return forWords(
        column,
        words.filter((word) => !/^(true|false)$/i.test(word)),
        [],
      );
    case 'texts':
      return { source: { column, split: ',' }, open: ['say what separates its parts, as split'] };
    case 'text':
    case 'number':
    case 'list':
    case undefined:
      return { source: { column }, open: [] };
  }
}

function forDates(column: string, words: readonly string[], zone: string): Draft {
  const fitting = formsOf(words, zone);
  const [format = nearest(words, zone)] = fitting;
  const open =
    words.length === 0 || fitting.length === 0
      ? [noFormFor(words.filter((word) => !isReadAs(word, format, zone)))]
      : fitting.length > 1
        ? [`its dates may be ${fitting.join(' or ')}; say which, as dates.format`]
        : [];
  return { source: { column, dates: { format, zone } }, open };
}

/** The form that fits the most of what is there. */
const nearest = (words: readonly string[], zone: string): string => {
  const fits = (format: string): number => words.filter((word) => isReadAs(word, format, zone)).length;
  return DATE_FORMS.reduce<string>((best, format) => (fits(format) > fits(best) ? format : best), DATE_FORMS[0]);
};

/** Names what stands in the way, which may be one cell. */
const noFormFor = (strangers: readonly string[]): string =>
  strangers.length === 0
    ? 'say how it writes its dates, as dates.format'
    : `no form fits all of its dates, such as ${strangers
        .slice(0, 3)
        .map((word) => `"${word.slice(0, SHOWN)}"`)
        .join(', ')}; correct them, or say the form, as dates.format`;

function forWords(column: string, words: readonly string[], choices: readonly string[]): Draft {
  const values: Record<string, string> = {};
  const unknown: string[] = [];
  for (const word of words.slice(0, 50)) {
    const choice = choices.find((each) => each.toLowerCase() === word.toLowerCase());
    if (choice === undefined) unknown.push(word);
    else if (choice !== word) values[word] = choice;
  }
  return {
    source: Object.keys(values).length === 0 ? { column } : { column, values },
    open:
      unknown.length === 0
        ? []
        : [`say what these words mean, as values: ${unknown.map((word) => word.slice(0, SHOWN)).join(', ')}`],
  };
}
