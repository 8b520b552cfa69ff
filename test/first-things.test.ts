import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { suite, test } from 'node:test';
import { attestry, commandLines, keptRunning } from '#test/kit/bin.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { testRepository } from '#test/kit/repository.ts';

/** A window that has just begun, whenever this is run. */
const daysFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

suite('a lone engineer with a repository', { timeout: 300_000 }, async () => {
  const folder = testFolder();
  const run = commandLines(folder);
  const at = (line: string) => run(line.split(' '));
  testRepository(folder, 'app').commit('Begin', { at: `${daysFromNow(-5)}T10:00:00Z` });
  await run(['init', 'Solo Ltd']);
  await keptRunning(path.join(folder, 'data')); // not in a test, whose end would let go of it

  await test('while nothing is examined, status tells the steps to a first one before it refuses', async () => {
    const { code, out, err } = await at('status');
    assert.equal(code, 3);
    assert.match(out, /^Nothing is examined yet\. Three steps lead to a first status\.\n\n1\. Say what you promise\n/u);
    assert.match(out, /2\. Connect a source\n[^]+attestry source add code --collector git/u);
    assert.match(err, /No examination is open/u);
    const asked = await at('status --json');
    assert.deepEqual([asked.code, JSON.parse(asked.out).error.code], [3, 'engagement_none']);
    assert.equal((await at('status --as-of 2020-01-01')).out, '');
  });

  await test('a source that cannot be read is not connected, and counts for nothing where it was all the same', async () => {
    const nowhere = 'source add gone --collector git --set repository=/nowhere/at/all';
    const refused = await at(nowhere);
    assert.deepEqual([refused.code, JSON.parse((await at('source list --json')).out)], [3, { sources: [] }]);
    assert.equal((await at(`${nowhere} --untried`)).code, 0);
    await at('collect gone');
    assert.match((await at('status')).out, /Three steps lead[^]+2\. Connect a source\n/u);
    await at('source disconnect gone --reason mistyped');
    assert.match((await at('status')).out, /Three steps lead[^]+2\. Connect a source\n/u);
  });

  await test('a step that is done is said to be, and the rest are counted', async () => {
    await at('source add code --collector git --set repository=app');
    await at('collect');
    const { out } = await at('status');
    assert.match(out, /Two steps lead[^]+2\. Connect a source: done\n {3}1 source is connected\.\n/u);
  });

  await test('a programme most of which has not begun says first what is to be done, as Home does', async () => {
    assert.equal((await at(`engagement create --first ${daysFromNow(-10)} --last ${daysFromNow(300)}`)).code, 0);
    await at('check run');
    const { out } = await at('status');
    const { tasks } = JSON.parse((await at('work list --json')).out) as { tasks: { title: string }[] };
    const first = out.indexOf('What to do first\n');
    assert.ok(first > 0 && first < out.indexOf('What stands between here and ready'), out);
    const told = [...out.matchAll(/^\d\. (.*?) \((?:nobody \(\w+\)|\S+), by \S+\)$/gmu)].map(([, title = '']) => title);
    assert.equal(told.length, 3);
    const isDeviating = (title: string): boolean => title.endsWith('look into the deviations');
    const deviating = tasks.map(({ title }) => title).filter(isDeviating);
    assert.ok(deviating.length > 0 && !isDeviating(tasks[0]?.title ?? ''), 'others are due before them');
    assert.deepEqual(told.slice(0, deviating.length).toSorted(), deviating.toSorted(), 'what deviates comes first');
    assert.doesNotMatch(out, /^not started {2}/mu);
    assert.match((await at('status --gaps')).out, /^not started {2}/mu);
    assert.doesNotMatch((await at('status --as-of 0')).out, /What to do first/u);
  });

  await test('of a day that has not come, and of entries that there are not, nothing is told; of today, what is now', async () => {
    for (const command of ['status', 'check list', 'ledger status', 'source list']) {
      const { code, out, err } = await at(`${command} --as-of 2999-01-01`);
      assert.deepEqual([code, out], [2, ''], command);
      assert.match(err, /has not come yet/u);
    }
    assert.match((await at('ledger status --as-of 999999')).err, /the log has no more than \d+ entries/u);
    assert.equal((await at(`status --as-of ${daysFromNow(0)} --json`)).code, 1);
  });

  await test('checks that found no item are one line, and all of them with --empty and in the document', async () => {
    const { runs } = JSON.parse((await at('check run --json')).out) as {
      runs: { check: string; population: number }[];
    };
    const empty = runs.filter(({ population }) => population === 0);
    assert.ok(empty.length > 30);
    for (const command of ['check run', 'check list']) {
      const { out } = await at(command);
      assert.match(out, /^changes\.no-direct-push /mu, command);
      assert.match(
        out,
        new RegExp(`^${empty.length} more checks found no item to judge: attestry check list --empty$`, 'mu'),
        command,
      );
      assert.ok(!empty.some(({ check }) => out.includes(check)), command);
      const whole = (await at(`${command} --empty`)).out;
      assert.ok(empty.every(({ check }) => whole.includes(check)) && !whole.includes('no item to judge'), command);
    }
    const { out } = await at(`check run ${empty[0]?.check ?? ''}`);
    assert.match(out, new RegExp(`^${empty[0]?.check ?? ''} `, 'mu'), 'one that was named is shown');
  });
});

test('a port that is taken is said before anything is made', async () => {
  const folder = testFolder();
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  assert.ok(typeof address === 'object' && address !== null);
  const { code, out, err } = await attestry(['start'], { folder, env: { PORT: String(address.port) } });
  taken.close();
  assert.deepEqual([code, out], [3, '']);
  assert.match(err, /The port \d+ is in use/u);
  assert.equal(existsSync(path.join(folder, 'data')), false);
});
