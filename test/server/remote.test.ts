import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { allCommands } from '#/app/cli/registry.ts';
import { configFrom, VARIABLES } from '#/platform/config.ts';
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
  'ledger',
  'work',
].flatMap((noun) => [`${noun}:read`, ...(noun === 'readiness' || noun === 'ledger' ? [] : [`${noun}:write`])]);
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

test('some checks are run from afar, and one that there is not is misused, as on the machine', async () => {
  type Runs = { readonly runs: readonly Readonly<Record<string, unknown>>[] };
  const parts = ({ code, out }: Ended): unknown => {
    const { runs } = JSON.parse(out) as Runs;
    return [code, runs.map(({ check, population, counts }) => ({ check, population, counts }))];
  };
  for (const names of [
    ['changes.approved-by-another'],
    ['changes.no-direct-push', 'changes.approved-by-another'],
    ['devices.screen-locks'], // it serves no control that was adopted
  ]) {
    const words = ['check', 'run', ...names, '--json'];
    const [there, local] = [await run(words, THERE), await run(words, here)];
    assert.equal(there.code === 2 || there.code === 3, local.code === 2 || local.code === 3, there.err);
    if (local.code === 0 || local.code === 1) assert.deepEqual(parts(there), parts(local), names.join(' '));
    else assert.equal(there.code, local.code, there.err);
  }
  const [there, local] = [THERE, here].map((env) => run(['check', 'run', 'changes.nosuch'], env));
  assert.deepEqual(await there, await local);
  assert.equal((await local)?.code, 2);
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

test('what is to be done is listed for a key that may read alone, and nothing is sealed by it', async () => {
  const reading = { name: 'reading', scopes: ['organization:read', 'controls:read', 'work:read'] };
  const { body } = await browser.send('POST', '/api/identity/keys', { body: reading });
  const size = async (): Promise<unknown> =>
    (JSON.parse((await run(['ledger', 'status', '--json'], here)).out) as { readonly size: unknown }).size;
  const before = await size();
  const { code, out, err } = await run(['work', 'list'], { ...THERE, ATTESTRY_API_KEY: String(body['key']) });
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /^task +due +for/);
  assert.equal(await size(), before);
});

/** That the server was asked to compute it again may come into the log before or after it is computed. */
const sized = (out: string): string => out.replaceAll(/\d+(?= entries of)|(?<="size": )\d+/g, 'N');

test('the log is shown and computed again, and what is to be done is listed, from afar as on the machine', async () => {
  for (const words of [
    ['ledger', 'show', '0'],
    ['ledger', 'verify'],
    ['work', 'list'],
  ])
    for (const more of [[], ['--json']]) {
      const there = await run([...words, ...more], THERE);
      const local = await run([...words, ...more], here);
      assert.deepEqual([there.code, sized(there.out), there.err], [local.code, sized(local.out), ''], words.join(' '));
      assert.equal(local.code, 0, local.err);
    }
});

test('the audit log leaves as a file from afar as on the machine, and who takes it stands in it', async () => {
  const auditing = await browser.send('POST', '/api/identity/keys', {
    body: { name: 'audit log', scopes: ['organization:read', 'identity:read'] },
  });
  const there = { ...THERE, ATTESTRY_API_KEY: String(auditing.body['key']) };
  for (const format of ['ndjson', 'csv']) {
    const folder = testFolder();
    const words = ['audit-log', 'export', '--format', format, '--name', 'controls.adopt'];
    const far = await attestry([...words, '--out', 'log'], { folder, env: there });
    assert.equal(far.code, 0, far.err);
    const near = await run(words, here);
    assert.equal(readFileSync(path.join(folder, 'log'), 'utf8'), near.out);
    assert.match(far.out, /^1 line written to log\./);
    const printed = await run(words, there);
    assert.deepEqual([printed.code, printed.out], [0, near.out]);
  }
  const { out } = await run(['audit-log', 'list', '--name', 'identity.actions-exported', '--json'], there);
  const { actions } = JSON.parse(out) as { actions: { person: string; via: string }[] };
  assert.deepEqual(actions.map(({ via }) => via).toSorted(), [
    'command line',
    'command line',
    ...Array.from({ length: 4 }, () => 'key audit log'),
  ]);
});

const localOnly = (await allCommands()).filter(({ local }) => local !== undefined);

test('what needs the data folder says so, whether an option or the environment names the server, and makes nothing', async () => {
  assert.ok(localOnly.length > 9);
  for (const { name, args } of localOnly) {
    const needed = args.filter(({ optional }) => optional !== true).map(() => 'x');
    const ways = [
      { words: ['--server', url], env: { ATTESTRY_API_KEY: KEY } },
      { words: [], env: THERE },
    ];
    const refused = ways.map(async ({ words, env }) => {
      const folder = testFolder();
      const { code, err, out } = await attestry([...name.split(' '), ...needed, ...words], { folder, env });
      assert.deepEqual([code, out], [2, ''], `${name} ${err}`);
      assert.match(err, /works on the data folder itself/, name);
      assert.deepEqual(readdirSync(folder), [], name);
    });
    await Promise.all(refused);
  }
});

test('what needs neither a server nor a data folder is the same with both', async () => {
  const [there, plain] = [THERE, {}].map((env) => run(['package', 'verify', '/nowhere.tar'], env));
  assert.deepEqual(await there, await plain);
  assert.match((await plain)?.err ?? '', /nowhere\.tar/);
});

test('a variable that is set to nothing is not set, and one that has an option says what the option says', () => {
  const empty = Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, '']));
  assert.deepEqual(configFrom(empty, {}), configFrom({}, {}));
  for (const [name, option, value] of [
    ['ATTESTRY_DATA', 'data', '/srv/attestry'],
    ['ATTESTRY_ORG', 'organization', 'acme'],
    ['ATTESTRY_PERSON', 'person', 'ada@acme.example'],
    ['ATTESTRY_SERVER', 'server', url],
  ] as const) {
    const said = configFrom({ [name]: value }, {});
    assert.deepEqual(said, configFrom({}, { [option]: value }), name);
    assert.deepEqual(said, configFrom({ [name]: 'another' }, { [option]: value }), name);
    assert.notDeepEqual(said, configFrom({}, {}), name);
  }
});

test('an empty address of a server is none: the data folder is read', async () => {
  const { code, out, err } = await run(['control', 'list', '--json'], { ...here, ATTESTRY_SERVER: '' });
  assert.equal(code, 0, err);
  assert.match(out, /change-peer-review/);
});

// last: from here on there are two organizations, and a command has to say which
test('whoever may not see what is to be done is not told to do it', async () => {
  const young = await organizationIn(installation, 'young');
  const owner = await personIn(installation, { org: young, role: 'owner', email: 'bo@young.example' });
  const withKey = async (name: string, its: readonly string[]) => {
    const { body } = await owner.browser.send('POST', '/api/identity/keys', { body: { name, scopes: its } });
    return { ...THERE, ATTESTRY_API_KEY: String(body['key']) };
  };
  const all = await withKey('all', scopes);
  const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const days = `--first ${daysFromNow(-1)} --last ${daysFromNow(300)}`;
  for (const words of ['control adopt change-peer-review', `engagement create ${days}`])
    assert.equal((await run(words.split(' '), all)).code, 0, words);
  assert.match((await run(['status'], all)).out, /^Connect a source$/mu);
  const looks = scopes.filter((scope) => scope.endsWith(':read') && scope !== 'work:read');
  const { code, out } = await run(['status'], await withKey('looks', looks));
  assert.equal(code, 1, out);
  assert.doesNotMatch(out, /Connect a source|What to do first/u);
});
