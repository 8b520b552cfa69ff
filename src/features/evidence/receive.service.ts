import type { GradeByHand } from '#/core/grades.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { ensured } from '#/platform/blob/ensured.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { EvidenceDeps } from './service.ts';
import { insertArtifact } from './store.ts';

interface File {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly media: string;
  readonly grade: GradeByHand;
}

/** A file whose bytes are kept; sealed once the transaction that needs it says so. */
interface Received {
  readonly sha256: string;
  readonly seal: (tx: Tx) => Promise<{ readonly artifact: string; readonly sha256: string; readonly position: number }>;
}

/** Keeps the bytes of a file that a person handed over, before anything is said of it. */
export async function receivedFile(
  { ledger, chance, blobs }: Pick<EvidenceDeps, 'ledger' | 'chance' | 'blobs'>,
  org: string,
  { bytes, ...about }: File,
): Promise<Received> {
  const sha256 = sha256Hex(bytes);
  await blobs(org).put('artifacts', sha256, bytes);
  const seal: Received['seal'] = async (tx) => {
    const [artifact, collected] = [chance.newId(), chance.now()];
    const file = { id: artifact, sha256, bytes: bytes.length, ...about };
    const payload = { v: 1, ...file, source: null, run: null, collected: formatInstant(collected) };
    const [sealed] = await ledger.seal(tx, org, [{ kind: 'artifact-received', payload }]);
    const position = sealed?.position ?? -1;
    await insertArtifact(tx, { org, ...file, position, collected });
    await ensured(blobs(org), 'artifacts', sha256, bytes);
    return { artifact, sha256, position };
  };
  return { sha256, seal };
}
