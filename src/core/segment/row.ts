import type { Instant } from '#/core/time/instant.ts';

/**
 * What is known of an item in one version: it is there; a later look at the whole source no longer found it; the
 * source could not be read for it; or it was erased. The last two have no facts, and stay in the population.
 */
export const PRESENCES = ['present', 'gone', 'unreadable', 'erased'] as const;
export type Presence = (typeof PRESENCES)[number];

/** One version of one item, on its way into a segment. */
export interface Row {
  /** `<source>/<key of the population>`. */
  readonly key: string;
  readonly presence: Presence;
  /** The fact as JSON; null when unreadable or erased. */
  readonly fact: Readonly<Record<string, unknown>> | null;
  /** SHA-256 of the fact in canonical JSON; 32 bytes. */
  readonly digest: Uint8Array;
  /** Which of the segment's artifacts it was read from; null when from none, such as an item that is gone. */
  readonly artifact: number | null;
  /** Where in that artifact: `row 17`, `line 3`, `/items/4`. */
  readonly place: string;
  /** When the source was read. */
  readonly collected: Instant;
  /** When the whole source was last read before that, and did not yet say this; null at the first look. */
  readonly previous: Instant | null;
  /** Why it is unreadable or erased; else empty. */
  readonly note: string;
}
