import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const LEDGER = path.join(import.meta.dirname, '../src/ledger');
const VECTORS = path.join(import.meta.dirname, '../docs/spec/vectors/ledger-v1.json');
const sources = readdirSync(LEDGER).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

/** What a stranger might write, who has nothing but the folder and the vectors. */
const SCRIPT = `
import { readFileSync } from 'node:fs';
import { parseCheckpoint } from './ledger/checkpoint.ts';
import { leafHash, sameBytes } from './ledger/hash.ts';
import { parseVerifierKey, verifiedSignatures } from './ledger/note.ts';
import { EMPTY, extend, rootOf } from './ledger/tree.ts';
import { sinceWhen, vouchesIn } from './ledger/vouch.ts';

const { entries, keys, checkpoints, timestamp, witness } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const checkpoint = parseCheckpoint(checkpoints[2].note);
const leaves = entries.map(({ entry }) => leafHash(Buffer.from(entry)));
const signed = verifiedSignatures(checkpoint.note, keys.map(({ verifier }) => parseVerifierKey(verifier))).length;
const trust = { anchors: timestamp.anchor, witnesses: [parseVerifierKey(witness.verifier)] };
const vouches = [
  ...vouchesIn({ kind: 'rfc3161', bytes: Buffer.from(timestamp.token, 'base64') }, checkpoint, trust),
  ...vouchesIn({ kind: 'witness', bytes: Buffer.from(witness.line) }, checkpoint, trust),
];
console.log(sameBytes(rootOf(extend(EMPTY, leaves)), checkpoint.root), signed, sinceWhen(vouches, checkpoint.size));
`;

test('the ledger needs nothing but node:crypto and itself', () => {
  assert.ok(sources.length >= 15);
  for (const name of sources) {
    const imports = [...readFileSync(path.join(LEDGER, name), 'utf8').matchAll(/from '([^']+)'/g)].map(
      ([, from]) => from,
    );
    for (const from of imports)
      assert.match(from ?? '', /^(node:crypto|\.\/[a-z0-9-]+\.ts)$/, `${name} imports ${from}`);
  }
});

test('the folder of the ledger, copied elsewhere, verifies the published vectors with plain Node', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'attestry-ledger-'));
  after(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'ledger'));
  for (const name of sources) copyFileSync(path.join(LEDGER, name), path.join(folder, 'ledger', name));
  const script = path.join(folder, 'verify.ts');
  writeFileSync(script, SCRIPT);
  const output = execFileSync(process.execPath, ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', script, VECTORS], {
    cwd: folder,
    env: {},
    encoding: 'utf8',
  });
  assert.equal(
    output,
    'true 2 outside witness: witness.example/w1 vouches since 2026-02-01T00:00:00.000Z for all 3 entries\n',
  );
});
