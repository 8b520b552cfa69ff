import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remembering } from './remembered.service.ts';

/** Readings of a log that grows when it is told to, by a clock that goes when it is told to. */
function reader() {
  const log = { size: 7, now: 1_000_000, worked: 0 };
  const remember = remembering({
    ledger: { sizeNow: () => Promise.resolve(log.size) } as never,
    chance: { now: () => log.now } as never,
  });
  const read = (org: string, asked: Record<string, string | undefined> = {}) =>
    remember(org, asked, () => Promise.resolve({ number: (log.worked += 1) }));
  return { log, read, remember };
}

test('a reading is given again while the log stands still, for ten seconds, and to whoever asks the same', async () => {
  const { log, read } = reader();
  const first = await read('acme', { engagement: undefined });
  assert.equal(await read('acme', {}), first);
  assert.ok(Object.isFrozen(first));
  log.now += 9_999;
  assert.equal((await read('acme')).number, 1);
  log.now += 1;
  assert.equal((await read('acme')).number, 2);
});

test('with one more entry in the log everything is read anew', async () => {
  const { log, read } = reader();
  await read('acme');
  log.size += 1;
  assert.equal((await read('acme')).number, 2);
});

test('what one organization reads is not given to another, nor one question for another', async () => {
  const { read } = reader();
  const numbers = [];
  for (const asked of [{ engagements: 'one' }, { engagements: 'two' }, {}])
    for (const org of ['acme', 'initech']) numbers.push((await read(org, asked)).number);
  assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6]);
});

test('those who ask at once wait for one reading', async () => {
  const { log, read } = reader();
  await Promise.all([read('acme'), read('acme'), read('acme')]);
  assert.equal(log.worked, 1);
});

test('a reading that failed is tried again, and a clock that was set back believes nothing', async () => {
  const { log, read, remember } = reader();
  await assert.rejects(
    remember('acme', {}, () => Promise.reject(new Error('not now'))),
    /not now/u,
  );
  assert.equal((await read('acme')).number, 1);
  log.now -= 1;
  assert.equal((await read('acme')).number, 2);
});
