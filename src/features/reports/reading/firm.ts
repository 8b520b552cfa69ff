import { DATE, dayIn } from './dates.ts';
import type { Proposal } from './proposals.ts';

/** A date that stands alone, or with the place where it was signed. */
const ALONE = new RegExp(`^(?:dated?:? )?(?:(\\p{Lu}[\\p{L} .,’'-]{1,60}?)[ ,|–—-]+)?(${DATE})$`, 'iu');
const IN_A_SENTENCE = /\b(?:period|ended|through|to|of|from|as|and|the|until)\b/i;
/** How names of firms of accountants end. */
const FIRM =
  /\b(?:LLP|L\.L\.P|LLC|L\.L\.C|PLLC|PLC|P\.?A|P\.?C|CPAs?|Certified Public Accountants?|Chartered Accountants?|Limited|Ltd|Assurance|Auditors|Associates|& Co(?:mpany)?)[.)]{0,2}$/i;
const LONGEST = 90;
const MOST_WORDS = 10;
/** So many lines around the date the firm signs. */
const AROUND = 6;

interface Line {
  readonly page: number;
  readonly text: string;
}

interface Signature {
  readonly firm: Proposal | null;
  readonly dated: Proposal | null;
}

/**
 * Who signed the report of the auditor, and the date that stands with it: a line of its own below the opinion, best with
 * the name of a firm near it. `lines` are those of that report; it is dated after the day up to which it speaks.
 */
export function signatureIn(lines: readonly Line[], last: string | null): Signature {
  const opinion = lines.findIndex(({ text }) => /\bin our opinion\b|\bnot express an? opinion\b/i.test(text));
  const addressed = addresseesIn(lines);
  const dates = lines.flatMap((line, at) => {
    const day = at > opinion ? dayAlone(line.text) : null;
    return day === null || day <= (last ?? '') ? [] : [{ ...line, day, firm: firmNear(lines, at, addressed) }];
  });
  const dated = dates.findLast(({ firm }) => firm !== undefined) ?? dates.at(-1);
  const firm = dated?.firm ?? firmAtEdge(lines, addressed);
  return {
    dated: dated === undefined ? null : proposed(dated, { 'dated.on': dated.day, 'dated.page': dated.page }),
    firm: firm === undefined ? null : proposed(firm, { 'firm.name': nameIn(firm.text), 'firm.page': firm.page }),
  };
}

const proposed = ({ page, text: words }: Line, says: Readonly<Record<string, string | number>>): Proposal => ({
  says: Object.entries(says).map(([place, value]) => ({ place, value })),
  page,
  words,
});

function dayAlone(line: string): string | null {
  const [, place = '', date = ''] = ALONE.exec(line.replace(/\.$/, '')) ?? [];
  return date === '' || IN_A_SENTENCE.test(place) ? null : dayIn(date);
}

function firmNear(lines: readonly Line[], at: number, addressed: readonly string[]): Line | undefined {
  const near = Array.from({ length: AROUND }, (_, away) => [lines[at - away], lines[at + away]]).flat();
  return near.find((line) => line !== undefined && isFirm(line.text, addressed));
}

/** Without a date near which it stands: what closes the report, or what heads its paper. */
const firmAtEdge = (lines: readonly Line[], addressed: readonly string[]): Line | undefined =>
  [...lines.slice(-AROUND).toReversed(), ...lines.slice(0, AROUND)].find(({ text }) => isFirm(text, addressed));

/** A typed signature begins with /s/. */
const nameIn = (line: string): string =>
  line
    .replace(/^\/s\/ ?/i, '')
    .replace(/,$/, '')
    .trim();

function isFirm(line: string, addressed: readonly string[]): boolean {
  const name = nameIn(line);
  if (name.length > LONGEST || name.split(' ').length > MOST_WORDS) return false;
  return /^[\p{Lu}\d]/u.test(name) && FIRM.test(name) && !addressed.some((each) => name.toLowerCase().includes(each));
}

const TO =
  /^To:? (?:the )?(?:(?:board of directors|board|management|stockholders|shareholders|members)(?:,? and (?:board of directors|management|stockholders|shareholders))? (?:of|at) )?(.{3,80})$/i;

/** To whom the report is written: their name may end as that of a firm does. */
const addresseesIn = (lines: readonly Line[]): readonly string[] =>
  lines.flatMap(({ text }) => {
    const name = TO.exec(text)?.[1] ?? '';
    const bare = name
      .toLowerCase()
      .replace(/[:,.]+$/, '')
      .replace(/,? (?:inc|llc|ltd|corp|limited)\.?$/, '');
    return bare === '' ? [] : [bare];
  });
