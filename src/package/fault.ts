/** What can be wrong with a package; docs/spec/package.md says what each means. */
export const FAULT_KINDS = [
  'malformed',
  'truncated',
  'misplaced',
  'missing',
  'unexpected',
  'too-large',
  'changed',
  'unsealed',
  'forged',
  'contradicted',
  'not-continued',
  'signer',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Says that something was changed; who signed is another question. */
export const isChange = ({ kind }: Fault): boolean => kind !== 'signer';

/** Something in a package that is not as it should be. */
export interface Fault {
  readonly kind: FaultKind;
  /** The member, or where in the file. */
  readonly where: string;
  readonly what: string;
}

/** More faults than a person reads; a hostile file could have any number. */
const MOST = 10_000;

/** What was found so far. */
export class Faults {
  readonly #found: Fault[] = [];

  add(kind: FaultKind, where: string, what: string): void {
    if (this.#found.length < MOST) this.#found.push({ kind, where, what });
  }

  get found(): readonly Fault[] {
    return this.#found;
  }

  get none(): boolean {
    return this.#found.length === 0;
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
