/** What an outcome is called, in the order of the codes that are stored. docs/spec/package.md is normative. */
const OUTCOMES = ['pass', 'deviation', 'pending', 'excluded', 'not-applicable', 'unknown'] as const;
type Outcome = (typeof OUTCOMES)[number];
export type Counts = Readonly<Record<Outcome, number>>;

export interface Counted {
  readonly population: number;
  readonly shown: Counts;
  readonly rule: Counts;
}

const MINUTE = 60_000;
const VERSION = 2;
const HEAD_WORDS = 3;
const RANGES = 256;
const WORD = 4;
const CONTINUES = 0x40;
const EXCLUDED = 0x80;
const CODE = 0x0f;
const NO_MINUTE = 0xffff_ffff;
const EXCLUDED_CODE = OUTCOMES.indexOf('excluded');
const NOTHING = -1;
/** Of several states of one thing, the one with the highest rank counts: by code. */
const RANK = [1, 5, 2, 3, 0, 4];

const align = (length: number): number => Math.ceil(length / 8) * 8;

/** Counts what a window admits, by what is shown and by what the rule said. Throws RangeError for bytes that are no outcomes of version 1 or 2. */
export function countedIn(file: Uint8Array, start: number, end: number): Counted {
  const bytes = file.byteOffset % WORD === 0 ? file : file.slice();
  const words = (offset: number, count: number): Uint32Array => {
    if (offset + count * WORD > bytes.length) throw new RangeError('the outcomes end too early');
    return new Uint32Array(bytes.buffer, bytes.byteOffset + offset, count);
  };
  const [version, size = 0, due = 0] = words(0, HEAD_WORDS);
  if (version === undefined || version < 1 || version > VERSION)
    throw new RangeError(`outcomes of version ${version}: this reader knows versions 1 to ${VERSION}`);
  const codesAt = align(HEAD_WORDS * WORD) + align((RANGES + 1) * WORD);
  const fromAt = codesAt + align(size);
  const toAt = fromAt + align(size * WORD);
  if (toAt + align(size * WORD) + align(due * WORD) + due * 8 !== bytes.length)
    throw new RangeError('the outcomes are not as long as they say');
  const columns = { codes: bytes.subarray(codesAt, codesAt + size), from: words(fromAt, size), to: words(toAt, size) };
  return counted(columns, Math.ceil(start / MINUTE), Math.ceil(end / MINUTE));
}

interface Columns {
  readonly codes: Uint8Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

function counted({ codes, from, to }: Columns, firstMinute: number, endMinute: number): Counted {
  const shown = new Uint32Array(OUTCOMES.length);
  const rule = new Uint32Array(OUTCOMES.length);
  let worst = NOTHING;
  let worstShown = NOTHING;
  const close = (): void => {
    if (worst === NOTHING) return;
    rule[worst] = (rule[worst] ?? 0) + 1;
    shown[worstShown] = (shown[worstShown] ?? 0) + 1;
    worst = worstShown = NOTHING;
  };
  for (let item = 0; item < codes.length; item += 1) {
    const code = codes[item] ?? 0;
    const first = from[item] ?? NO_MINUTE;
    if ((code & CONTINUES) === 0) close();
    if (first === NO_MINUTE || first >= endMinute || (to[item] ?? 0) < firstMinute) continue;
    const said = code & CODE;
    worst = worse(worst, said);
    worstShown = worse(worstShown, (code & EXCLUDED) === 0 ? said : EXCLUDED_CODE);
  }
  close();
  return { population: rule.reduce((sum, count) => sum + count, 0), shown: named(shown), rule: named(rule) };
}

const worse = (a: number, b: number): number => (a === NOTHING || (RANK[b] ?? 0) > (RANK[a] ?? 0) ? b : a);

const named = (counts: Uint32Array): Counts =>
  Object.fromEntries(OUTCOMES.map((outcome, code) => [outcome, counts[code] ?? 0])) as Counts;
