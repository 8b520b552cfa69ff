/** As much of JSON Schema as can be written as a person reads it. */
export interface WrittenShape {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly WrittenShape[];
  readonly oneOf?: readonly WrittenShape[];
  readonly items?: WrittenShape;
  readonly prefixItems?: readonly WrittenShape[];
  readonly properties?: Readonly<Record<string, WrittenShape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: WrittenShape | boolean;
  readonly pattern?: string;
  readonly contentEncoding?: string;
  readonly [keyword: string]: unknown;
}

const WIDTH = 100;
/** Stands before what is asked of a member. */
export const ASKED = '  // ';

/** The shape of a document as a person reads it; what is asked of a member stands behind it where `asks` says it. */
export function writtenShape(
  shape: WrittenShape,
  asks: (shape: WrittenShape) => string = () => '',
  indent = '',
): string {
  const inner = (each: WrittenShape): string => writtenShape(each, asks, indent);
  if (Array.isArray(shape.type)) return shape.type.map((type: string) => inner({ ...shape, type })).join(' | ');
  const either = shape.anyOf ?? shape.oneOf;
  if (either !== undefined) return [...new Set(either.map(inner))].join(' | ');
  if (shape.enum !== undefined) return shape.enum.map((word) => JSON.stringify(word)).join(' | ');
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.prefixItems !== undefined) return `[${shape.prefixItems.map(inner).join(', ')}]`;
  if (shape.type === 'array') return listOf(inner(shape.items ?? {}));
  if (shape.type === 'integer') return 'number';
  if (shape.type !== 'object') return (shape.type as string | undefined) ?? 'any JSON';
  return objectOf(shape, asks, indent);
}

const listOf = (item: string): string => (item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`);

function objectOf(
  { properties = {}, required = [], additionalProperties }: WrittenShape,
  asks: (shape: WrittenShape) => string,
  indent: string,
): string {
  const members = Object.entries(properties).map(([name, each]) => {
    const asked = asks(each);
    return `${name}${required.includes(name) ? '' : '?'}: ${writtenShape(each, asks, `${indent}  `)}${asked === '' ? '' : ASKED + asked}`;
  });
  if (members.length === 0) {
    if (additionalProperties === false) return '{}';
    const values =
      typeof additionalProperties === 'object' ? writtenShape(additionalProperties, asks, indent) : 'any JSON';
    return `{ [name]: ${values} }`;
  }
  const line = `{ ${members.join(', ')} }`;
  if (!line.includes('\n') && !line.includes(ASKED) && indent.length + line.length <= WIDTH) return line;
  return `{\n${members.map((member) => `${indent}  ${member}`).join('\n')}\n${indent}}`;
}

/** What is asked of a value besides its type, in words; empty: nothing. */
export function askedOf(shape: WrittenShape): string {
  const parts = [...new Set(limitsOf(shape))];
  const left = shape['default'];
  // of an object that has members, what each is when it is left out stands behind the member
  if (left !== undefined && !(shape.type === 'object' && shape.properties !== undefined))
    parts.push(`left out: ${JSON.stringify(left)}`);
  return parts.join('; ');
}

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'a UUID',
  date: 'a day, such as 2026-03-31',
  'date-time': 'an instant, such as 2026-03-31T09:30:00Z',
  email: 'an e-mail address',
  uri: 'an address (URL)',
};

/** What a pattern means, where many have it; empty: nothing that somebody needs to be told. */
const PATTERNS: Readonly<Record<string, string>> = {
  '^[a-z0-9]+(-[a-z0-9]+)*$': 'small letters, digits and hyphens',
  '^[a-z-]+\\.[a-z-]+$': 'two words with a point between, such as changes.approved-by-another',
  '^[0-9a-f]{64}$': '64 hexadecimal digits',
  '^[^\\p{Cc}]*$': 'in one line',
  '^[^\\p{Cc}]*(?:[\\t\\n\\r][^\\p{Cc}]*)*$': '',
  '^[A-Za-z0-9_-]+$': '',
  '^\\d{6}$': 'six digits',
  '^\\/(?!\\/)': 'beginning with a slash',
};

function patternOf({ format, pattern }: WrittenShape): string {
  if (pattern === undefined || FORMATS[String(format)] !== undefined) return '';
  return PATTERNS[pattern] ?? `of the form ${pattern}`;
}

function limitsOf(shape: WrittenShape): readonly string[] {
  const either = shape.anyOf ?? shape.oneOf;
  if (either !== undefined) return either.filter(({ type }) => type !== 'object').flatMap(limitsOf);
  const format = FORMATS[String(shape['format'])];
  const own = [
    ...(format === undefined ? [] : [format]),
    ...(shape.contentEncoding === undefined ? [] : [shape.contentEncoding]),
    ...(shape.type === 'integer' ? ['a whole number'] : []),
    ...between(shape['minLength'], shape['maxLength'], 'character'),
    ...between(shape['minimum'], shape['maximum'], ''),
    ...[patternOf(shape)].filter((words) => words !== ''),
    ...between(shape['minItems'], shape['maxItems'], 'member'),
  ];
  const ofItems = shape.items === undefined || shape.items.type === 'object' ? [] : limitsOf(shape.items);
  return ofItems.length === 0 ? own : [...own, `each ${ofItems.join(', ')}`];
}

/** Beyond this a bound says no more than how far a number or a year goes. */
const FAR = 1e13;

function between(least: unknown, most: unknown, what: string): readonly string[] {
  const from = typeof least === 'number' && least > -FAR ? least : null;
  const to = typeof most === 'number' && most < FAR ? most : null;
  const counted = what === '' ? '' : ` ${what}${(to ?? from) === 1 ? '' : 's'}`;
  if (from !== null && to !== null) return [from === to ? `${from}${counted}` : `${from} to ${to}${counted}`];
  if (to !== null) return [`at most ${to}${counted}`];
  return from === null ? [] : [`at least ${from}${counted}`];
}
