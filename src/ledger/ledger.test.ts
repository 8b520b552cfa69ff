import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from './canonical.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { commitment, entryBytes, parseEntry } from './entry.ts';
import { leafHash, sha256 } from './hash.ts';
import {
  cosign,
  formatNote,
  parseNote,
  parseVerifierKey,
  signerOf,
  signNote,
  verifiedSignatures,
  verifierKey,
} from './note.ts';
import { consistencyRanges, inclusionRanges, rangeHash, verifyConsistency, verifyInclusion } from './proof.ts';
import { entriesPath, subtreeHashFrom, tilePath, tilesOf, tileWidth } from './tiles.ts';
import { EMPTY, extend, rootOf } from './tree.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const numbered = (count: number): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, n) => leafHash(Buffer.from(`entry ${n}`)));

/** The tree by its definition, RFC 6962 §2.1: the reference for everything cleverer. */
function definition(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length <= 1) return leaves[0] ?? sha256('');
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Buffer.concat([Uint8Array.of(1), definition(leaves.slice(0, k)), definition(leaves.slice(k))]));
}

/** All tiles of a log, as a store would hold them. */
function tiles(leaves: readonly Uint8Array[]): Map<string, Uint8Array> {
  const held = new Map<string, Uint8Array>();
  for (const address of tilesOf(leaves.length)) {
    const hashes = Array.from({ length: tileWidth(address, leaves.length) }, (_, at) => {
      const span = 256 ** address.level;
      const first = (address.index * 256 + at) * span;
      return definition(leaves.slice(first, first + span));
    });
    held.set(`${address.level}/${address.index}`, Buffer.concat(hashes));
  }
  return held;
}

const hashesOf = (leaves: readonly Uint8Array[]) => {
  const held = tiles(leaves);
  return subtreeHashFrom(({ level, index }) => held.get(`${level}/${index}`) ?? new Uint8Array(0));
};

test('the roots are those of the Certificate Transparency test data', () => {
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  let frontier = EMPTY;
  assert.equal(hex(rootOf(frontier)), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  for (const [at, input] of inputs.entries()) {
    frontier = extend(frontier, [leafHash(Buffer.from(input, 'hex'))]);
    assert.equal(hex(rootOf(frontier)), roots[at]);
  }
});

test('a tree extended in any steps has the root that its definition gives', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(70), { maxLength: 6 }), (steps) => {
      const leaves = numbered(steps.reduce((sum, step) => sum + step, 0));
      let frontier = EMPTY;
      for (const step of steps) frontier = extend(frontier, leaves.slice(frontier.size, frontier.size + step));
      assert.equal(hex(rootOf(frontier)), hex(definition(leaves)));
    }),
  );
});

test('every entry proves its inclusion, and nothing else does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.nat(), fc.nat(), (size, pick, flip) => {
      const index = pick % size;
      const leaves = numbered(size);
      const root = definition(leaves);
      const proof = inclusionRanges(index, size).map((range) => rangeHash(range, hashesOf(leaves)));
      const leaf = leaves[index] ?? assert.fail();
      assert.ok(verifyInclusion(leaf, { index, size }, proof, root));
      assert.ok(!verifyInclusion(leafHash(Buffer.from('another')), { index, size }, proof, root));
      assert.ok(!verifyInclusion(leaf, { index: (index + 1) % (size + 1), size }, proof, root));
      assert.ok(!verifyInclusion(leaf, { index, size }, [...proof, root], root));
      if (proof.length > 0) {
        const broken = proof.map((hash, at) =>
          at === flip % proof.length ? hash.map((byte, n) => (n === flip % 32 ? byte ^ 1 : byte)) : hash,
        );
        assert.ok(!verifyInclusion(leaf, { index, size }, broken, root));
        assert.ok(!verifyInclusion(leaf, { index, size }, proof.slice(1), root));
      }
    }),
    { numRuns: 60 },
  );
});

test('a later tree proves that it begins with the earlier one, and a rewritten one cannot', () => {
  fc.assert(
    fc.property(fc.nat(600), fc.nat(600), fc.nat(), (a, b, pick) => {
      const [older, size] = a < b ? [a, b] : [b, a];
      const leaves = numbered(size);
      const ranges = older === 0 ? [] : consistencyRanges(older, size);
      const proof = ranges.map((range) => rangeHash(range, hashesOf(leaves)));
      const before = { size: older, root: definition(leaves.slice(0, older)) };
      assert.ok(verifyConsistency(before, { size, root: definition(leaves) }, proof));
      if (older === 0) return;
      const rewritten = leaves.map((leaf, at) => (at === pick % older ? leafHash(Buffer.from('rewritten')) : leaf));
      const forged = ranges.map((range) => rangeHash(range, hashesOf(rewritten)));
      assert.ok(!verifyConsistency(before, { size, root: definition(rewritten) }, forged));
    }),
    { numRuns: 60 },
  );
});

test('tiles are named as C2SP names them', () => {
  assert.equal(tilePath({ level: 0, index: 1234067 }, 256), 'tile/0/x001/x234/067');
  assert.equal(tilePath({ level: 1, index: 0 }, 112), 'tile/1/000.p/112');
  assert.equal(entriesPath(5, 256), 'tile/entries/005');
  assert.deepEqual(
    tilesOf(70_000).filter(({ level }) => level > 0),
    [
      { level: 1, index: 0 },
      { level: 1, index: 1 },
      { level: 2, index: 0 },
    ],
  );
});

test('a note signed by another implementation is understood', () => {
  // The example of golang.org/x/mod/sumdb/note.
  const key = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const signature =
    '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
  const verifier = parseVerifierKey(key);
  assert.equal(verifierKey(verifier), key);
  assert.equal(verifiedSignatures(parseNote(`${text}\n${signature}`), [verifier]).length, 1);
  assert.equal(verifiedSignatures(parseNote(`${text.replace('you', 'You')}\n${signature}`), [verifier]).length, 0);
  assert.equal(
    verifierKey(parseVerifierKey('sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8')).slice(0, 23),
    'sum.golang.org+033de0ae',
  );
});

test('a checkpoint survives its journey, carries a witness, and is refused in any other form', () => {
  const log = signerOf('attestry.test/acme', 'log', generateKeyPairSync('ed25519').privateKey);
  const witness = signerOf('witness.test', 'witness', generateKeyPairSync('ed25519').privateKey);
  const text = formatCheckpoint({ origin: 'attestry.test/acme', size: 3, root: definition(numbered(3)) });
  const bytes = formatNote({ text, signatures: [signNote(text, log), cosign(text, 1_767_225_600, witness)] });
  const { note, size } = parseCheckpoint(bytes);
  assert.equal(size, 3);
  assert.deepEqual(
    verifiedSignatures(note, [log, witness]).map(({ time }) => time),
    [null, 1_767_225_600],
  );
  assert.deepEqual(
    verifiedSignatures(note, [signerOf('attestry.test/acme', 'log', generateKeyPairSync('ed25519').privateKey)]),
    [],
  );
  const broken = [
    '',
    'x',
    bytes.slice(0, -1),
    bytes.replace('\n3\n', '\n03\n'),
    bytes.replace('\n3\n', '\n-3\n'),
    `${bytes}\n`,
    bytes.replace('attestry.test/acme\n', '\n'),
    bytes.replace('\u2014', '-'),
  ];
  for (const form of broken) assert.throws(() => parseCheckpoint(form), TypeError);
});

test('an entry has one form, and is refused in any other', () => {
  const entry = {
    v: 1,
    kind: 'check-run',
    received: '2026-11-24T10:00:00.000Z',
    payload: commitment(new Uint8Array(32), Buffer.from('{}')),
  } as const;
  assert.deepEqual(parseEntry(entryBytes(entry)), entry);
  const text = Buffer.from(entryBytes(entry)).toString();
  const others = [
    ` ${text}`,
    text.replace('"v":1', '"v":2'),
    text.replace('check-run', 'Check Run'),
    text.replace('.000Z', 'Z'),
    text.replace('}', ',"x":1}'),
  ];
  for (const other of others) assert.throws(() => parseEntry(Buffer.from(other)), TypeError);
});

test('canonical JSON is that of RFC 8785', () => {
  assert.equal(
    canonicalJson({ b: 1, a: [true, null, 'x\u20ac\n'], '\u20ac': 1e21, A: 4.5, c: undefined }),
    '{"A":4.5,"a":[true,null,"x\u20ac\\n"],"b":1,"\u20ac":1e+21}',
  );
  assert.throws(() => canonicalJson({ a: [Number.NaN] }), /\$\.a\[0\]/);
  assert.throws(() => canonicalJson('\ud800'), /surrogate/);
});

test('canonical JSON orders members however they were given, and whatever they are called', () => {
  const names = ['b', 'a', 'B', '10', '9', '__proto__', 'toJSON', 'é', 'a.b', ''];
  for (const order of [names, names.toReversed(), names.toSorted()]) {
    const value = Object.fromEntries(order.map((name) => [name, [{ z: 1, [name]: name }]]));
    const expected = names
      .toSorted()
      .map((name) => {
        const inner =
          name > 'z'
            ? `{"z":1,${JSON.stringify(name)}:${JSON.stringify(name)}}`
            : `{${JSON.stringify(name)}:${JSON.stringify(name)},"z":1}`;
        return `${JSON.stringify(name)}:[${inner}]`;
      })
      .join(',');
    assert.equal(canonicalJson(value), `{${expected}}`);
  }
});

test('canonical JSON is what its definition gives, for any value and for the next one of the same shape', () => {
  const defined = (value: unknown): string => {
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    if (Array.isArray(value)) return `[${value.map(defined).join(',')}]`;
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${defined(member)}`).join(',')}}`;
  };
  const names = fc.constantFrom('id', 'v', 'a', 'Z', 'x.y', '1', 'toJSON', '__proto__');
  const value = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.jsonValue({ maxDepth: 0 }), tie('list'), tie('members')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    members: fc.dictionary(names, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  })).value;
  fc.assert(
    fc.property(value, fc.nat(9), (given, other) => {
      assert.equal(canonicalJson(given as never), defined(given));
      const next = JSON.parse(JSON.stringify(given), (_, each) =>
        typeof each === 'string' ? `${each}${other}` : each,
      );
      assert.equal(canonicalJson(next), defined(next));
    }),
    { numRuns: 500 },
  );
});
