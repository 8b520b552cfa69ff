import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { WATCHED } from './server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'attestry-lease-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function until(what: string, is: () => boolean): Promise<void> {
  for (let look = 0; look < 200; look += 1) {
    if (is()) return;
    await sleep(50);
  }
  assert.fail(`${what}: not within ten seconds`);
}

/** Processes and whose children they are; what has ended and was not asked after is none. */
const processes = (): ReadonlyMap<number, number> =>
  new Map(
    execFileSync('ps', ['-eo', 'pid=,ppid=,stat='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , state = 'Z']) => !state.startsWith('Z'))
      .map(([pid, parent]) => [Number(pid), Number(parent)]),
  );

function watchedSleep() {
  const child = spawn('sh', ['-c', WATCHED, 'sh', path.join(folder, 'lease.'), 'sleep', '60'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  after(() => child.kill('SIGKILL'));
  return child;
}

/** What the script leaves beside a program that lives: its watcher, and what waits for the starter to let go. */
async function watched() {
  const child = watchedSleep();
  const childrenOf = (of: readonly number[]): readonly number[] =>
    [...processes()].filter(([, parent]) => of.includes(parent)).map(([pid]) => pid);
  let watchers: readonly number[] = [];
  let waiting: readonly number[] = [];
  let reading: readonly number[] = [];
  await until('a watcher', () => {
    watchers = childrenOf([child.pid ?? 0]);
    waiting = childrenOf(watchers);
    reading = childrenOf(waiting);
    return watchers.length === 1 && waiting.length === 1 && reading.length === 1;
  });
  const all = [...watchers, ...waiting, ...reading];
  return {
    lease: path.join(folder, `lease.${child.pid}`),
    watcher: watchers[0] ?? 0,
    letGo: () => (child.stdio[3] as Readable).destroy(),
    end: () => until('no shell is left', () => !all.some((pid) => processes().has(pid))),
  };
}

test('a watcher leaves, and takes its pipe away, when the last who held a lease is gone', async () => {
  const { lease, letGo, end } = await watched();
  const [one, two] = [openSync(lease, 'w'), openSync(lease, 'w')];
  letGo();
  closeSync(one);
  await sleep(300);
  assert.ok(existsSync(lease), 'somebody still holds one');
  closeSync(two);
  await end();
  assert.deepEqual(readdirSync(folder), []);
});

test('a watcher leaves when its starter never held a lease', async () => {
  const { letGo, end } = await watched();
  letGo();
  await end();
  assert.deepEqual(readdirSync(folder), []);
});

test('a watcher leaves when its starter was gone before it could look', async () => {
  for (let round = 0; round < 20; round += 1) {
    const child = watchedSleep();
    (child.stdio[3] as Readable).destroy();
    const pid = child.pid ?? 0;
    await until('no shell is left', () => {
      const isSleep = execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim() === 'sleep';
      return isSleep && ![...processes().values()].includes(pid);
    });
    child.kill('SIGKILL');
  }
  assert.deepEqual(readdirSync(folder), []);
});

test('no shell waits for a watcher that was killed', async () => {
  const { watcher, letGo, end } = await watched();
  process.kill(watcher, 'SIGKILL');
  letGo();
  await end();
});
