import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseCheckpoint } from '#/ledger/checkpoint.ts';
import { parseVerifierKey } from '#/ledger/note.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { isFine, reportOf, threeSentences } from '#/package/report.ts';
import { verifyPackage } from '#/package/verify.ts';
import { archiveOf, membersOf } from '#test/kit/forger.ts';

/** docs/spec/package.md points here. These never change: a package that was made once stays verifiable. */
const FOLDER = path.join(import.meta.dirname, '../docs/spec/vectors');
const FILE = path.join(FOLDER, 'package-v1.tar');
const FROZEN = 'b722125bef43ecd6c0fe1feab081cad6f10d73c4a3049896b9dfc19eff3082d0';

interface Vector {
  readonly key: string;
  readonly since: string;
  readonly verified: object;
  readonly sentences: readonly string[];
  readonly report: readonly string[];
}

const vector = JSON.parse(readFileSync(path.join(FOLDER, 'package-v1.json'), 'utf8')) as Vector;
const believed = { anchors: '', witnesses: [] };

test('the package of version 1 is the one that was frozen', () => {
  assert.equal(sha256Hex(readFileSync(FILE)), FROZEN);
});

test('the package of version 1 verifies, and is reported, as it was when it was frozen', () => {
  const verified = verifyPackage(FILE, { key: parseVerifierKey(vector.key), since: null, believed });
  const { manifest, ...rest } = verified;
  assert.equal(manifest?.v, 1);
  assert.deepEqual(JSON.parse(JSON.stringify(rest)), vector.verified);
  assert.deepEqual(threeSentences(verified), vector.sentences);
  assert.deepEqual(reportOf('package-v1.tar', verified), vector.report);
  assert.ok(isFine(verified));
});

test('a checkpoint of its first two entries, which the key before signed, establishes the signer too', () => {
  const { signer, faults } = verifyPackage(FILE, { key: null, since: parseCheckpoint(vector.since), believed });
  assert.deepEqual([signer, faults], ['the log continues the checkpoint of 2 entries that you gave', []]);
});

test('its container is what its members make, to the byte', () => {
  const bytes = readFileSync(FILE);
  assert.ok(Buffer.from(archiveOf(membersOf(bytes))).equals(bytes));
});
