import { type Checkpoint, formatCheckpoint } from './checkpoint.ts';
import type { Verifier } from './note.ts';
import { instantText } from './time.ts';
import { verifyTimestamp } from './timestamp.ts';
import { cosignaturesIn } from './witness.ts';

/** What an outsider gave for a checkpoint: a timestamp token (RFC 3161), or signature lines of witnesses (C2SP). */
export interface Evidence {
  readonly kind: 'rfc3161' | 'witness';
  readonly bytes: Uint8Array;
}

/** Whom the reader believes. It never comes from the company, nor out of the package that is verified. */
export interface Trust {
  /** Certificates in PEM, above timestamp authorities. */
  readonly anchors: string;
  readonly witnesses: readonly Verifier[];
}

/** An outsider's word: the first `size` entries of the log were there, as they are, at that time. */
export interface Vouch {
  readonly size: number;
  /** Milliseconds since 1970, by the outsider's clock. */
  readonly time: number;
  readonly by: string;
}

/**
 * What the evidence for a checkpoint is worth to a reader: empty when it is by nobody whom they trust. Throws
 * TypeError for evidence that does not hold, whoever it is by.
 */
export function vouchesIn(
  { kind, bytes }: Evidence,
  checkpoint: Checkpoint,
  { anchors, witnesses }: Trust,
): readonly Vouch[] {
  const text = formatCheckpoint(checkpoint);
  const { size } = checkpoint;
  if (kind === 'rfc3161') {
    const { time, authority, trusted } = verifyTimestamp(bytes, Buffer.from(text), { anchors });
    return trusted ? [{ size, time, by: authority }] : [];
  }
  const { verified } = cosignaturesIn(Buffer.from(bytes).toString('utf8'), { text }, witnesses);
  return verified.flatMap(({ verifier, time }) =>
    time === null ? [] : [{ size, time: 1000 * time, by: verifier.name }],
  );
}

const earlier = (a: Vouch | null, b: Vouch): Vouch => (a === null || b.time < a.time ? b : a);

/** The first outsider who saw the log with at least so many entries; null when none did. */
export const firstToSee = (vouches: readonly Vouch[], size: number): Vouch | null =>
  vouches.filter((vouch) => vouch.size >= size).reduce<Vouch | null>(earlier, null);

export const NO_WITNESS = "no outside witness: received dates rest on the company's own clock and key";

/**
 * Since when an outsider vouches for a log of `size` entries, in one sentence without its period. Each vouch must be
 * trusted, and for a size whose checkpoint was proven to be of this log.
 */
export function sinceWhen(vouches: readonly Vouch[], size: number): string {
  const covered = Math.min(size, Math.max(0, ...vouches.map((vouch) => vouch.size)));
  const whole = firstToSee(vouches, covered);
  if (whole === null || covered === 0) return NO_WITNESS;
  const first = vouches.filter((vouch) => vouch.size > 0).reduce<Vouch | null>(earlier, null) ?? whole;
  const what = covered === size ? `all ${counted(size)}` : `the first ${covered} of ${counted(size)}`;
  const before =
    first.time < whole.time ? `, and ${since(first)} for the first ${Math.min(first.size, covered)} of them` : '';
  const after = covered === size ? '' : `; received dates after these rest on the company's own clock and key`;
  return `outside witness: ${since(whole)} for ${what}${before}${after}`;
}

const since = ({ by, time }: Vouch): string => `${by} vouches since ${instantText(time)}`;
const counted = (entries: number): string => (entries === 1 ? '1 entry' : `${entries} entries`);
