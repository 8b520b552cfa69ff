import type { Writable } from 'node:stream';
import { counted, grouped } from '#/core/grouped.ts';

export { grouped as count, counted };

/** Colors of a terminal, by what they mean. */
const STYLES = { strong: '1', faint: '2', good: '32', bad: '31', unsure: '33', accent: '36' } as const;
export type Style = keyof typeof STYLES;

export interface Column<T> {
  readonly title: string;
  readonly of: (row: T) => string;
  readonly style?: (row: T) => Style | null;
  readonly right?: true;
}

export interface OutputOptions {
  readonly out: Writable;
  readonly err: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly json: boolean;
  readonly color: boolean;
  readonly width: number;
}

/** Where a command writes: for people as text, or with --json one document for programs. */
export class Output {
  readonly json: boolean;
  /** Characters in a line. */
  readonly width: number;
  readonly #options: OutputOptions;
  #bar = false;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.json = options.json;
    this.width = options.width;
  }

  /** The one document of a reading command. In text mode `text` is asked for instead. */
  document(value: unknown, text: () => void): void {
    if (this.json) this.#options.out.write(`${JSON.stringify(value, null, 2)}\n`);
    else text();
  }

  line(text = ''): void {
    if (!this.json) this.#options.out.write(`${harmless(text, this.#options.color)}\n`);
  }

  /** For a person, whatever the mode: progress and what went wrong. */
  note(text: string): void {
    this.#clear();
    this.#options.err.write(`${harmless(text, false)}\n`);
  }

  /** One line that is written over; nothing where nobody looks. */
  progress(what: string, done: number, total: number | null): void {
    if (this.#options.err.isTTY !== true) return;
    const share = total === null || total === 0 ? '' : ` of ${grouped(total)}`;
    const bar = total === null || total === 0 ? '' : ` ${barOf(done / total)}`;
    const line = `${harmless(what, false)}: ${grouped(done)}${share}${bar}`;
    this.#options.err.write(`\r\u001b[2K${line.slice(0, this.#options.err.columns ?? 80)}`);
    this.#bar = true;
  }

  #clear(): void {
    if (this.#bar) this.#options.err.write('\r\u001b[2K');
    this.#bar = false;
  }

  done(): void {
    this.#clear();
  }

  style(text: string, style: Style | null): string {
    return style === null || !this.#options.color ? text : `\u001b[${STYLES[style]}m${text}\u001b[0m`;
  }

  title(text: string): void {
    this.line(this.style(text, 'strong'));
  }

  /** A table as wide as its contents; the last column takes what is left of the width, and is wrapped. */
  table<T>(rows: readonly T[], columns: readonly Column<T>[]): void {
    const last = columns.length - 1;
    const cells = rows.map((row) =>
      columns.map(({ of }, at) => (at === last ? of(row) : of(row).replaceAll(/\s*[\r\n]\s*/gu, ' '))),
    );
    const widths = columns.map(({ title }, at) =>
      Math.max(title.length, ...cells.map((each) => each[at]?.length ?? 0)),
    );
    const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
    this.line(
      this.style(
        columns.map(({ title }, at) => (at === last ? title : title.padEnd(widths[at] ?? 0))).join('  '),
        'faint',
      ),
    );
    rows.forEach((row, place) => {
      const [first = [], ...more] = wrapped(cells[place] ?? [], Math.max(24, this.#options.width - before));
      this.line(this.#row(first, { row, columns, widths }));
      for (const extra of more) this.line(' '.repeat(before) + extra.at(-1));
    });
  }

  #row<T>(
    cells: readonly string[],
    {
      row,
      columns,
      widths,
    }: { readonly row: T; readonly columns: readonly Column<T>[]; readonly widths: readonly number[] },
  ): string {
    return columns
      .map(({ style, right }, at) => {
        const text = cells[at] ?? '';
        const padded =
          at === columns.length - 1
            ? text
            : right === true
              ? text.padStart(widths[at] ?? 0)
              : text.padEnd(widths[at] ?? 0);
        return this.style(padded, style?.(row) ?? null);
      })
      .join('  ')
      .trimEnd();
  }
}

/** Our own colors, or what would move a terminal's cursor, rewrite its title or turn the direction of its text. */
const COLOR_OR_CONTROL = /\p{Cc}\[(?:0|1|2|31|32|33|36)m|[[\p{Cc}\p{Bidi_Control}]--\n]/gv;

/** What a terminal only shows: names and cells come from elsewhere, and may hold anything. */
const harmless = (text: string, color: boolean): string =>
  text.replaceAll(COLOR_OR_CONTROL, (found) => {
    if (color && found.startsWith('\u001b[')) return found;
    return found === '\t' ? ' ' : '\ufffd';
  });

/** The cells of a row, and for each further line of its last cell that line alone. */
function wrapped(cells: readonly string[], width: number): readonly (readonly string[])[] {
  const [first = '', ...more] = wrap(cells.at(-1) ?? '', width);
  return [[...cells.slice(0, -1), first], ...more.map((line) => [line])];
}

/** Lines of at most so many characters, broken between words. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else {
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    lines.push(line);
  }
  return lines;
}

function barOf(share: number): string {
  const width = 20;
  const full = Math.round(Math.min(1, share) * width);
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}]`;
}
