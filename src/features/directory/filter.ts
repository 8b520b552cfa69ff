import { refuse } from './refused.ts';
import { isStorable } from './text.ts';

/** What a directory looks somebody or a group up by. */
export interface Filter<Attribute extends string> {
  readonly attribute: Attribute;
  readonly value: string;
}

const LONGEST = 1_000;
/** RFC 7644 §3.4.2.2, as far as directories use it: one attribute equals one text. */
const EQUALS = /^\s*([A-Za-z][\w.:$-]*(?:\[type eq "work"\]\.value)?)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/i;

/** Null: everything. Throws `directory_refused` for what is no comparison, or of something else. */
export function parseFilter<A extends string>(
  text: string | undefined,
  attributes: Readonly<Record<string, A>>,
): Filter<A> | null {
  if (text === undefined) return null;
  const [, name = '', quoted = ''] = (text.length <= LONGEST ? EQUALS.exec(text) : null) ?? [];
  const attribute = Object.hasOwn(attributes, name.toLowerCase()) ? attributes[name.toLowerCase()] : undefined;
  if (attribute === undefined)
    refuse(
      'invalidFilter',
      `it takes one of these, followed by eq and a text: ${Object.values(attributes).join(', ')}`,
    );
  const value = unquoted(quoted);
  return { attribute, value: isStorable(value) ? value : refuse('invalidFilter', 'there is a zero in it') };
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return refuse('invalidFilter', 'the text in it is not quoted as JSON is');
  }
}
