import { sameBytes } from './hash.ts';
import {
  formatNote,
  formatSignature,
  type Note,
  type NoteSignature,
  parseNote,
  type Verified,
  verifiedSignatures,
  type Verifier,
} from './note.ts';

/** C2SP tlog-witness: no consistency proof is longer, and none may be. */
const PROOF_LINES = 63;

export interface AddCheckpoint {
  /** The size that the witness saw last; 0 when it never saw the log. */
  readonly old: number;
  /** That the log of `old` entries is the beginning of this one; empty when `old` is 0 or the size itself. */
  readonly proof: readonly Uint8Array[];
  /** A signed checkpoint. */
  readonly checkpoint: string;
}

/** C2SP tlog-witness, `add-checkpoint`: the body of the request. */
export function addCheckpointBody({ old, proof, checkpoint }: AddCheckpoint): string {
  if (proof.length > PROOF_LINES)
    throw new TypeError(`a proof of ${proof.length} hashes, and a witness reads ${PROOF_LINES}`);
  return `old ${old}\n${proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('')}\n${checkpoint}`;
}

/** C2SP tlog-witness: the size that a witness saw last, as it says in a refusal. Throws TypeError. */
export function sizeSeen(answer: string): number {
  const size = /^(0|[1-9]\d*)\n$/.test(answer) ? Number(answer) : Number.NaN;
  if (!Number.isSafeInteger(size)) throw new TypeError('the witness does not say which size it saw');
  return size;
}

/** What witnesses said of a checkpoint. */
export interface Cosignatures {
  /** Signature lines, of the known witnesses only. */
  readonly lines: string;
  readonly verified: readonly Verified[];
}

/**
 * The signature lines for a checkpoint that hold under the keys given; other keys' are left out. Throws TypeError for
 * what are no signature lines, and for a line of a known key that does not hold.
 */
export function cosignaturesIn(
  lines: string,
  checkpoint: Pick<Note, 'text'>,
  witnesses: readonly Verifier[],
): Cosignatures {
  const known = signaturesIn(lines, checkpoint.text).filter((signature) =>
    witnesses.some((witness) => isBy(signature, witness)),
  );
  const verified = known.flatMap((signature) => {
    const [holds] = verifiedSignatures({ text: checkpoint.text, signatures: [signature] }, witnesses);
    if (holds === undefined) throw new TypeError(`the signature of ${signature.name} does not hold`);
    return [holds];
  });
  return { lines: known.map(formatSignature).join(''), verified };
}

/** Throws TypeError for anything but signature lines. */
function signaturesIn(lines: string, text: string): readonly NoteSignature[] {
  const note = parseNote(`${text}\n${lines}`);
  if (note.text !== text) throw new TypeError('not signature lines: an empty line stands between them');
  return note.signatures;
}

const isBy = (signature: Pick<NoteSignature, 'name' | 'keyId'>, { name, keyId }: Verifier): boolean =>
  signature.name === name && sameBytes(signature.keyId, keyId);

/** A checkpoint with more signature lines; one that is there already is not added again. Throws TypeError. */
export function withSignatures(checkpoint: string, lines: string): string {
  const { text, signatures } = parseNote(checkpoint);
  const added = signaturesIn(lines, text).map(formatSignature);
  const own = signatures.map(formatSignature);
  return `${formatNote({ text, signatures })}${[...new Set(added)].filter((line) => !own.includes(line)).join('')}`;
}
