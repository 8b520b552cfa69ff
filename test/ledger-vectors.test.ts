import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { type Json, canonicalJson } from '#/ledger/canonical.ts';
import { formatCheckpoint, parseCheckpoint } from '#/ledger/checkpoint.ts';
import { commitment, entryBytes, parseEntry } from '#/ledger/entry.ts';
import { leafHash } from '#/ledger/hash.ts';
import {
  cosign,
  formatNote,
  formatSignature,
  parseVerifierKey,
  privateKeyFrom,
  signerOf,
  signNote,
  verifiedSignatures,
  verifierKey,
} from '#/ledger/note.ts';
import { consistencyRanges, inclusionRanges, rangeHash, verifyConsistency, verifyInclusion } from '#/ledger/proof.ts';
import { keyAfter, rotationOf } from '#/ledger/rotation.ts';
import { entriesPath, subtreeHashFrom, tilePath } from '#/ledger/tiles.ts';
import { timestampRequest, verifyTimestamp } from '#/ledger/timestamp.ts';
import { EMPTY, extend, rootOf } from '#/ledger/tree.ts';
import { withSignatures } from '#/ledger/witness.ts';
import { bundle } from '#/package/bundles.ts';

/** docs/spec/ledger.md points here. Its values were computed with other code than ours; they never change. */
const FILE = path.join(import.meta.dirname, '../docs/spec/vectors/ledger-v1.json');

interface Vectors {
  readonly origin: string;
  readonly keys: readonly { readonly seed: string; readonly verifier: string }[];
  readonly entries: readonly {
    readonly kind: string;
    readonly received: string;
    readonly salt: string;
    readonly payload: string;
    readonly commitment: string;
    readonly entry: string;
    readonly leaf: string;
  }[];
  readonly roots: readonly string[];
  readonly checkpoints: readonly { readonly size: number; readonly note: string }[];
  readonly inclusion: readonly { readonly index: number; readonly size: number; readonly proof: readonly string[] }[];
  readonly consistency: readonly { readonly older: number; readonly size: number; readonly proof: readonly string[] }[];
  readonly tile: { readonly path: string; readonly bytes: string };
  readonly bundle: { readonly path: string; readonly bytes: string };
  readonly rotation: { readonly reason: string; readonly statement: string };
  readonly witness: {
    readonly name: string;
    readonly seed: string;
    readonly verifier: string;
    readonly time: number;
    readonly line: string;
    readonly note: string;
  };
  readonly timestamp: {
    readonly nonce: string;
    readonly request: string;
    readonly anchor: string;
    readonly token: string;
    readonly time: string;
    readonly authority: string;
  };
}

const vectors = JSON.parse(readFileSync(FILE, 'utf8')) as Vectors;
const { origin, entries, roots, checkpoints } = vectors;
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');
const signers = vectors.keys.map(({ seed }) => signerOf(origin, 'log', privateKeyFrom(bytes(seed))));
const leaves = entries.map(({ leaf }) => bytes(leaf));
const rootAt = (size: number): Buffer => bytes(roots[size] ?? assert.fail());
const hashOf = subtreeHashFrom(() => Buffer.concat(leaves));

test('keys are named as the vectors name them', () => {
  assert.equal(vectors.keys.length, 2);
  assert.deepEqual(
    signers.map(verifierKey),
    vectors.keys.map(({ verifier }) => verifier),
  );
});

test('an entry commits to its payload, and hashes to its leaf', () => {
  assert.equal(entries.length, 3);
  for (const { kind, received, salt, payload, commitment: expected, entry, leaf } of entries) {
    assert.equal(canonicalJson(JSON.parse(payload) as Json), payload);
    assert.equal(commitment(bytes(salt), Buffer.from(payload)), expected);
    const made = entryBytes({ v: 1, kind, received, payload: expected });
    assert.equal(Buffer.from(made).toString(), entry);
    assert.deepEqual(parseEntry(Buffer.from(entry)), { v: 1, kind, received, payload: expected });
    assert.equal(hex(leafHash(made)), leaf);
  }
});

test('trees of each size have their roots, tiles and proofs', () => {
  let frontier = EMPTY;
  for (const [size, root] of roots.entries()) {
    assert.equal(hex(rootOf(frontier)), root);
    frontier = extend(frontier, leaves.slice(size, size + 1));
  }
  for (const { index, size, proof } of vectors.inclusion) {
    assert.deepEqual(
      inclusionRanges(index, size).map((range) => hex(rangeHash(range, hashOf))),
      proof,
    );
    assert.ok(verifyInclusion(leaves[index] ?? assert.fail(), { index, size }, proof.map(bytes), rootAt(size)));
  }
  for (const { older, size, proof } of vectors.consistency) {
    assert.deepEqual(
      consistencyRanges(older, size).map((range) => hex(rangeHash(range, hashOf))),
      proof,
    );
    assert.ok(verifyConsistency({ size: older, root: rootAt(older) }, { size, root: rootAt(size) }, proof.map(bytes)));
  }
  assert.equal(tilePath({ level: 0, index: 0 }, 3), vectors.tile.path);
  assert.equal(hex(Buffer.concat(leaves)), vectors.tile.bytes);
  assert.equal(entriesPath(0, 3), vectors.bundle.path);
  assert.equal(hex(bundle(entries.map(({ entry }) => Buffer.from(entry)))), vectors.bundle.bytes);
});

test('checkpoints read, and are signed, as in the vectors', () => {
  assert.deepEqual(
    checkpoints.map(({ size }) => size),
    [1, 2, 3],
  );
  for (const { size, note } of checkpoints) {
    const text = formatCheckpoint({ origin, size, root: bytes(roots[size] ?? assert.fail()) });
    const by = size === 3 ? signers : signers.slice(0, 1);
    assert.equal(formatNote({ text, signatures: by.map((signer) => signNote(text, signer)) }), note);
    assert.equal(verifiedSignatures(parseCheckpoint(note).note, signers).length, by.length);
  }
});

test('the key of the log is the one that its entries hand on to', () => {
  const [first = assert.fail(), second = assert.fail()] = signers;
  const { reason, statement } = vectors.rotation;
  const payload = rotationOf(first, second, reason) as Readonly<Record<string, Json>>;
  assert.equal(canonicalJson(payload), entries[2]?.payload);
  assert.equal(canonicalJson({ ...payload, signatures: undefined }), statement);
  const keys = entries.map(({ kind, payload: said }, at) => ({ kind, said: JSON.parse(said) as unknown, at }));
  let key = '';
  const inForce = keys.map(({ kind, said }) => (key = keyAfter(key, kind, said)));
  assert.deepEqual(
    inForce,
    [0, 0, 1].map((at) => vectors.keys[at]?.verifier),
  );
});

test('a witness signs, and its line is added, as in the vectors', () => {
  const { name, seed, verifier, time, line, note } = vectors.witness;
  const witness = signerOf(name, 'witness', privateKeyFrom(bytes(seed)));
  const checkpoint = checkpoints[2]?.note ?? assert.fail();
  assert.equal(verifierKey(witness), verifier);
  assert.equal(formatSignature(cosign(parseCheckpoint(checkpoint).note.text, time, witness)), line);
  assert.equal(withSignatures(checkpoint, line), note);
  const [seen] = verifiedSignatures(parseCheckpoint(note).note, [parseVerifierKey(verifier)]);
  assert.equal(seen?.time, time);
});

test('a timestamp is asked for, and understood, as in the vectors', () => {
  const { nonce, request, anchor, token, time, authority } = vectors.timestamp;
  const message = Buffer.from(parseCheckpoint(checkpoints[2]?.note ?? assert.fail()).note.text);
  assert.equal(hex(timestampRequest(message, bytes(nonce))), request);
  assert.deepEqual(verifyTimestamp(Buffer.from(token, 'base64'), message, { anchors: anchor, nonce: bytes(nonce) }), {
    time: Date.parse(time),
    authority,
    trusted: true,
    because: null,
  });
});
