import { type Checkpoint, parseCheckpoint } from '#/ledger/checkpoint.ts';
import {
  cosign,
  formatSignature,
  parseVerifierKey,
  privateKeyFrom,
  signerOf,
  verifiedSignatures,
  verifierKey,
} from '#/ledger/note.ts';
import { verifyConsistency } from '#/ledger/proof.ts';

/** A witness as C2SP tlog-witness says, which remembers one log. */
export function testWitness(verifier: () => string, time: () => number) {
  const signer = signerOf('witness.test/w1', 'witness', privateKeyFrom(new Uint8Array(32).fill(9)));
  let seen: Checkpoint | null = null;
  const consider = (body: string): readonly [number, string, string?] => {
    const [first = '', ...rest] = body.split('\n');
    const gap = rest.indexOf('');
    const old = Number(/^old (\d+)$/.exec(first)?.[1]);
    const checkpoint = parseCheckpoint(rest.slice(gap + 1).join('\n'));
    if (verifiedSignatures(checkpoint.note, [parseVerifierKey(verifier())]).length === 0) return [403, 'unknown key'];
    if (old !== (seen?.size ?? 0)) return [409, `${seen?.size ?? 0}\n`, 'text/x.tlog.size'];
    const proof = rest.slice(0, gap).map((line) => Buffer.from(line, 'base64'));
    if (seen !== null && !verifyConsistency(seen, checkpoint, proof)) return [422, 'no proof'];
    seen = checkpoint;
    return [200, formatSignature(cosign(checkpoint.note.text, time(), signer))];
  };
  return { key: verifierKey(signer), consider, forget: () => (seen = null), seen: () => seen };
}
