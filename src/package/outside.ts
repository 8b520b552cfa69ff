import { parseCheckpoint } from '../ledger/checkpoint.ts';
import { type Evidence, type Trust as Believed, type Vouch, vouchesIn } from '../ledger/vouch.ts';
import type { Archive } from './archive.ts';
import { type Faults, messageOf } from './fault.ts';
import { readCanonical, textIn } from './json.ts';
import { LIMITS } from './limits.ts';
import type { Log } from './log.ts';
import type { Manifest } from './manifest.ts';

/** Where a package keeps what outsiders gave for earlier checkpoints of its log. */
export const OUTSIDE = 'outside/';

/** One such document: the checkpoint as it was sent out, and what came back, in base64. */
export interface OutsideDocument {
  readonly v: 1;
  readonly kind: Evidence['kind'];
  readonly checkpoint: string;
  readonly evidence: string;
}

/** `outside/000000000042-rfc3161.json`: by the size of the checkpoint, then by what it is, and by which of them. */
export const outsidePath = (size: number, kind: Evidence['kind'], place: number): string =>
  `${OUTSIDE}${String(size).padStart(12, '0')}-${kind}-${place}.json`;

/** The words of outsiders whom the reader believes, for checkpoints that are of this very log. What does not hold is a fault. */
export function vouchesOf(
  archive: Archive,
  manifest: Manifest,
  { log, believed }: { readonly log: Log; readonly believed: Believed },
  faults: Faults,
): readonly Vouch[] {
  return manifest.documents
    .filter(({ path }) => path.startsWith(OUTSIDE))
    .flatMap(({ path }) => {
      const member = archive.find(path);
      const bytes = member === undefined ? null : archive.read(member, LIMITS.checkpoint * 4, faults);
      if (bytes === null) return [];
      try {
        return wordsIn(bytes, log, believed);
      } catch (error) {
        faults.add('forged', path, messageOf(error));
        return [];
      }
    });
}

function wordsIn(bytes: Uint8Array, log: Log, believed: Believed): readonly Vouch[] {
  const document = readCanonical(bytes)?.value;
  const kind = textIn(document, 'kind');
  if (kind !== 'rfc3161' && kind !== 'witness') throw new TypeError('not a word of an outsider of a known kind');
  const checkpoint = parseCheckpoint(textIn(document, 'checkpoint') ?? '');
  const { origin, size, root } = checkpoint;
  if (origin !== log.checkpoint?.origin || size > log.size || Buffer.compare(log.rootAt(size), root) !== 0)
    throw new TypeError('its checkpoint is not one of this log');
  return vouchesIn({ kind, bytes: Buffer.from(textIn(document, 'evidence') ?? '', 'base64') }, checkpoint, believed);
}
