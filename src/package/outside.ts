import { parseCheckpoint } from '../ledger/checkpoint.ts';
import { sameBytes } from '../ledger/hash.ts';
import { type Evidence, type Trust as Believed, type Vouch, vouchesIn } from '../ledger/vouch.ts';
import type { Archive, Fault } from './archive.ts';
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

/** The words of outsiders whom the reader believes, for checkpoints that are of this very log. What does not hold is a fault. */
export function vouchesOf(
  archive: Archive,
  manifest: Manifest,
  { log, believed }: { readonly log: Log; readonly believed: Believed },
  faults: Fault[],
): readonly Vouch[] {
  return manifest.documents
    .filter(({ path }) => path.startsWith(OUTSIDE))
    .flatMap(({ path }) => {
      const member = archive.find(path);
      if (member === undefined) return [];
      try {
        const {
          kind,
          checkpoint: note,
          evidence,
        } = JSON.parse(Buffer.from(archive.read(member)).toString('utf8')) as OutsideDocument;
        const checkpoint = parseCheckpoint(note);
        if (
          checkpoint.origin !== log.checkpoint?.origin ||
          checkpoint.size > log.entries.length ||
          !sameBytes(log.rootAt(checkpoint.size), checkpoint.root)
        ) {
          faults.push({ where: path, what: 'its checkpoint is not one of this log' });
          return [];
        }
        return vouchesIn({ kind, bytes: Buffer.from(evidence, 'base64') }, checkpoint, believed);
      } catch (error) {
        faults.push({ where: path, what: error instanceof Error ? error.message : String(error) });
        return [];
      }
    });
}
