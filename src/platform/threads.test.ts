import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { threadId } from 'node:worker_threads';
import { DomainError } from '#/core/errors.ts';
import { Threads, type ThreadsSetup } from './threads.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'attestry-threads-'));
const program = path.join(folder, 'program.mjs');
writeFileSync(
  program,
  `import { parentPort, threadId } from 'node:worker_threads';
   parentPort.on('message', (order) => {
     if (order.what === 'forever') for (;;);
     if (order.what === 'all the memory') for (const kept = []; ; ) kept.push(Array.from({ length: 10_000 }, () => ({})));
     if (order.what === 'throw') throw new Error('nobody foresaw it');
     parentPort.postMessage({ kind: 'done', threadId, length: order.bytes?.length });
   });`,
);
after(() => rmSync(folder, { recursive: true }));

interface Order {
  readonly what: 'answer' | 'forever' | 'all the memory' | 'throw';
  readonly bytes?: Uint8Array<ArrayBuffer>;
}
interface Done {
  readonly kind: 'done';
  readonly threadId: number;
  readonly length?: number;
}

async function withThreads<T>(
  setup: Partial<ThreadsSetup>,
  work: (threads: Threads<Order, Done>) => Promise<T>,
): Promise<T> {
  const threads = new Threads<Order, Done>({ program, waiting: 4, longest: 60_000, heap: 64, ...setup }, 1);
  try {
    return await work(threads);
  } finally {
    await threads.close();
  }
}

const answer = (): Order => ({ what: 'answer' });

test('an order is carried out in another thread, and the next one in the same', () =>
  withThreads({}, async (threads) => {
    const [first, second] = [await threads.ask(answer), await threads.ask(answer)];
    assert.ok(first.kind === 'done' && second.kind === 'done');
    assert.notEqual(first.threadId, threadId);
    assert.equal(first.threadId, second.threadId);
  }));

test('what takes too long or too much memory, or breaks, ends with its thread; the next order has another', () =>
  withThreads({}, async (threads) => {
    const late = await threads.ask(() => ({ what: 'forever' }), { longest: 50 });
    assert.deepEqual(late, { kind: 'failed', because: 'it takes too long' });
    const large = await threads.ask(() => ({ what: 'all the memory' }));
    assert.deepEqual(large, { kind: 'failed', because: 'it takes too much memory' });
    const broken = await threads.ask(() => ({ what: 'throw' }));
    assert.deepEqual(broken, { kind: 'failed', because: 'nobody foresaw it' });
    assert.equal((await threads.ask(answer)).kind, 'done');
  }));

test('whoever asked ends it, also while it waits', () =>
  withThreads({}, async (threads) => {
    const ended = new AbortController();
    const begun = threads.ask(() => ({ what: 'forever' }), { signal: ended.signal });
    const waiting = threads.ask(() => assert.fail('it is not even made'), { signal: ended.signal });
    ended.abort();
    assert.equal((await begun).kind, 'failed');
    assert.equal((await waiting).kind, 'failed');
    assert.equal((await threads.ask(answer)).kind, 'done');
  }));

test('once they are closed nobody waits any more for what is under way, what waits, or what is asked after', () =>
  withThreads({}, async (threads) => {
    await threads.ask(answer);
    const under = [threads.ask(() => ({ what: 'forever' })), threads.ask(() => assert.fail('it is not even made'))];
    const ends = Promise.allSettled(under);
    await new Promise(setImmediate); // the first one is at the thread now
    await threads.close();
    const after = threads.ask(answer);
    for (const end of [...(await ends), ...(await Promise.allSettled([after]))])
      assert.ok(end.status === 'rejected' && end.reason instanceof DomainError && end.reason.code === 'stopped');
  }));

test('an order is made when its turn comes, and what cannot be made keeps nobody from theirs', () =>
  withThreads({}, async (threads) => {
    const made: string[] = [];
    const gate = Promise.withResolvers<Order>();
    const asked = [
      threads.ask(() => gate.promise),
      threads.ask(() => Promise.reject(new Error('there is no such file'))),
      threads.ask(() => (made.push('third'), answer())),
    ];
    assert.deepEqual(made, []);
    gate.resolve(answer());
    const ends = await Promise.allSettled(asked);
    assert.deepEqual([ends.map(({ status }) => status), made], [['fulfilled', 'rejected', 'fulfilled'], ['third']]);
  }));

test('more than may wait are refused at once', () =>
  withThreads({ waiting: 1 }, async (threads) => {
    const gate = Promise.withResolvers<Order>();
    const asked = [threads.ask(() => gate.promise), threads.ask(answer)];
    assert.throws(
      () => threads.ask(answer),
      (error: unknown) => error instanceof DomainError && error.code === 'overloaded',
    );
    gate.resolve(answer());
    assert.deepEqual(
      (await Promise.all(asked)).map(({ kind }) => kind),
      ['done', 'done'],
    );
  }));

test('what is given away is not copied', () =>
  withThreads({}, async (threads) => {
    const bytes = new Uint8Array(1_000);
    const reply = await threads.ask(() => ({ what: 'answer', bytes }), { given: () => [bytes.buffer] });
    assert.deepEqual([reply.kind === 'done' && reply.length, bytes.length], [1_000, 0]);
  }));
