import Paper from 'pdfkit';
import { attached } from './attached.ts';
import { isPrintableText, printable } from './printable.ts';

/** What was agreed to, by whom, and how it is known. */
export interface Agreement {
  readonly title: string;
  /** Markdown: headings, paragraphs and lists. */
  readonly text: string;
  /** Texts that follow it, each on a page of its own. */
  readonly pages?: readonly string[];
  /** Over the facts. Default: Signature. */
  readonly heading?: string;
  /** Below the text, a name and what it says in each. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** A file whose pages follow. */
  readonly after?: Uint8Array;
  /** When it was signed, in milliseconds since 1970: the file is dated by it. */
  readonly at: number;
}

const FONTS = { plain: 'Helvetica', bold: 'Helvetica-Bold' } as const;
const MARGIN = 64;

/** The agreement as a file that both sides keep. */
export async function written({ after, ...agreement }: Agreement): Promise<Uint8Array> {
  const bytes = await writtenAlone(agreement);
  return after === undefined ? bytes : attached(bytes, after);
}

function writtenAlone({
  title,
  text,
  pages = [],
  heading = 'Signature',
  facts,
  at,
}: Omit<Agreement, 'after'>): Promise<Uint8Array> {
  const file = new Paper({
    size: 'A4',
    margin: MARGIN,
    lang: 'en',
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title, CreationDate: new Date(at), ModDate: new Date(at), Producer: 'Attestry' },
  });
  const chunks: Buffer[] = [];
  const whole = new Promise<Uint8Array>((resolve, reject) => {
    file.on('data', (chunk: Buffer) => chunks.push(chunk));
    file.on('end', () => resolve(Buffer.concat(chunks)));
    file.on('error', reject);
  });
  file.font(FONTS.bold).fontSize(17).text(printable(title)).moveDown(0.8);
  for (const [place, page] of [text, ...pages].entries()) {
    if (place > 0) file.addPage();
    for (const block of page.split(/\n\s*\n/)) writeBlock(file, block.trim());
  }
  file.moveDown(1).font(FONTS.bold).fontSize(12).text(printable(heading)).moveDown(0.4);
  for (const [name, value] of facts) writeFact(file, name, value);
  file.end();
  return whole;
}

type File = InstanceType<typeof Paper>;

/** `**bold**` and the like say nothing on paper that the words do not. */
const bare = (text: string): string => printable(text.replaceAll(/(\*\*|__|`)/g, ''));

function writeBlock(file: File, block: string): void {
  if (block === '') return;
  const [, marks = '', heading] = /^(#{1,6})\s+(.*)$/s.exec(block) ?? [];
  if (heading !== undefined) {
    const [first = '', ...rest] = heading.split('\n');
    file
      .moveDown(0.4)
      .font(FONTS.bold)
      .fontSize(marks.length === 1 ? 14 : 11.5)
      .text(bare(first))
      .moveDown(0.3);
    writeBlock(file, rest.join('\n').trim());
    return;
  }
  file.font(FONTS.plain).fontSize(10);
  const items = block.split(/\n(?=\s*(?:[-*]|\d+[.)])\s)/);
  for (const item of items) {
    const isItem = /^\s*(?:[-*]|\d+[.)])\s/.test(item);
    const words = bare(item.replace(/^\s*[-*]\s+/, '• ').replaceAll(/\s*\n\s*/g, ' '));
    file.text(words, { lineGap: 2, indent: isItem ? 10 : 0 });
  }
  file.moveDown(0.6);
}

function writeFact(file: File, name: string, value: string): void {
  file
    .font(FONTS.bold)
    .fontSize(9)
    .text(`${printable(name)}: `, { continued: true });
  file.font(FONTS.plain).text(printable(value), { lineGap: 2 });
  if (isPrintableText(value)) return;
  const codes = Array.from(value).map(
    (letter) => `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  file.text(`as it was typed, letter by letter: ${codes.join(' ')}`, { lineGap: 2 });
}
