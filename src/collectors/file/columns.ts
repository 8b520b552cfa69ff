import { DATE_FORMS, formsOf, isReadAs, stricterOf } from '#/collectors/formats/date-forms.ts';
import { dated } from '#/collectors/formats/dates.ts';
import type { Rows } from '#/collectors/formats/rows.ts';
import { faultOfError, wordOf } from './cell.ts';
import { namedOnce } from './names.ts';

/** What can be told of a column from its rows alone, for a person who says what it means. */
export interface ColumnTold {
  readonly name: string;
  /** Some of what stands there, no two the same. */
  readonly samples: readonly string[];
  readonly filled: number;
  readonly empty: number;
  /** Everything that stands there, where that is a few words; null: it is more. */
  readonly words: readonly string[] | null;
  readonly emails: boolean;
  readonly dates: DatesTold | null;
}

/** How its dates are written. */
export interface DatesTold {
  /** The forms that read the most of it, and what each makes of `example`: several where a person must choose. */
  readonly forms: readonly { readonly format: string; readonly reads: string }[];
  /** One that the forms read differently, where there are several. */
  readonly example: string;
  /** What none of them reads. */
  readonly strangers: readonly string[];
}

/** So many rows are looked at, and of a column so many different words. */
const SCANNED = 5_000;
const FEW = 30;
const LONGEST_WORD = 100;
/** A mapping names no column by more. */
const LONGEST_NAME = 500;
const SAMPLES = 3;
const DATED = 200;

export function columnsTold({ header, rows }: Pick<Rows, 'header' | 'rows'>, zone: string, most: number) {
  const names = namedOnce(header).filter((name) => name.length <= LONGEST_NAME);
  const scanned = rows.slice(0, SCANNED);
  return names.slice(0, most).map((name): ColumnTold => {
    const cells = scanned.map(({ cell }) => wordOf(cell(name)));
    const words = [...new Set(cells.filter((word) => word !== '' && faultOfError(word) === null))];
    const empty = cells.filter((word) => word === '').length;
    return {
      name,
      samples: words.slice(0, SAMPLES),
      filled: cells.length - empty,
      empty,
      words: words.length > FEW || words.some(({ length }) => length > LONGEST_WORD) ? null : words,
      emails: words.length > 0 && words.every((word) => /^[^\s@]+@[^\s@]+$/.test(word)),
      dates: datesIn(words.slice(0, DATED), zone),
    };
  });
}

/** Between 1973 and 2286: a number of other digits is no time that anybody exports. */
const EPOCH: Readonly<Record<string, RegExp>> = {
  'epoch-seconds': /^\d{9,10}(\.\d+)?$/,
  'epoch-milliseconds': /^\d{12,13}(\.\d+)?$/,
};

function datesIn(words: readonly string[], zone: string): DatesTold | null {
  if (!words.some((word) => /\d/.test(word))) return null;
  const plausible = (format: string): boolean => words.some((word) => EPOCH[format]?.test(word) ?? true);
  const all = formsOf(words, zone).filter(plausible);
  const forms = all.length > 0 ? all : mostOf(words, zone).filter(plausible);
  if (forms.length === 0) return null;
  const read = (word: string, format: string): string => {
    const result = dated(word, { format, zone });
    return 'moment' in result ? result.moment : '';
  };
  const telling = words.filter((word) => forms.every((format) => read(word, format) !== ''));
  const differs = (word: string): boolean => new Set(forms.map((format) => read(word, format))).size > 1;
  const example = telling.find(differs) ?? telling[0] ?? '';
  return {
    forms: forms.map((format) => ({ format, reads: read(example, format) })),
    example,
    strangers: words.filter((word) => !forms.some((format) => isReadAs(word, format, zone))).slice(0, SAMPLES),
  };
}

/** Those that read the most, where that is more than half. */
function mostOf(words: readonly string[], zone: string): readonly string[] {
  const counts = DATE_FORMS.map((format) => ({
    format,
    reads: words.filter((word) => isReadAs(word, format, zone)).length,
  }));
  const best = Math.max(...counts.map(({ reads }) => reads));
  if (best * 2 <= words.length) return [];
  return stricterOf(counts.filter(({ reads }) => reads === best).map(({ format }) => format));
}
