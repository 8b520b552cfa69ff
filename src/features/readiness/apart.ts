import type { Instant } from '#/core/time/instant.ts';

/** What belongs to a window and yet stands apart from it, and why. */
export interface Apart {
  /** A record's key, or the id of what a person attached. */
  readonly item: string;
  readonly population: string | null;
  /** The check whose deadline it is. */
  readonly check: string | null;
  readonly controls: readonly string[];
  /** As the record, or the person who attached it, says. */
  readonly occurred: string | null;
  /** The first instant at which its deadline will have come. */
  readonly due: Instant | null;
  readonly received: Instant | null;
  readonly because: string;
}

/** How many there are, and those of one page. */
export interface Listed {
  readonly count: number;
  readonly items: readonly Apart[];
}

export interface Page {
  /** How many were shown before. */
  readonly after: number;
  readonly limit: number;
}
