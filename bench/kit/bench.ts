import type { Measure } from './measure.ts';

export interface Given {
  /** A data folder: with the company in it, where the bench needs one; else empty, and the bench's own. */
  readonly folder: string;
  readonly size: number;
  readonly rounds: number;
}

/** One bench. It runs in a process of its own, one for each size. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  /** `world`: the folder holds the company, and is left as it was. `own`: it may do with the folder as it likes. */
  readonly needs: 'world' | 'own';
  /** Sizes at which it is measured; all when it is left out. */
  readonly sizes?: (size: number) => boolean;
  run(given: Given): Promise<readonly Measure[]>;
}
