import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { privateKeyFrom, signerOf, verifierKey } from '#/ledger/note.ts';
import { files } from '#/platform/files.ts';
import { answer, issue, pemOf } from '#test/kit/authority.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testFolder, testLedger } from '#test/kit/ledger.ts';
import { testServer } from '#test/kit/server.ts';
import { testTools } from '#test/kit/tools.ts';
import { testWitness } from '#test/kit/witness.ts';
import { witness } from './index.ts';
import { WitnessSetting } from './witness.ts';

const db = await testDatabase();
const many = (count: number) => Array.from({ length: count }, (_, n) => ({ kind: 'test-thing', payload: { n } }));
const JULY = '2026-07-01T12:00:00Z';
const at = (text: string): number => Date.parse(text);

/** A log of an organization, and the service that tells outsiders of it. */
async function observed() {
  const { ledger, chance, org } = await testLedger(db);
  const folder = testFolder();
  const { http, git } = testTools({ workFolder: folder });
  const outside = { http, git, files, folder: (each: string) => path.join(folder, each) };
  const service = witness({ db, seal: ledger.seal, chance, outside });
  const grow = (count: number) => db.transaction(org, (tx) => ledger.seal(tx, org, many(count)));
  const latest = async () => (await ledger.status(org)).checkpoint;
  return { ledger, org, folder, chance, grow, latest, ...service };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const serve = (reply: (body: Buffer, request: IncomingMessage, response: ServerResponse) => Promise<void> | void) =>
  testServer((request, response) => {
    void (async () => reply(await bodyOf(request), request, response))();
  });

test('nothing is sent anywhere until somebody says where, and what they say is sealed', async () => {
  const { org, ledger, publish, set, setting } = await observed();
  assert.deepEqual(await setting(org), { kind: 'none' });
  assert.deepEqual(await publish(org), { kind: 'off' });
  const position = await set(org, 'employee:1', { kind: 'file', path: '/tmp/checkpoints' });
  const { kind, payload } = await ledger.entry(org, position);
  assert.equal(kind, 'setting-changed');
  assert.deepEqual(JSON.parse(Buffer.from(payload ?? []).toString()), {
    v: 1,
    key: 'witness',
    value: { kind: 'file', path: '/tmp/checkpoints' },
    person: 'employee:1',
  });
  assert.deepEqual(await setting(org), { kind: 'file', path: '/tmp/checkpoints' });
  await set(org, 'employee:1', { kind: 'none' });
  assert.deepEqual(await publish(org), { kind: 'off' });
  assert.deepEqual((await ledger.verify(org))?.damages, []);
});

test('a timestamp is asked for, verified, kept, and vouches for what was there', async () => {
  const root = await issue({ name: 'Root', authority: true });
  const authority = await issue({ name: 'Timestamps', issuer: root });
  let time = JULY;
  const { url, requests } = await serve(async (body, request, response) => {
    assert.equal(request.headers['content-type'], 'application/timestamp-query');
    response.end(await answer(body, authority, { time }));
  });
  const { org, publish, set, since, grow } = await observed();
  await set(org, 'employee:1', { kind: 'rfc3161', url, anchors: pemOf(root) });
  assert.deepEqual(await publish(org), { kind: 'sent', size: 2, place: url });
  assert.deepEqual(await publish(org), { kind: 'known', size: 2, place: url });
  assert.equal(requests.length, 1);
  await grow(5);
  time = '2026-08-01T12:00:00Z';
  assert.deepEqual(await publish(org), { kind: 'sent', size: 7, place: url });
  await grow(1);
  const july = { size: 2, time: at(JULY), by: 'CN=Timestamps' };
  const august = { size: 7, time: at(time), by: 'CN=Timestamps' };
  assert.deepEqual(await since(org, [1, 2, 3, 7, 8]), {
    since: [
      { size: 1, earliest: july, latest: august },
      { size: 2, earliest: july, latest: august },
      { size: 3, earliest: august, latest: august },
      { size: 7, earliest: august, latest: august },
      { size: 8, earliest: null, latest: null },
    ],
    damages: [],
  });
});

test('a timestamp by nobody whom the organization trusts is refused when it named whom, and vouches for nothing else', async () => {
  const [root, stranger] = [
    await issue({ name: 'Root', authority: true }),
    await issue({ name: 'X', authority: true }),
  ];
  const authority = await issue({ name: 'Timestamps', issuer: stranger });
  const { url } = await serve(async (body, _, response) => {
    response.end(await answer(body, authority, { time: JULY }));
  });
  const { org, publish, set, since } = await observed();
  await set(org, 'employee:1', { kind: 'rfc3161', url, anchors: pemOf(root) });
  await assert.rejects(publish(org), {
    code: 'witness_failed',
    message: /was not taken by http.*: the timestamp is not trusted/,
  });
  await set(org, 'employee:1', { kind: 'rfc3161', url });
  assert.equal((await publish(org)).kind, 'sent');
  assert.deepEqual(await since(org, [1]), { since: [{ size: 1, earliest: null, latest: null }], damages: [] });
});

test('a witness follows the log from checkpoint to checkpoint, and says when it saw it', async () => {
  const { org, ledger, publish, set, since, grow } = await observed();
  const { verifier } = await ledger.status(org);
  let second = 1_800_000_000;
  const one = testWitness(
    () => verifier,
    () => second,
  );
  const { url, requests } = await serve((body, request, response) => {
    assert.equal(request.url, '/log/add-checkpoint');
    const [status, text, type = 'text/plain'] = one.consider(body.toString());
    response.writeHead(status, { 'content-type': type }).end(text);
  });
  await set(org, 'employee:1', { kind: 'witness', url: `${url}/log/`, verifier: one.key });
  assert.equal((await publish(org)).kind, 'sent');
  for (const count of [1, 300, 700]) {
    await grow(count);
    second += 1000;
    assert.equal((await publish(org)).kind, 'sent');
  }
  assert.equal(one.seen()?.size, 1003);
  assert.equal(requests.length, 4);
  const first = { size: 2, time: 1_800_000_000_000, by: 'witness.test/w1' };
  const last = { size: 1003, time: 1_800_003_000_000, by: 'witness.test/w1' };
  assert.deepEqual(await since(org, [2, 1003]), {
    since: [
      { size: 2, earliest: first, latest: last },
      { size: 1003, earliest: last, latest: last },
    ],
    damages: [],
  });
});

test('a witness that remembers another size is asked again from there', async () => {
  const { org, ledger, publish, set, grow } = await observed();
  const { verifier } = await ledger.status(org);
  const one = testWitness(
    () => verifier,
    () => 1_800_000_000,
  );
  const { url, requests } = await serve((body, _, response) => {
    const [status, text, type = 'text/plain'] = one.consider(body.toString());
    response.writeHead(status, { 'content-type': type }).end(text);
  });
  const setting = { kind: 'witness', url, verifier: one.key } as const;
  await set(org, 'employee:1', setting);
  await publish(org);
  await set(org, 'employee:1', setting); // as after a restore that has forgotten what was sent
  await grow(10);
  assert.equal((await publish(org)).kind, 'sent');
  one.forget();
  await grow(1);
  assert.equal((await publish(org)).kind, 'sent');
  assert.equal(requests.length, 5);
});

test('a log that was set back is found out by whoever saw more of it', async () => {
  const { org, publish, set, since } = await observed();
  const key = verifierKey(signerOf('witness.test/w1', 'witness', privateKeyFrom(new Uint8Array(32).fill(9))));
  const { url } = await serve((_, __, response) => {
    response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end('900\n');
  });
  await set(org, 'employee:1', { kind: 'witness', url, verifier: key });
  const expected = { code: 'witness_ahead', message: /has seen 900 entries of this log, which has 2/ };
  await assert.rejects(publish(org), expected);
  const position = await set(org, 'employee:1', { kind: 'file', path: path.join(testFolder(), 'checkpoints') });
  await db.admin.query(
    `insert into ledger_witness (org, setting, size, kind, evidence, obtained) values ($1, $2, 900, 'file', '', now())`,
    [org, position],
  );
  await assert.rejects(publish(org), { code: 'witness_ahead' });
  assert.match((await since(org, [1])).damages.join(), /said of 900 entries: the log has 3/);
});

test('what an outsider gave and somebody changed is named', async () => {
  const root = await issue({ name: 'Root', authority: true });
  const authority = await issue({ name: 'Timestamps', issuer: root });
  const { url } = await serve(async (body, _, response) => {
    response.end(await answer(body, authority, { time: JULY }));
  });
  const { org, publish, set, since } = await observed();
  await set(org, 'employee:1', { kind: 'rfc3161', url, anchors: pemOf(root) });
  await publish(org);
  await assert.rejects(
    db.transaction(org, (tx) => tx.deleteFrom('ledger_witness').execute()),
    /permission denied|append-only/,
  );
  await db.admin.query('set session_replication_role = replica');
  await db.admin.query(`update ledger_checkpoint set note = replace(note, E'\\n2\\n', E'\\n3\\n') where org = $1`, [
    org,
  ]);
  await db.admin.query('set session_replication_role = origin');
  const { since: seen, damages } = await since(org, [1]);
  assert.deepEqual(seen, [{ size: 1, earliest: null, latest: null }]);
  assert.match(damages.join(), /said of 2 entries: the timestamp is of other bytes/);
});

const git = (where: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', where, '-c', 'user.name=x', '-c', 'user.email=x@y', ...args], { encoding: 'utf8' });

test('a checkpoint is put at an address, at the end of a file, and at the tip of a branch', async () => {
  const { org, folder, ledger, publish, set, grow, latest } = await observed();
  const put: string[] = [];
  const { url } = await serve((body, request, response) => {
    put.push(`${request.method} ${body.toString()}`);
    response.writeHead(201).end('kept');
  });
  await set(org, 'employee:1', { kind: 'http', url, method: 'PUT' });
  await publish(org);
  assert.deepEqual(put, [`PUT ${await latest()}`]);

  const file = path.join(folder, 'checkpoints');
  await set(org, 'employee:1', { kind: 'file', path: file });
  await publish(org);
  const first = await latest();
  await grow(1);
  await publish(org);
  assert.equal(readFileSync(file, 'utf8'), `${first}\n${await latest()}\n`);

  const remote = path.join(folder, 'remote.git');
  execFileSync('git', ['init', '--quiet', '--bare', remote]);
  await set(org, 'employee:1', { kind: 'git', remote, branch: 'checkpoints/acme' });
  await publish(org);
  await grow(1);
  await publish(org);
  const { origin, checkpoint } = await ledger.status(org);
  assert.equal(git(remote, 'show', `checkpoints/acme:${encodeURIComponent(origin)}.checkpoint`), checkpoint);
  assert.equal(git(remote, 'rev-list', '--count', 'checkpoints/acme').trim(), '2');
  assert.equal(
    git(remote, 'ls-tree', '-r', '--name-only', 'checkpoints/acme').trim(),
    `${encodeURIComponent(origin)}.checkpoint`,
  );
  const { rows } = await db.admin.query(
    'select kind, size, evidence from ledger_witness where org = $1 order by size',
    [org],
  );
  assert.deepEqual(
    rows.map(({ kind, size }) => [kind, Number(size)]),
    [
      ['http', 2],
      ['file', 3],
      ['file', 4],
      ['git', 5],
      ['git', 6],
    ],
  );
  assert.deepEqual(JSON.parse(rows[4].evidence), {
    v: 1,
    at: '2026-01-01T09:00:00.000Z',
    commit: git(remote, 'rev-parse', 'checkpoints/acme').trim(),
    branch: 'checkpoints/acme',
  });
});

test('what others keep in a repository stays, and what was pushed but not noted is not pushed again', async () => {
  const { org, folder, publish, set, latest } = await observed();
  const remote = path.join(folder, 'remote.git');
  const work = path.join(folder, 'work');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', remote]);
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', work]);
  await files.write(path.join(work, 'notes/readme'), Buffer.from('ours'));
  execFileSync('ln', ['-s', '/etc/passwd', path.join(work, 'link')]);
  git(work, 'add', '.');
  git(work, 'commit', '--quiet', '-m', 'first');
  git(work, 'push', '--quiet', remote, 'main');
  await set(org, 'employee:1', { kind: 'git', remote, branch: 'main' });
  await publish(org);
  assert.equal(git(remote, 'show', 'main:notes/readme'), 'ours');
  assert.equal(git(remote, 'rev-list', '--count', 'main').trim(), '2');
  const sent = await latest();
  await db.admin.query('set session_replication_role = replica');
  await db.admin.query('delete from ledger_witness where org = $1', [org]);
  await db.admin.query('set session_replication_role = origin');
  assert.equal((await publish(org)).kind, 'sent');
  assert.equal(await latest(), sent);
  assert.equal(git(remote, 'rev-list', '--count', 'main').trim(), '2');
});

test('an outsider who cannot be reached, or refuses, is reported, and sealing goes on', async () => {
  const { org, ledger, folder, publish, set, grow } = await observed();
  const { url } = await serve((_, request, response) => {
    if (request.url === '/gone') response.destroy();
    else if (request.url === '/large') response.end(Buffer.alloc(70_000, 'x'));
    else response.writeHead(403).end('not\u001b[2J you\n');
  });
  const verifier = verifierKey(signerOf('witness.test/w1', 'witness', privateKeyFrom(new Uint8Array(32).fill(9))));
  const cases: readonly (readonly [WitnessSetting, RegExp])[] = [
    [{ kind: 'rfc3161', url }, /: it answered 403: not \[2J you\.$/],
    [{ kind: 'rfc3161', url: `${url}/large` }, /longer than/],
    [{ kind: 'witness', url, verifier }, /: it answered 403: not \[2J you\.$/],
    [{ kind: 'http', url, method: 'POST' }, /: it answered 403/],
    [{ kind: 'http', url: `${url}/gone`, method: 'POST' }, /was not taken by/],
    [{ kind: 'file', path: path.join(folder, 'no/such/folder/file') }, /ENOENT/],
    [{ kind: 'git', remote: path.join(folder, 'nowhere.git'), branch: 'main' }, /git ls-remote/],
  ];
  for (const [setting, because] of cases) {
    await set(org, 'employee:1', setting);
    await assert.rejects(publish(org), { code: 'witness_failed', message: because }, JSON.stringify(setting));
    await grow(1);
  }
  const { rowCount } = await db.admin.query('select from ledger_witness where org = $1', [org]);
  assert.equal(rowCount, 0);
  assert.deepEqual((await ledger.verify(org))?.damages, []);
});

test('two that publish at once do not send twice', async () => {
  const { org, folder, publish, set } = await observed();
  await set(org, 'employee:1', { kind: 'file', path: path.join(folder, 'checkpoints') });
  const results = await Promise.allSettled([publish(org), publish(org), publish(org)]);
  const sent = results.filter((result) => result.status === 'fulfilled' && result.value.kind === 'sent');
  const busy = results.filter((result) => result.status === 'rejected');
  assert.equal(sent.length, 1);
  assert.ok(busy.every(({ reason }) => (reason as { code: string }).code === 'busy'));
});

test('an organization sends and sees its own log only', async () => {
  const [one, two] = [await observed(), await observed()];
  const file = path.join(one.folder, 'checkpoints');
  await one.set(one.org, 'employee:1', { kind: 'file', path: file });
  assert.deepEqual(await two.publish(two.org), { kind: 'off' });
  await one.publish(one.org);
  assert.equal(readFileSync(file, 'utf8'), `${await one.latest()}\n`);
  assert.deepEqual(await db.transaction(two.org, (tx) => tx.selectFrom('ledger_witness').select('size').execute()), []);
});

test('a setting that could not work, or would seal a secret, is refused', () => {
  const key = verifierKey(signerOf('attestry.test/acme', 'log', privateKeyFrom(new Uint8Array(32).fill(9))));
  const refused: readonly unknown[] = [
    {},
    { kind: 'other' },
    { kind: 'none', url: 'https://a.test' },
    { kind: 'http', url: 'ftp://a.test/' },
    { kind: 'http', url: 'https://user:secret@a.test/' },
    { kind: 'http', url: 'https://token@a.test/' },
    { kind: 'http', url: 'https://a.test/', method: 'DELETE' },
    { kind: 'rfc3161', url: 'https://a.test/', anchors: 'no certificate' },
    { kind: 'rfc3161', url: 'https://a.test/', anchors: '' },
    { kind: 'witness', url: 'https://a.test/', verifier: key },
    { kind: 'witness', url: 'https://a.test/', verifier: 'x+00000000+AAAA' },
    { kind: 'file', path: 'relative/file' },
    { kind: 'file', path: '/folder/' },
    ...[
      '--upload-pack=x',
      'ext::sh -c x',
      'https://user:secret@a.test/r',
      'ssh://-oProxyCommand=x/r',
      '-r:x',
      'r',
      '',
    ].map((remote) => ({ kind: 'git', remote, branch: 'main' })),
    ...['', '-x', 'a..b', 'a b', 'a/', 'a.lock', 'a:b', '.a', 'a//b', 'a/.b', '@{x'].map((branch) => ({
      kind: 'git',
      remote: '/r',
      branch,
    })),
  ];
  for (const setting of refused)
    assert.throws(() => WitnessSetting.parse(setting), z.ZodError, JSON.stringify(setting));
  for (const remote of ['/r', 'https://a.test/r.git', 'ssh://git@a.test/r.git', 'git@a.test:acme/r.git'])
    assert.equal(WitnessSetting.parse({ kind: 'git', remote, branch: 'log/acme-1.0' }).kind, 'git');
});
