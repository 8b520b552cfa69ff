import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { populationNamed } from '#/core/populations/index.ts';
import { encodeRows } from '#/core/segment/segment.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import { folderBlobs } from '#/platform/blob/folder.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { row } from '#test/kit/segments.ts';
import { Shelf } from './browsing.service.ts';
import { laidOut, type SegmentRef } from './segments.service.ts';

/** A store that says how often a file was opened, and how many are open. */
async function stored() {
  const store = folderBlobs(path.join(testFolder(), 'blobs'));
  const files = { opened: 0, open: 0 };
  const watched: BlobStore = {
    ...store,
    open: async (area, address) => {
      const file = await store.open(area, address);
      files.opened += 1;
      files.open += 1;
      return {
        size: file.size,
        read: (offset, length) => file.read(offset, length),
        hashed: (offset, length) => file.hashed(offset, length),
        close: () => {
          files.open -= 1;
          file.close();
        },
      };
    },
  };
  const keep = async (login: string, position: number): Promise<SegmentRef> => {
    const rows = [row('account', { system: 'okta', login }, { key: `okta/okta/${login}` })];
    const about = {
      population: 'account',
      schema: populationNamed('account').version,
      rows: 1,
      artifacts: [],
      salt: '00',
    };
    const file = laidOut(about, encodeRows(populationNamed('account'), rows));
    await store.put('segments', file.digest, { length: file.bytes.length, pieces: () => [file.bytes] });
    return { digest: file.digest, position, merged: false };
  };
  return { files, keep, blobs: () => watched };
}

const ALL = Number.MAX_SAFE_INTEGER;
const browsing = (refs: readonly SegmentRef[], asOf = ALL, states = false) =>
  ({ org: 'acme', population: 'account', refs, asOf, states }) as const;
const keysOf = (
  shelf: Shelf,
  refs: readonly SegmentRef[],
  asOf = ALL,
  states = false,
): Promise<readonly (string | undefined)[]> =>
  shelf.browse(browsing(refs, asOf, states), ({ table, itemAt }) =>
    Array.from({ length: table.size }, (_, item) => itemAt(item)?.row.key),
  );

test('a population is opened once for all its pages, and once more when it has grown or is wanted as of another position', async () => {
  const { files, keep, blobs } = await stored();
  const shelf = new Shelf(blobs);
  const refs = [await keep('ada', 1), await keep('bo', 2)];
  for (let page = 0; page < 3; page += 1)
    assert.deepEqual(await keysOf(shelf, refs), ['okta/okta/ada', 'okta/okta/bo']);
  assert.deepEqual(files, { opened: 2, open: 2 });
  const grown = [...refs, await keep('cy', 3)];
  assert.equal((await keysOf(shelf, grown)).length, 3);
  assert.equal((await keysOf(shelf, refs, 2)).length, 1);
  assert.equal(files.opened, 7);
  shelf.close();
  await sleep(0);
  assert.equal(files.open, 0);
});

test('a population as of a position behind all of it is the same as now, and its states are items of their own', async () => {
  const { files, keep, blobs } = await stored();
  const shelf = new Shelf(blobs);
  const refs = [await keep('ada', 1), await keep('ada', 2)];
  assert.deepEqual(await keysOf(shelf, refs), ['okta/okta/ada']);
  assert.deepEqual(await keysOf(shelf, refs, 7), ['okta/okta/ada']);
  assert.equal(files.opened, 2);
  assert.deepEqual(await keysOf(shelf, refs, 7, true), ['okta/okta/ada', 'okta/okta/ada']);
  shelf.close();
  await sleep(0);
  assert.equal(files.open, 0);
});

test('no more is kept than there is room for, and what is being read is not closed', async () => {
  const { files, keep, blobs } = await stored();
  const shelf = new Shelf(blobs, 0);
  const refs = [await keep('ada', 1)];
  await shelf.browse(browsing(refs), async ({ itemAt }) => {
    assert.equal((await keysOf(shelf, [await keep('bo', 2)])).length, 1);
    shelf.close();
    await sleep(0);
    assert.equal(itemAt(0)?.row.key, 'okta/okta/ada');
    assert.equal(files.open, 1);
  });
  await sleep(0);
  assert.equal(files.open, 0);
});

test('what could not be opened is tried again, and leaves no file open', async () => {
  const { files, keep, blobs } = await stored();
  const shelf = new Shelf(blobs);
  const there = await keep('ada', 1);
  const missing = { ...there, digest: '0'.repeat(64), position: 2 };
  for (let turn = 0; turn < 2; turn += 1) await assert.rejects(keysOf(shelf, [there, missing]), /are gone/u);
  assert.deepEqual(files, { opened: 2, open: 0 });
});

test('how long a population is is counted once', async () => {
  const { keep, blobs } = await stored();
  const shelf = new Shelf(blobs);
  const refs = [await keep('ada', 1)];
  let counted = 0;
  const size = () =>
    shelf.size(browsing(refs), () => {
      counted += 1;
      return Promise.resolve(5);
    });
  assert.deepEqual([await size(), await size(), counted], [5, 5, 1]);
  assert.equal(await shelf.size(browsing([]), () => assert.fail('nothing is there to count')), 0);
});
