import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { countOutcomes, decodeOutcomes, encodeOutcomes, type Outcomes, rangesOf } from '#/checks/engine/outcomes.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { rowReader } from '#/core/segment/row-reader.ts';
import { readSegment, segmentFile } from '#/core/segment/file.ts';
import type { Row } from '#/core/segment/row.ts';
import { encodeRows, inOrder } from '#/core/segment/segment.ts';
import { canonicalBytes, type Json } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { treeRoot } from '#/ledger/tree.ts';
import { countedIn } from '#/package/outcomes.ts';
import { writtenOf } from '#test/kit/facts.ts';

/** docs/spec/segment.md and docs/spec/outcomes.md point here. These never change: what was sealed once stays readable. */
const FOLDER = path.join(import.meta.dirname, '../docs/spec/vectors');
const FROZEN = {
  'segment-v1.json': '0a1f702ce9d47b23530c33c64397eac93115a5f7e0152206ddffe6d6f3204829',
  'outcomes-v1.json': '50c549e000bf0c867858f9e2c41650464787b63073cb6b9c5629e69884eda895',
  'outcomes-v2.json': '52e154a090aa978570542d2e89f1d10e80c80509194eeb89c79c8e733e561f3e',
};
const vector = (name: keyof typeof FROZEN): unknown => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8'));

interface SegmentVector {
  readonly population: PopulationName;
  readonly artifacts: readonly string[];
  readonly rows: readonly (Omit<Row, 'digest'> & { readonly digest: string })[];
  readonly header: string;
  readonly digest: string;
  readonly file: string;
  readonly sha256: string;
}

const written = vector('segment-v1.json') as SegmentVector;
const rows = written.rows.map((row) => ({ ...row, digest: new Uint8Array(Buffer.from(row.digest, 'hex')) }));
const population = populationNamed(written.population);

for (const [name, sha256] of Object.entries(FROZEN))
  test(`${name} is the one that was frozen`, () => {
    assert.equal(sha256Hex(readFileSync(path.join(FOLDER, name))), sha256);
  });

test('rows make the segment of version 1, to the byte', () => {
  const { digest, header, bytes } = segmentFile(
    { population: written.population, schema: 1, rows: rows.length, artifacts: written.artifacts },
    encodeRows(population, inOrder(rows.toReversed())),
    { canonical: (each) => canonicalBytes(each as Json), sha256: sha256Hex },
  );
  assert.equal(Buffer.from(canonicalBytes(header as unknown as Json)).toString(), written.header);
  assert.equal(digest, written.digest);
  assert.equal(Buffer.from(bytes).toString('base64'), written.file);
  assert.equal(sha256Hex(bytes), written.sha256);
  const types = new Set(header.columns.map(({ type }) => type));
  assert.deepEqual([...types].sort(), ['code', 'digest', 'index', 'list', 'moment', 'number', 'text']);
});

test('the segment of version 1 gives the rows that it was made of', () => {
  const file = Buffer.from(written.file, 'base64');
  const segment = readSegment(
    { read: (offset, length) => new Uint8Array(file.subarray(offset, offset + length)) },
    { digest: written.digest, position: 0, merged: false },
    sha256Hex,
    (digest) => assert.fail(digest),
  );
  const read = rowReader(population.fields, segment, (artifact) => artifact);
  const back = rows.map((_, place) => {
    const row = read(place);
    return {
      ...row,
      digest: Uint8Array.from(row.digest),
      fact: row.fact === null ? null : writtenOf(population.fields, row.fact),
    };
  });
  assert.deepEqual(back, rows);
});

interface OutcomesVector {
  readonly outcomes: { readonly [K in keyof Outcomes]: Outcomes[K] extends number ? number : readonly number[] };
  readonly bytes: string;
  readonly sha256: string;
  readonly root: string;
  readonly window: { readonly start: number; readonly end: number };
  readonly counts: { readonly window: object; readonly everything: object };
}

for (const version of [1, 2] as const)
  test(`outcomes of version ${version} are read, counted and hashed as they were`, () => {
    readAndCounted(version);
  });

function readAndCounted(version: 1 | 2): void {
  const { outcomes, bytes, sha256, root, window, counts } = vector(`outcomes-v${version}.json`) as OutcomesVector;
  const stored = new Uint8Array(Buffer.from(bytes, 'base64'));
  const read = decodeOutcomes(stored);
  const listed = Object.entries(read).map(([name, value]) => [name, typeof value === 'number' ? value : [...value]]);
  assert.deepEqual(Object.fromEntries(listed), outcomes);
  if (version === 2) assert.deepEqual(Buffer.from(encodeOutcomes(read)), Buffer.from(stored));
  assert.deepEqual([sha256Hex(stored), treeRoot(rangesOf(read))], [sha256, root]);
  assert.deepEqual(countOutcomes(read, window), counts.window);
  assert.deepEqual(countOutcomes(read, null), counts.everything);
  assert.equal(countedIn(stored, window.start, window.end).population, 3);
}
