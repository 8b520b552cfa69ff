import type { Field } from '#/core/populations/field.ts';
import { faultOfText } from '#/collectors/formats/json.ts';
import type { Cell } from '#/collectors/formats/rows.ts';
import { githubHandle } from '#/collectors/identity.ts';
import { formsOf } from '#/collectors/formats/date-forms.ts';
import { dated, fromCivil } from '#/collectors/formats/dates.ts';
import type { Plain } from './mapping.ts';

/** What a cell says of a field, or why it says nothing that can be kept. Null is "there is none", undefined "not told". */
export type Taken = { readonly value: unknown } | Refused;

export interface Refused {
  readonly fault: string;
  /** What stands there; only for who looks at the file, never kept, because a wrong column may name somebody. */
  readonly cell?: string;
}

type AnyField = Field<unknown, unknown>;
type Filled = Exclude<Cell, null | undefined>;
type How = Exclude<Plain, { readonly constant: unknown }>;

export const NOT_TOLD: Taken = { value: undefined };
const NONE: Taken = { value: null };

/** The text by which a cell is compared: trimmed, and empty where nothing stands. */
export function wordOf(cell: Cell): string {
  if (cell === undefined || cell === null) return '';
  if (typeof cell === 'object') return isCivil(cell) ? cell.toString() : JSON.stringify(cell);
  return String(cell).trim();
}

/** `#N/A`, `#REF!`, `#DIV/0!`, `#NAME?`, and in other languages `#NV`, `#VALEUR!`; alone in its cell. */
const ERROR = /^#(?:N\/[AD]|NV|GETTING_DATA|[¡¿]?\p{Lu}+(?:\/0)?[!?])$/u;

/** Why there is no value where a spreadsheet could not work it out, or null: an error is neither a word nor empty. */
export const faultOfError = (word: string): string | null =>
  ERROR.test(word) ? `holds the error ${word} of a spreadsheet` : null;

export function taken(field: AnyField, how: How, cell: Cell): Taken {
  if (cell === undefined) return field.unknown ? NOT_TOLD : { fault: 'is missing' };
  const word = wordOf(cell);
  const { values = {} } = how;
  const error = Object.hasOwn(values, word) ? null : faultOfError(word);
  if (error !== null) return { fault: error };
  const known = Object.hasOwn(values, word) ? word : '*';
  if (word !== '' || known !== '*') {
    const target = Object.hasOwn(values, known) ? values[known] : undefined;
    if (target !== undefined) return typeof target === 'object' && target !== null ? NOT_TOLD : { value: target };
  }
  return word === '' || cell === null ? ofEmpty(field, how) : ofKind(field, how, cell);
}

function ofEmpty(field: AnyField, { empty }: How): Taken {
  if (empty === 'none') return NONE;
  if (field.unknown) return NOT_TOLD;
  return { fault: 'is empty' };
}

function ofKind(field: AnyField, how: How, cell: Filled): Taken {
  switch (field.kind) {
    case 'text':
      return ofText(cell);
    case 'number':
      return ofNumber(how, cell);
    case 'flag':
      return ofFlag(cell);
    case 'choice':
      return ofChoice(field, cell);
    case 'moment':
      return ofMoment(how, cell);
    case 'actor':
      return ofActor(how, cell);
    case 'texts':
      return ofTexts(how, cell);
    case 'list':
      return ofList(cell);
  }
}

const isCivil = (cell: object): cell is Temporal.PlainDate | Temporal.PlainDateTime =>
  cell instanceof Temporal.PlainDate || cell instanceof Temporal.PlainDateTime;

function ofText(cell: Filled): Taken {
  if (typeof cell === 'object' && !isCivil(cell)) return { fault: 'holds a list or an object, and no text' };
  if (typeof cell === 'number' && !isExact(cell))
    return { fault: 'is too large a number to be read exactly; write it as a text' };
  const value = wordOf(cell);
  const fault = faultOfText(value);
  return fault === null ? { value } : { fault };
}

const isExact = (number: number): boolean =>
  Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));

function ofNumber({ decimal = '.', unit }: How, cell: Filled): Taken {
  if (typeof cell === 'number') return isExact(cell) ? { value: cell } : { fault: 'is too large a number' };
  let text = wordOf(cell);
  if (unit !== undefined && text.endsWith(unit)) text = text.slice(0, -unit.length).trim();
  const plain = decimal === ',' ? /^-?\d{1,15}(,\d{1,15})?$/ : /^-?\d{1,15}(\.\d{1,15})?$/;
  return plain.test(text)
    ? { value: Number(text.replace(',', '.')) }
    : { fault: `is no number such as 1234${decimal}5`, cell: text };
}

function ofFlag(cell: Filled): Taken {
  if (typeof cell === 'boolean') return { value: cell };
  const text = wordOf(cell);
  if (/^true$/i.test(text)) return { value: true };
  if (/^false$/i.test(text)) return { value: false };
  return { fault: 'is neither true nor false, and the mapping has no value for it', cell: text };
}

function ofChoice({ choices }: AnyField, cell: Filled): Taken {
  const text = wordOf(cell);
  return choices.includes(text)
    ? { value: text }
    : { fault: `is none of ${choices.join(', ')}, and the mapping has no value for it`, cell: text };
}

function ofMoment({ dates }: How, cell: Filled): Taken {
  if (dates === undefined) return { fault: 'is a date, and the mapping does not say how it is written' };
  const result = typeof cell === 'object' && isCivil(cell) ? fromCivil(cell, dates.zone) : dated(wordOf(cell), dates);
  if ('moment' in result) return { value: result.moment };
  return { fault: `${result.fault}${hintOf(wordOf(cell), dates)}`, cell: wordOf(cell) };
}

/** Read in another form it is a date: that the mapping names the wrong one is likelier than a wrong cell. */
function hintOf(word: string, { format, zone = 'UTC' }: NonNullable<How['dates']>): string {
  const others = formsOf([word], zone).filter((each) => each !== format && !each.startsWith('epoch'));
  return others.length === 0 ? '' : `; it is one of the form ${others.join(' or ')}: give that as dates.format`;
}

function ofActor({ scheme }: How, cell: Filled): Taken {
  const name = ofText(cell);
  if ('fault' in name || scheme === undefined) return name;
  const text = String(name.value);
  if (scheme === 'github') return { value: githubHandle(text) };
  if (scheme !== 'email') return { value: `${scheme}:${text}` };
  return /^[^\s@]+@[^\s@]+$/.test(text) ? { value: `email:${text.toLowerCase()}` } : { fault: 'is no e-mail address' };
}

function ofTexts({ split }: How, cell: Filled): Taken {
  if (Array.isArray(cell)) {
    const parts = cell.map((part: Filled) => ofText(part));
    const bad = parts.find((part) => 'fault' in part);
    return bad ?? { value: parts.map((part) => ('value' in part ? part.value : null)) };
  }
  const text = ofText(cell);
  if ('fault' in text || split === undefined)
    return 'fault' in text ? text : { fault: 'is one text; say what separates its parts, as split' };
  const parts = String(text.value)
    .split(split)
    .map((part) => part.trim());
  return { value: parts.filter((part) => part !== '') };
}

function ofList(cell: Filled): Taken {
  if (Array.isArray(cell)) return { value: cell };
  try {
    const list: unknown = JSON.parse(wordOf(cell));
    return Array.isArray(list) ? { value: list } : { fault: 'is JSON, but no list' };
  } catch (error) {
    if (error instanceof SyntaxError) return { fault: 'is no list in JSON' };
    throw error;
  }
}
