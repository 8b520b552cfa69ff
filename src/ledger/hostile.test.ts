import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type Json } from './canonical.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { commitment, entryBytes, parseEntry, SALT_BYTES } from './entry.ts';
import { EMPTY_ROOT, leafHash, nodeHash } from './hash.ts';
import {
  cosign,
  formatNote,
  parseNote,
  parseVerifierKey,
  privateKeyFrom,
  signerOf,
  signNote,
  verifiedSignatures,
  verifierKey,
} from './note.ts';
import { consistencyRanges, inclusionRanges, verifyConsistency, verifyInclusion } from './proof.ts';
import { keyAfter, ROTATION, rotatedTo, rotationOf } from './rotation.ts';
import { subtreesOf } from './tree.ts';

const ORIGIN = 'attestry.test/acme';
const signer = (name = ORIGIN, kind: 'log' | 'witness' = 'log') =>
  signerOf(name, kind, generateKeyPairSync('ed25519').privateKey);

test('bytes that are no entry are refused with a TypeError, whatever they are', () => {
  const entry = { v: 1, kind: 'check-run', received: '2026-11-24T10:00:00.000Z', payload: '0'.repeat(64) } as const;
  const text = Buffer.from(entryBytes(entry)).toString();
  const forms = ['', 'x', '[', 'null', '7', '"v"', text.replace('11-24', '02-30'), text.replace('T10', 'T25')];
  for (const form of forms) assert.throws(() => parseEntry(Buffer.from(form)), TypeError, form);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.throws(() => parseEntry(bytes), TypeError);
    }),
  );
});

test('an entry that no reader would accept is never written', () => {
  const entry = { v: 1, received: '2026-11-24T10:00:00.000Z', payload: '0'.repeat(64) } as const;
  assert.ok(entryBytes({ ...entry, kind: 'a'.repeat(64) }).length < 250);
  for (const kind of ['', 'Check Run', 'check_run', '-x', 'a'.repeat(65)]) {
    assert.throws(() => entryBytes({ ...entry, kind }), TypeError, kind);
  }
});

test('a byte cannot move between salt and payload', () => {
  const salt = new Uint8Array(SALT_BYTES).fill(7);
  assert.match(commitment(salt, Buffer.from('12345')), /^[0-9a-f]{64}$/);
  assert.throws(() => commitment(Buffer.concat([salt, Buffer.from('1')]), Buffer.from('2345')), TypeError);
  assert.throws(() => commitment(salt.subarray(1), Buffer.from('12345')), TypeError);
});

test('a list with holes has no canonical form', () => {
  const list: Json[] = [];
  list[1] = 1;
  assert.throws(() => canonicalJson(list), /\$\[0\]/);
});

test('a proof whose hashes are not 32 bytes long proves nothing', () => {
  const [a, b] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))];
  const root = nodeHash(a, b);
  assert.ok(verifyInclusion(b, { index: 1, size: 2 }, [a], root));
  for (const wrong of [new Uint8Array(0), a.subarray(1), Buffer.concat([a, a])]) {
    nodeHash(a, b); // what is left over from one hash must not help the next
    assert.equal(verifyInclusion(b, { index: 1, size: 2 }, [wrong], root), false);
    assert.equal(verifyInclusion(wrong, { index: 0, size: 2 }, [b], root), false);
    assert.equal(verifyConsistency({ size: 1, root: a }, { size: 2, root }, [wrong]), false);
    assert.equal(verifyConsistency({ size: 1, root: wrong }, { size: 2, root }, [b]), false);
  }
});

test('positions and sizes that are no counts prove nothing, and ask for nothing', () => {
  const a = leafHash(Buffer.from('a'));
  for (const index of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.equal(verifyInclusion(a, { index, size: 1 }, [], a), false);
    assert.equal(verifyConsistency({ size: index, root: a }, { size: 2, root: nodeHash(a, a) }, [a]), false);
    assert.throws(() => inclusionRanges(index, 4), RangeError);
    assert.throws(() => consistencyRanges(index, 4), RangeError);
  }
  assert.throws(() => inclusionRanges(4, 4), RangeError);
  assert.throws(() => consistencyRanges(5, 4), RangeError);
  assert.deepEqual(consistencyRanges(0, 4), []);
});

test('an empty tree has one root', () => {
  const root = leafHash(Buffer.from('a'));
  assert.ok(verifyConsistency({ size: 0, root: EMPTY_ROOT }, { size: 1, root }, []));
  assert.equal(verifyConsistency({ size: 0, root }, { size: 1, root }, []), false);
});

test('the subtrees of any range add up to it', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 53n - 1n }), (size) => {
      const sum = subtreesOf(0, Number(size)).reduce((total, { height }) => total + 2 ** height, 0);
      assert.equal(sum, Number(size));
    }),
    { examples: [[2n ** 49n - 1n], [2n ** 53n - 1n]] },
  );
});

test('a note is refused when a name could not stand in it, or a character could not', () => {
  const log = signer();
  const text = `${ORIGIN}\n1\n${Buffer.from(EMPTY_ROOT).toString('base64')}\n`;
  const note = formatNote({ text, signatures: [signNote(text, log)] });
  assert.equal(parseCheckpoint(note).size, 1);
  const line = note.slice(note.lastIndexOf('\u2014'));
  const forms = [
    note.replace(`\u2014 ${ORIGIN} `, '\u2014  '),
    note.replace(`\u2014 ${ORIGIN} `, '\u2014 a+b '),
    note.replace(`\u2014 ${ORIGIN} `, '\u2014 a\u0085b '),
    note.replace(ORIGIN, 'attestry\u0007test'),
    note.replace(ORIGIN, 'attestry\ttest'),
    note.replace(ORIGIN, 'attestry\rtest'),
    note.replace(ORIGIN, 'attestry\ud800test'),
    `${note}${line.repeat(100)}`,
  ];
  for (const form of forms) assert.throws(() => parseNote(form), TypeError, JSON.stringify(form.slice(0, 40)));
  assert.throws(() => signer('a\u0085b'), TypeError);
});

test('a verifier key has one form', () => {
  const key = verifierKey(signer());
  assert.equal(verifierKey(parseVerifierKey(key)), key);
  const forms = ['', 'x', `${key}=`, `${key}AAAA`, key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))];
  for (const form of forms) assert.throws(() => parseVerifierKey(form), TypeError, form);
});

test('the same key does not count twice, and a time that no clock shows does not count', () => {
  const [log, witness] = [signer(), signer('witness.test', 'witness')];
  const text = `${ORIGIN}\n1\n${Buffer.from(EMPTY_ROOT).toString('base64')}\n`;
  const twice = [signNote(text, log), signNote(text, log), cosign(text, 5, witness), cosign(text, 9, witness)];
  assert.deepEqual(
    verifiedSignatures({ text, signatures: twice }, [log, witness]).map(({ time }) => time),
    [null, 5],
  );
  const signature = cosign(text, 2 ** 53, witness);
  assert.deepEqual(verifiedSignatures({ text, signatures: [signature] }, [witness]), []);
});

test('a rotation counts only whole, between keys of one log, and a broken one is no error', () => {
  const [before, after] = [signer(), signer()];
  const good = rotationOf(before, after, 'yearly') as Record<string, Json>;
  const from = verifierKey(before);
  assert.equal(rotatedTo(from, good), verifierKey(after));
  const foreign = signer('attestry.test/other');
  const witness = signerOf(ORIGIN, 'witness', after.privateKey);
  const broken: unknown[] = [
    null,
    7,
    { ...good, after: 'x' },
    { ...good, reason: '\ud800' },
    { ...good, reason: 'other' },
    { ...good, origin: 'attestry.test/other' },
    { ...good, signatures: [{ toString: 1, valueOf: 1 }, 'x'] },
    { ...good, signatures: [(good['signatures'] as Json[])[0] ?? null] },
    { ...good, signatures: [...(good['signatures'] as Json[])].reverse() },
    rotationOf(before, foreign, 'yearly'),
    rotationOf(before, witness, 'yearly'),
  ];
  for (const payload of broken) {
    assert.equal(rotatedTo(from, payload), null, JSON.stringify(payload));
    assert.equal(keyAfter(from, ROTATION, payload), from);
  }
  assert.equal(keyAfter('', ROTATION, { ...good, before: '' }), '');
});

test('a signing key comes from 32 bytes and nothing else', () => {
  assert.equal(privateKeyFrom(new Uint8Array(32).fill(1)).asymmetricKeyType, 'ed25519');
  for (const length of [0, 31, 33]) assert.throws(() => privateKeyFrom(new Uint8Array(length)), TypeError);
});
