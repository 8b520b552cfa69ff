/** How much of a PDF is taken. What has more is no report that somebody reads. */
export const LIMITS = {
  bytes: 32 * 2 ** 20,
  pages: 2_000,
  objects: 250_000,
  /** What packed parts that must be read may unpack to, all together. In bytes. */
  unpacked: 128 * 2 ** 20,
  /** A side of a page, in points: the most that the format knows. */
  side: 14_400,
  /** How much of a document is read as text. What is longer is read to there. */
  readPages: 600,
  letters: 4 * 2 ** 20,
} as const;

/** Why a file is not taken, and what its owner can do. */
export class Refusal extends Error {
  readonly help: string;

  constructor(because: string, help: string) {
    super(because);
    this.name = 'Refusal';
    this.help = help;
  }
}

export const PRINT_AGAIN = 'Open it in a reader, print it to a new PDF, and upload that.';

export const damaged = (what: string): Refusal =>
  new Refusal(`it is damaged: ${what}`, `Export it again from where it was made. ${PRINT_AGAIN}`);
