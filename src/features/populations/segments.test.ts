import assert from 'node:assert/strict';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { populationNamed } from '#/core/populations/index.ts';
import { columnsOfRows, rowReader } from '#/core/segment/row-reader.ts';
import { encodeRows, inOrder } from '#/core/segment/segment.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import { folderBlobs } from '#/platform/blob/folder.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { row } from '#test/kit/segments.ts';
import { laidOut, openSegment } from './segments.service.ts';

const { fields, version } = populationNamed('account');
const root = path.join(testFolder(), 'blobs');
const blobs = folderBlobs(root);
const LONG = 'x'.repeat(300);
const rows = inOrder(
  Array.from({ length: 6_000 }, (_, at) => row('account', { system: 'okta', login: `${LONG}-${at}` }, { place: LONG })),
);
const file = laidOut(
  { population: 'account', schema: version, rows: rows.length, artifacts: [] },
  encodeRows(populationNamed('account'), rows),
);
await blobs.put('segments', file.digest, file.bytes);
const ref = { digest: file.digest, position: 1, merged: false };
const long = file.header.columns.filter(({ bytes }) => bytes >= 2 ** 20).map(({ name }) => name);

test('long columns that are read ahead are not read again, and say the same', async () => {
  assert.ok(long.includes('login') && long.includes('$key'), long.join(', '));
  let waited = 0;
  const counting: BlobStore = {
    ...blobs,
    open: async (area, address) => {
      const opened = await blobs.open(area, address);
      const read = (offset: number, length: number): Uint8Array => {
        if (length >= 2 ** 20) waited += 1;
        return opened.read(offset, length);
      };
      return { ...opened, read };
    },
  };
  const segment = await openSegment(counting, ref);
  await segment.readAhead(columnsOfRows(fields));
  const read = rowReader(fields, segment, () => null);
  assert.deepEqual(read(17).fact, rows[17]?.fact);
  assert.equal(waited, 0, 'nothing long was read again');
  segment.close();
});

test('a bit that was flipped in a column that is read ahead is found, and the file is closed', async () => {
  const [stored = assert.fail()] = globSync('segments/*/*', { cwd: root }).filter((name) => /[0-9a-f]{62}$/.test(name));
  const bytes = readFileSync(path.join(root, stored));
  const at = bytes.indexOf(LONG);
  assert.ok(at > 0);
  const flipped = Buffer.from(bytes);
  flipped[at] = (flipped[at] ?? 0) ^ 1;
  writeFileSync(path.join(root, stored), flipped);
  const segment = await openSegment(blobs, ref);
  await assert.rejects(segment.readAhead(columnsOfRows(fields)), { code: 'blob_damaged' });
  segment.close();
});

test('a column that is no longer all there is an error, and nothing of it is taken', async () => {
  const [stored = assert.fail()] = globSync('segments/*/*', { cwd: root }).filter((name) => /[0-9a-f]{62}$/.test(name));
  writeFileSync(path.join(root, stored), file.bytes.subarray(0, file.bytes.length - 2 ** 21));
  const segment = await openSegment(blobs, ref);
  await assert.rejects(segment.readAhead(columnsOfRows(fields)), { code: 'blob_damaged' });
  assert.throws(() => long.map((name) => segment.column(name)), { code: 'blob_damaged' });
  segment.close();
  for (const left of [Buffer.alloc(0), Buffer.from('ATTSEG'), Buffer.alloc(4096)]) {
    writeFileSync(path.join(root, stored), left);
    await assert.rejects(openSegment(blobs, ref), { code: 'blob_damaged' });
  }
});
