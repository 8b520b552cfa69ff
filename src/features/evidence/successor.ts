import { formatInstant } from '#/core/time/instant.ts';
import { sha256Hex } from '#/ledger/hash.ts';

/** What takes the place of an artifact that is erased. */
export interface Successor {
  readonly name: string;
  readonly media: string;
  readonly bytes: Uint8Array;
}

/** As it is sealed. */
export const receivedSuccessor = (id: string, { name, media, bytes }: Successor, collected: number) => ({
  kind: 'artifact-received',
  payload: {
    v: 1,
    id,
    sha256: sha256Hex(bytes),
    bytes: bytes.length,
    media,
    name,
    source: null,
    run: null,
    grade: 'export',
    collected: formatInstant(collected),
  },
});
