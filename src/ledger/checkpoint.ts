import { HASH_BYTES } from './hash.ts';
import { type Note, parseNote } from './note.ts';
import type { TreeHead } from './proof.ts';

/** C2SP tlog-checkpoint: what a log says of itself at one moment, before it is signed. */
export interface Checkpoint extends TreeHead {
  /** Names the log; never used for another. */
  readonly origin: string;
}

export const formatCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;

export interface SignedCheckpoint extends Checkpoint {
  readonly note: Note;
}

/** Throws TypeError for a note that is no checkpoint. Extension lines are refused: version 1 has none. */
export function parseCheckpoint(bytes: string): SignedCheckpoint {
  const note = parseNote(bytes);
  const [origin, size, encoded, end, ...rest] = note.text.split('\n');
  const root = Buffer.from(encoded ?? '', 'base64');
  const checkpoint = { origin: origin ?? '', size: Number(size), root };
  const wellFormed =
    checkpoint.origin !== '' && /^(0|[1-9]\d*)$/.test(size ?? '') && Number.isSafeInteger(checkpoint.size);
  if (
    !wellFormed ||
    root.length !== HASH_BYTES ||
    end !== '' ||
    rest.length > 0 ||
    formatCheckpoint(checkpoint) !== note.text
  ) {
    throw new TypeError('not a checkpoint: it reads <origin>, <size>, <base64 of a 32-byte root>, a line each');
  }
  return { ...checkpoint, note };
}

/** A file holds one checkpoint, or many, one after the other, as a witness keeps them. What is none is refused when it is parsed. */
export const checkpointsIn = (text: string): readonly string[] =>
  text.match(/[^\n][^\u2014]*?\n\n(?:\u2014 .+\n)+/g) ?? [text];
