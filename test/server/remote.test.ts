import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attestry, type Ended } from '#test/kit/bin.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { testRepository } from '#test/kit/repository.ts';
import { testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { url } = installation;
const org = await organizationIn(installation, 'acme');
const { browser } = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const scopes = [
  'organization',
  'controls',
  'engagements',
  'sources',
  'checks',
  'readiness',
  'jobs',
  'evidence',
].flatMap((noun) => [`${noun}:read`, ...(noun === 'readiness' ? [] : [`${noun}:write`])]);
const made = await browser.send('POST', '/api/identity/keys', { body: { name: 'laptop', scopes } });
const KEY = String(made.body['key']);

/** The command line in a process of its own, which has no data folder. */
const run = (words: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> =>
  attestry(words, { folder: testFolder(), data: '/nowhere', env });

const THERE = { ATTESTRY_API_KEY: KEY, ATTESTRY_SERVER: url };
const here = {
  DATABASE_URL: installation.attestry.config.databaseUrl ?? '',
  ATTESTRY_DATA: installation.attestry.config.data,
};

test('a programme is made and judged from afar, and reads the same as on its own machine', async () => {
  const repository = testRepository(testFolder());
  repository.commit('begin');
  const steps: readonly (readonly string[])[] = [
    ['control', 'adopt', 'change-peer-review'],
    ['engagement', 'create', '--first', '2026-01-01', '--last', '2026-12-31'],
    ['source', 'add', 'repo', '--collector', 'git', '--set', `repository=${repository.folder}`],
    ['collect'],
    ['check', 'run'],
  ];
  for (const words of steps) {
    const { code, err } = await run(words, THERE);
    assert.ok(code === 0 || (code === 1 && words[0] === 'check'), `${words.join(' ')}: ${code} ${err}`);
  }
  for (const words of [
    ['control', 'list'],
    ['check', 'list'],
    ['source', 'list'],
    ['engagement', 'list'],
  ]) {
    const [there, local] = await Promise.all([run([...words, '--json'], THERE), run([...words, '--json'], here)]);
    assert.equal(there.err, '', words.join(' '));
    assert.deepEqual(JSON.parse(there.out), JSON.parse(local.out), words.join(' '));
  }
});

test('what goes wrong there is told as if it had gone wrong here', async () => {
  const { code, err } = await run(['control', 'show', 'no-such-control'], THERE);
  assert.equal(code, 3);
  assert.match(err, /There is no control "no-such-control"/);
});

test('without a key, or with a wrong one, nothing is told', async () => {
  for (const environment of [{ ATTESTRY_SERVER: url }, { ...THERE, ATTESTRY_API_KEY: `attestry_${'A'.repeat(64)}` }]) {
    const { code, out, err } = await run(['control', 'list'], environment);
    assert.deepEqual([code, out], [3, '']);
    assert.match(err, /Nobody is signed in/);
  }
});

test('what needs the data folder says so', async () => {
  const { code, err } = await run(['ledger', 'fsck'], THERE);
  assert.equal(code, 2);
  assert.match(err, /works on the data folder itself/);
});
