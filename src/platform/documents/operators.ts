const code = (letter: string): number => letter.charCodeAt(0);
/** Of each byte: is it white, or does it end a word otherwise; it is asked of every byte that is drawn. */
const [WHITE, ENDS_WORD] = [1, 2];
const KINDS = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) KINDS[byte] = WHITE;
for (const letter of '()<>[]{}/%') KINDS[code(letter)] = ENDS_WORD;
const [BACKSLASH, OPENS, CLOSES, FROM, TO] = [code('\\'), code('('), code(')'), code('<'), code('>')];
const [COMMENT, NAME, ENDS_E, ENDS_I] = [code('%'), code('/'), code('E'), code('I')];
/** From here on letters stand; digits and what numbers are written with stand before. */
const LETTERS = 0x40;
/** So many bytes after what may end a picture show whether it does: a picture goes on with what is no text. */
const GLANCE = 12;

/** What is drawn does not end, so that nothing that stands after it would be drawn. */
export class Unended extends Error {}

/**
 * The operators by which a page is drawn, in their order, without what they are given (ISO 32000-1, 7.8.2). Throws
 * `Unended` where a text, a list or a picture goes on past the end.
 */
export function* operatorsIn(bytes: Buffer): Generator<string> {
  const open: string[] = [];
  let isPicture = false;
  for (let at = 0; at < bytes.length; ) {
    const after = afterNoWord(bytes, at, open);
    const end = after ?? afterWord(bytes, at);
    const word = after === null && open.length === 0 ? wordIn(bytes, at, end) : null; // in a list nothing is done
    at = end;
    if (word === null) continue;
    if (word === 'BI') isPicture = true;
    else if (isPicture && word === 'ID') [at, isPicture] = [afterPicture(bytes, at), false];
    else yield word;
  }
  if (open.length > 0 || isPicture) throw new Unended();
}

/** The end of whatever begins here and is no word; null: a word begins. */
function afterNoWord(bytes: Uint8Array, at: number, open: string[]): number | null {
  const letter = bytes[at] ?? 0;
  if (KINDS[letter] === WHITE) return at + 1;
  if (KINDS[letter] !== ENDS_WORD) return null;
  if (letter === OPENS) return afterText(bytes, at + 1);
  if (letter === FROM && bytes[at + 1] !== FROM) return afterByte(bytes, at, TO);
  if (letter === COMMENT) return afterComment(bytes, at);
  return letter === NAME ? afterWord(bytes, at + 1) : at + within(open, letter, bytes[at + 1]);
}

/** Null: a number. */
function wordIn(bytes: Buffer, from: number, to: number): string | null {
  for (let at = from; at < to; at += 1) if ((bytes[at] ?? 0) >= LETTERS) return bytes.toString('latin1', from, to);
  return null;
}

/** Opens or closes a list, or a table of names; how many bytes that is written with. */
function within(open: string[], letter: number, next: number | undefined): number {
  const isDouble = (letter === FROM || letter === TO) && next === letter;
  if (letter === FROM) open.push('>>');
  else if (letter === code('[')) open.push(']');
  else if ((isDouble ? '>>' : String.fromCharCode(letter)) === open.at(-1)) open.pop();
  return isDouble ? 2 : 1;
}

function afterWord(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && KINDS[bytes[at] ?? 0] === 0) at += 1;
  return at;
}

function afterByte(bytes: Uint8Array, from: number, byte: number): number {
  const at = bytes.indexOf(byte, from);
  if (at === -1) throw new Unended();
  return at + 1;
}

function afterComment(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at += 1;
  return at;
}

function afterText(bytes: Uint8Array, from: number): number {
  for (let [at, depth] = [from, 1]; at < bytes.length; at += 1) {
    const letter = bytes[at];
    if (letter === BACKSLASH) at += 1;
    else if (letter === OPENS) depth += 1;
    else if (letter === CLOSES) depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new Unended();
}

/** The bytes of a picture say nowhere how many they are. */
function afterPicture(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; at < bytes.length; at += 1) {
    if (bytes[at] !== ENDS_E || bytes[at + 1] !== ENDS_I) continue;
    const after = bytes.subarray(at + 2, at + 2 + GLANCE);
    if ((after.length === 0 || KINDS[after[0] ?? 0] === WHITE) && after.every(isText)) return at + 2;
  }
  throw new Unended();
}

const isText = (byte: number): boolean => (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13;
