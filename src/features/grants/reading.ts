import { DAY, type Instant } from '#/core/time/instant.ts';

/** A grant, as it stands. */
export interface Standing {
  readonly documents: readonly string[];
  readonly expires: Instant;
  /** It was taken back. */
  readonly ended: boolean;
}

export type Level = 'public' | 'request' | 'nda';

export interface Asked {
  readonly document: string;
  readonly level: Level;
  readonly state: 'given' | 'ended' | 'retired';
  /** The agreement in force binds the reader's company. */
  readonly hasNda: boolean;
  readonly now: Instant;
}

/** Why nothing is given; null: it is. */
export type Refused = 'not granted' | 'revoked' | 'expired' | 'nda' | 'retired' | null;

/** The same, as it is said to the reader. */
export const REFUSED_WORDS: Readonly<Record<NonNullable<Refused>, string>> = {
  'not granted': 'you were not given it',
  revoked: 'your access was taken back',
  expired: 'your access has ended',
  nda: 'no agreement with your company is in force',
  retired: 'it is no longer given to anybody',
};

/** Whether a grant opens a document now. The one place that decides it. */
export function whyNotRead(grant: Standing | undefined, { document, level, state, hasNda, now }: Asked): Refused {
  if (state === 'retired') return 'retired';
  if (grant === undefined || !grant.documents.includes(document)) return 'not granted';
  if (grant.ended) return 'revoked';
  if (grant.expires <= now) return 'expired';
  return level === 'nda' && !hasNda ? 'nda' : null;
}

/**
 * The grants by which all of these documents open already, and not only for some days more, of a list that begins with
 * what lasts longest; null: one of them needs another grant.
 */
export function grantsOpening<T extends Lasting>(
  grants: readonly T[],
  { documents, now }: { readonly documents: readonly string[]; readonly now: Instant },
): readonly T[] | null {
  const lasting = grants.filter((grant) => grant.because === null && !isEnding(grant, now));
  const opening = documents.map((each) => lasting.find((grant) => grant.documents.includes(each)));
  return opening.includes(undefined) ? null : [...new Set(opening.flatMap((grant) => grant ?? []))];
}

interface Lasting {
  readonly documents: readonly string[];
  readonly made: Instant;
  readonly expires: Instant;
  /** Why it was taken back; null: it was not. */
  readonly because: string | null;
}

/** Before access ends its reader is told, and may ask anew: a week, or a third of what it lasts where that is less. */
export const AHEAD = 7 * DAY;
const SHARE = 3;

export const isEnding = (
  { made, expires }: { readonly made: Instant; readonly expires: Instant },
  now: Instant,
): boolean => now >= expires - Math.min(AHEAD, (expires - made) / SHARE);
