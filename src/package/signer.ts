import { checkpointsIn, parseCheckpoint, type SignedCheckpoint } from '../ledger/checkpoint.ts';
import { parseVerifierKey, verifiedSignatures, type Verifier, verifierKey } from '../ledger/note.ts';
import { type Faults, messageOf } from './fault.ts';
import type { Log } from './log.ts';

/** What the reader of a package has from elsewhere: without either, anybody could have signed it. */
export interface Given {
  /** The verifier key of the log, or of one that it had before. */
  readonly key: Verifier | null;
  /** A checkpoint that was received earlier. */
  readonly since: SignedCheckpoint | null;
}

function parsed<T>(what: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new TypeError(`${what}: ${messageOf(error)}`, { cause: error });
  }
}

/** What a reader typed, parsed; throws TypeError, saying which of both is none. */
export function parseGiven({ key, since }: { readonly key: string | null; readonly since: string | null }): Given {
  return {
    key: key === null ? null : parsed('--key', () => parseVerifierKey(key)),
    since: since === null ? null : parsed('--since', () => parseCheckpoint(checkpointsIn(since).at(-1) ?? since)),
  };
}

/**
 * Says how it is known whose log this is: by a key that the reader has, by a checkpoint that they received earlier, or
 * by both; null when it is not. What was given and does not fit is a fault, whatever the other one says.
 */
export function signerOf(log: Log, { key, since }: Given, faults: Faults): string | null {
  const known = [
    key === null ? null : byKey(log, key, faults),
    since === null ? null : byCheckpoint(log, since, faults),
  ];
  return known.filter((each) => each !== null).join('; ') || null;
}

function byKey({ keys, received }: Log, key: Verifier, faults: Faults): string | null {
  const wanted = verifierKey(key);
  if (wanted === keys.at(-1)) return 'the key that you gave is the key of the log';
  if (keys.includes(wanted))
    return 'the key that you gave is an earlier key of the log, which handed over to the present one';
  const day = received?.[1].slice(0, 10) ?? 'its day';
  faults.add(
    'signer',
    'log',
    `it was signed by another key than the one that you gave: either it is not of whom you think, or it was made before that key took over; ask for the key that was in force on ${day}`,
  );
  return null;
}

function byCheckpoint(log: Log, since: SignedCheckpoint, faults: Faults): string | null {
  const broken = whyNotContinued(log, since);
  if (broken === null) return `the log continues the checkpoint of ${since.size} entries that you gave`;
  const isOlder = since.origin === log.checkpoint?.origin && since.size > log.size;
  faults.add(isOlder ? 'signer' : 'not-continued', 'log', broken);
  return null;
}

function whyNotContinued(log: Log, { origin, size, root, note }: SignedCheckpoint): string | null {
  if (origin !== log.checkpoint?.origin) return `the checkpoint that you gave is of another log, ${origin}`;
  if (size > log.size)
    return `the checkpoint that you gave has ${size} entries, and this log only ${log.size}: it is newer than the package, and cannot vouch for it; give one from before ${log.received?.[1].slice(0, 10) ?? 'it'}, or the key`;
  if (verifiedSignatures(note, log.keys.flatMap(keyIn)).length === 0)
    return 'the checkpoint that you gave was not signed by a key of this log';
  if (size === 0) return 'the checkpoint that you gave is of an empty log, which says nothing';
  return Buffer.compare(log.rootAt(size), root) === 0
    ? null
    : `the first ${size} entries are not those of the checkpoint that you gave`;
}

function keyIn(text: string): readonly Verifier[] {
  try {
    return [parseVerifierKey(text)];
  } catch {
    return []; // the log names something that is no key; the checkpoint is reported for it
  }
}
