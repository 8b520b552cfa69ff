import { z } from 'zod';

type Issue = Parameters<z.core.$ZodErrorMap>[0];
type Of<Code extends Issue['code']> = Extract<Issue, { code: Code }>;

/** From here on schemas say in the words of this product what is wrong, wherever they have none of their own. */
export function speakPlainly(): void {
  z.config({ localeError: inWords });
}

/** What is wrong, as the end of a sentence that names the place: "it is missing". */
export function inWords(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'it is missing'
        : `it must be ${kindNamed(issue.expected)}, and is ${kindOf(issue.input)}`;
    case 'invalid_value':
      return `it must be ${oneOf(issue.values.map((value) => JSON.stringify(value) ?? String(value)))}`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return `it must ${issue.origin in MEASURES ? 'have' : 'be'} ${limit('at most', 'less than', issue)}${measured(issue.origin, issue.maximum)}`;
    case 'invalid_format':
      return unformed(issue);
    case 'not_multiple_of':
      return `it must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `nothing is called ${issue.keys.map((key) => `"${key}"`).join(', ')} here`;
    case 'invalid_union':
      return 'it has none of the forms that are taken here';
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return 'it is not of its form';
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};
const kindNamed = (kind: string): string => KINDS[kind] ?? kind;

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? `the number ${value}` : String(value);
  return kindNamed(typeof value);
}

/** What is counted of a value; of a number it is the number itself. */
const MEASURES: Readonly<Record<string, string>> = { string: 'character', array: 'member', set: 'member' };
const measured = (origin: string, bound: number | bigint): string =>
  origin in MEASURES ? ` ${MEASURES[origin]}${bound === 1 ? '' : 's'}` : '';

const limit = (inclusive: string, exclusive: string, issue: Of<'too_small'> | Of<'too_big'>): string => {
  const bound = String(issue.code === 'too_big' ? issue.maximum : issue.minimum);
  if (issue.exact === true) return `exactly ${bound}`;
  return `${issue.inclusive === false ? exclusive : inclusive} ${bound}`;
};

function tooSmall(issue: Of<'too_small'>): string {
  const counted = issue.origin in MEASURES;
  if (counted && issue.minimum === 1 && issue.exact !== true) return 'it must not be empty';
  return `it must ${counted ? 'have' : 'be'} ${limit('at least', 'more than', issue)}${measured(issue.origin, issue.minimum)}`;
}

/** More than these are not named: a list as long as a page helps nobody. */
const MOST_NAMED = 24;
function oneOf(values: readonly string[]): string {
  if (values.length === 1) return values[0] ?? '';
  const more = values.length > MOST_NAMED ? ` and ${values.length - MOST_NAMED} more` : '';
  return `one of ${values.slice(0, MOST_NAMED).join(', ')}${more}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  url: 'an address (URL)',
  uuid: 'an id (UUID)',
  date: 'a day, such as 2026-03-31',
  datetime: 'an instant, such as 2026-03-31T09:30:00Z',
  time: 'a time of day, such as 09:30:00',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  base64: 'text in base64',
  base64url: 'text in base64url',
};

function unformed(issue: Of<'invalid_format'>): string {
  const text = (name: string): string => JSON.stringify((issue as unknown as Record<string, unknown>)[name]);
  if (issue.format === 'starts_with') return `it must begin with ${text('prefix')}`;
  if (issue.format === 'ends_with') return `it must end with ${text('suffix')}`;
  if (issue.format === 'includes') return `it must have ${text('includes')} in it`;
  if (issue.format === 'regex') return `it must be of the form ${issue.pattern ?? ''}`;
  const named = FORMATS[issue.format];
  return named === undefined ? 'it is not of its form' : `it must be ${named}`;
}
