import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { confined } from '#/app/confined.ts';
import { recordAction } from '#/features/identity/index.ts';
import { configFrom } from '#/platform/config.ts';
import { attestry } from '#test/kit/bin.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';
import { testServer } from '#test/kit/server.ts';

const installation = await testInstallation();
const org = await organizationIn(installation, 'acme');
const { browser } = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const keyWith = async (name: string, scopes: readonly string[]): Promise<string> => {
  const { body } = await browser.send('POST', '/api/identity/keys', { body: { name, scopes } });
  return String(body['key']);
};
const KEY = await keyWith('ops', ['organization:read', 'jobs:read', 'ledger:read', 'ledger:write']);
const READING = await keyWith('reading', ['organization:read', 'jobs:read', 'ledger:read']);

const ran = (words: readonly string[], key = KEY) =>
  attestry([...words, '--json'], {
    folder: testFolder(),
    data: '/nowhere',
    env: { ATTESTRY_API_KEY: key, ATTESTRY_SERVER: installation.url },
  });

async function document(words: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { code, out, err } = await ran(words);
  assert.equal(code, 0, `${words.join(' ')}: ${err}`);
  return JSON.parse(out) as Readonly<Record<string, unknown>>;
}

const codeOf = (out: string): unknown => (JSON.parse(out) as { error?: { code?: string } }).error?.code;

test('a place for checkpoints is named from afar, is sent the newest, and what it was told is noted once', async () => {
  const kept: string[] = [];
  const { url } = await testServer((request, response) => {
    request.on('data', (chunk: Buffer) => kept.push(chunk.toString())).on('end', () => response.end('kept'));
  });
  await document(['ledger', 'witness', 'set', 'http', `${url}/log`]);
  const { setting, sent, damages } = await document(['ledger', 'witness']);
  assert.deepEqual([setting, sent, damages], [{ kind: 'http', url: `${url}/log`, method: 'PUT' }, null, []]);
  const { checkpoint } = await document(['ledger', 'status']);
  const { kind, size } = await document(['ledger', 'witness', 'send']);
  assert.equal(kind, 'sent');
  const arrived = (await document(['ledger', 'witness']))['sent'] as { readonly size: number } | null;
  assert.equal(arrived?.size, size);
  for (const line of String(checkpoint).trim().split('\n')) assert.ok(kept.join('').includes(line), line);
  await document(['ledger', 'witness', 'set', 'none']);
  assert.deepEqual(await document(['ledger', 'witness', 'send']), { kind: 'off' });
  const lines = await browser.send('GET', '/api/identity/actions?name=ledger.sendCheckpoint');
  assert.equal((lines.body['actions'] as unknown[]).length, 1, 'where nothing goes out nothing is noted');
});

test('a file and a repository are named on the machine alone, and nothing is written or sealed', async () => {
  const file = path.join(testFolder(), 'authorized_keys');
  const { size } = await document(['ledger', 'status']);
  for (const place of [
    ['file', file],
    ['git', 'git@github.com:acme/checkpoints.git'],
    ['git', '/srv/checkpoints.git'],
  ]) {
    const { code, out } = await ran(['ledger', 'witness', 'set', ...place]);
    assert.deepEqual([code, codeOf(out)], [3, 'witness_of_machine'], place.join(' '));
  }
  assert.ok(!existsSync(file));
  const refused = await browser.send('GET', '/api/identity/actions?name=ledger.setWitness&limit=3');
  assert.deepEqual(
    (refused.body['actions'] as { outcome: string; subject: object }[]).map(({ outcome, subject }) => [
      outcome,
      subject,
    ]),
    ['git', 'git', 'file'].map((setting) => ['witness_of_machine', { setting }]),
  );
  assert.equal((await document(['ledger', 'status']))['size'], Number(size) + 3, 'the three refusals alone');
});

test('what is no certificate and no key of a witness is refused with its place', async () => {
  for (const [place, where] of [
    [{ kind: 'rfc3161', url: 'https://tsa.example', anchors: 'no certificate' }, 'setting.anchors'],
    [{ kind: 'witness', url: 'https://w.example', verifier: 'nonsense' }, 'setting.verifier'],
    [{ kind: 'http', url: 'https://ada:pw@keeps.example' }, 'body.setting.url'],
  ] as const) {
    const { status, body } = await browser.send('PUT', '/api/ledger/witness', { body: { setting: place } });
    const { code, facts } = body['error'] as { code: string; facts: { where: string } };
    assert.deepEqual([status, code], [422, 'input_invalid'], where);
    assert.ok(where.endsWith(facts.where) || facts.where.endsWith(where), `${facts.where} ${where}`);
  }
});

const served = (environment: Readonly<Record<string, string>>) =>
  confined({
    ...installation.attestry,
    config: configFrom(
      { ATTESTRY_DATA: installation.attestry.config.data, ATTESTRY_HOST: '0.0.0.0', ...environment },
      {},
    ),
  }).witness;
const NAMED = { ATTESTRY_WEBHOOK_NETWORKS: '127.0.0.0/8' };

test('a server that others reach sends to no address of its own network, and lets nobody name one', async () => {
  const inside = await testServer((_, response) => response.end('what nobody outside may see'));
  const place = { kind: 'http', url: `${inside.url}/log`, method: 'PUT' } as const;
  await installation.attestry.witness.set(org, 'ada', place);
  await assert.rejects(served({}).publish(org), { code: 'witness_failed', message: /private network/u });
  await assert.rejects(served({}).set(org, 'ada', place), { code: 'address_refused' });
  assert.deepEqual(inside.requests, []);
  await served(NAMED).set(org, 'ada', place);
  assert.equal((await served(NAMED).publish(org)).kind, 'sent');
  await installation.attestry.witness.set(org, 'ada', { kind: 'none' });
});

test('a server sends by itself to the file and the repository that were named on its machine, wherever they are', async () => {
  const folder = testFolder();
  const remote = path.join(folder, 'checkpoints.git');
  execFileSync('git', ['init', '--bare', '--quiet', remote]);
  const file = path.join(folder, 'checkpoints');
  for (const place of [
    { kind: 'git', remote, branch: 'main' },
    { kind: 'file', path: file },
  ] as const) {
    await installation.attestry.witness.set(org, 'ada', place);
    assert.equal((await served({}).publish(org)).kind, 'sent', place.kind);
  }
  assert.ok(execFileSync('git', ['-C', remote, 'ls-tree', 'main'], { encoding: 'utf8' }).includes('.checkpoint'));
  assert.ok(existsSync(file));
  await installation.attestry.witness.set(org, 'ada', { kind: 'none' });
});

test('every byte is looked at, and the key is replaced, from afar; a key that reads does neither', async () => {
  const found = await document(['ledger', 'fsck']);
  assert.deepEqual([found['damages'], found['unfinished'], found['mended']], [[], [], null]);
  assert.ok(Number(found['entries']) > 5 && Number(found['rows']) > 0);
  assert.equal(typeof (await document(['ledger', 'fsck', '--mend']))['mended'], 'number');
  const looks = await browser.send('GET', '/api/identity/actions?name=jobs.fsck');
  assert.deepEqual(
    (looks.body['actions'] as { outcome: string; subject: object }[]).map(({ outcome, subject }) => [outcome, subject]),
    [
      ['asked', { mend: 'true' }],
      ['asked', { mend: 'false' }],
    ],
    'what is put right is told from what is looked at',
  );
  const before = await document(['ledger', 'key']);
  const after = await document(['ledger', 'key', '--rotate', '--reason', 'somebody left']);
  assert.notEqual(after['verifier'], before['verifier']);
  assert.deepEqual(
    (after['keys'] as { verifier: string }[]).map(({ verifier }) => verifier),
    [before['verifier'], after['verifier']],
  );
  const line = { person: 'ada', via: 'command line', subject: {}, outcome: 'done', request: 'of-before', address: '' };
  await recordAction(installation.attestry, org, { ...line, name: 'ledger.key-rotated' }); // as an older version wrote it
  const { body } = await browser.send('GET', '/api/identity/actions?name=ledger.rotateKey');
  assert.deepEqual(
    (body['actions'] as { name: string }[]).map(({ name }) => name),
    ['ledger.key-rotated', 'ledger.rotateKey'],
  );
  assert.equal((await ran(['ledger', 'verify'])).code, 0);
  assert.equal((await ran(['ledger', 'key'], READING)).code, 0);
  for (const words of [
    ['ledger', 'fsck'],
    ['ledger', 'key', '--rotate', '--reason', 'mine'],
    ['ledger', 'witness', 'set', 'none'],
    ['ledger', 'witness', 'send'],
  ]) {
    const { code, out } = await ran(words, READING);
    assert.deepEqual([code, codeOf(out)], [3, 'forbidden'], words.join(' '));
  }
});
