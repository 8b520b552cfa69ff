import { dated } from './dates.ts';

/** Forms in which exports write dates. */
export const DATE_FORMS = [
  'iso',
  'MM/dd/yyyy',
  'dd/MM/yyyy',
  'M/d/yyyy',
  'd/M/yyyy',
  'dd.MM.yyyy',
  'd.M.yyyy',
  'dd-MM-yyyy',
  'MM-dd-yyyy',
  'yyyy/MM/dd',
  'yyyy/MM/dd HH:mm:ss',
  'dd-MMM-yyyy',
  'dd/MMM/yy h:mm a',
  'MM/dd/yyyy HH:mm',
  'dd/MM/yyyy HH:mm',
  'dd.MM.yyyy HH:mm',
  'dd.MM.yyyy HH:mm:ss',
  'epoch-seconds',
  'epoch-milliseconds',
] as const;

/** What one form reads, the other reads as well, and the same. */
const STRICTER: Readonly<Record<string, string>> = {
  'M/d/yyyy': 'MM/dd/yyyy',
  'd/M/yyyy': 'dd/MM/yyyy',
  'd.M.yyyy': 'dd.MM.yyyy',
};

export const isReadAs = (word: string, format: string, zone: string): boolean =>
  'moment' in dated(word, { format, zone });

/** The forms that read all of these words; of two that read them alike, the stricter one. */
export function formsOf(words: readonly string[], zone: string): readonly string[] {
  return stricterOf(DATE_FORMS.filter((format) => words.every((word) => isReadAs(word, format, zone))));
}

/** Of two forms that read the same words alike, the stricter one. */
export const stricterOf = (forms: readonly string[]): readonly string[] =>
  forms.filter((format) => !forms.some((stricter) => stricter === STRICTER[format]));
