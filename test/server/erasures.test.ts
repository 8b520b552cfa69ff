import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DOCUMENTS } from '#/app/cli/documents.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { attestry, type Ended } from '#test/kit/bin.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { url, db } = installation;
const org = await organizationIn(installation, 'acme');
const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const adam = await personIn(installation, { org, role: 'admin', email: 'adam@acme.example' });
const other = await organizationIn(installation, 'other');
const eve = await personIn(installation, { org: other, role: 'owner', email: 'eve@other.example' });
const folder = testFolder();

const READS = ['organization:read', 'sources:read', 'jobs:read', 'populations:read', 'evidence:read', 'identity:read'];
async function keyWith(...more: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { body } = await ada.browser.send('POST', '/api/identity/keys', {
    body: { name: 'erasing', scopes: [...READS, ...more] },
  });
  return { ATTESTRY_SERVER: url, ATTESTRY_API_KEY: String(body['key']) };
}
const may = await keyWith('evidence:erase', 'sources:write');
const mayNot = await keyWith('evidence:write', 'sources:write');
const run = (words: readonly string[], env = may): Promise<Ended> => attestry(words, { folder, data: '/nowhere', env });
async function fine(...words: readonly string[]): Promise<string> {
  const { code, out, err } = await run(words);
  assert.equal(code, 0, `${words.join(' ')}: ${err}${out}`);
  return out;
}

const HEADER = 'Employee,Name,Email,Kind,Start date,End date';
const ROWS = [
  '1,Ada,ada@acme.example,employee,2025-01-06,2026-03-31',
  '2,Bo,bo@acme.example,employee,2025-02-03,2026-03-31',
];
const EXPORT = [HEADER, ...ROWS, ''].join('\n');
writeFileSync(path.join(folder, 'people.csv'), EXPORT);
writeFileSync(path.join(folder, 'redacted.csv'), [HEADER, ROWS[1], ''].join('\n'));
await fine('import', 'people.csv', '--population', 'person', '--confirm', '--complete');
const { records } = DOCUMENTS['population list'].parse(
  JSON.parse(await fine('population', 'list', 'person', '--json')),
) as {
  records: { key: string }[];
};
const [first = '', second = ''] = records.map(({ key }) => key);
const GROUNDS = ['--reason', 'they asked to be forgotten', '--basis', 'Art. 17 GDPR'];
const lines = async (name: string): Promise<readonly { outcome: string; subject: Record<string, string> }[]> =>
  DOCUMENTS['audit-log list'].parse(JSON.parse(await fine('audit-log', 'list', '--name', name, '--json'))).actions;

test('the bytes behind a record come from afar as they were received, and who took them stands in the audit log', async () => {
  await fine('population', 'show', 'person', first, '--artifact', 'seen.csv');
  assert.equal(readFileSync(path.join(folder, 'seen.csv'), 'utf8'), EXPORT);
  assert.equal((await lines('evidence.artifactFile'))[0]?.outcome, 'done');
  const { versions } = JSON.parse(await fine('population', 'show', 'person', first, '--json'));
  const artifact = versions[0].source.artifact as string;
  for (const [browser, status] of [
    [adam.browser, 200],
    [eve.browser, 404],
  ] as const) {
    const cookie = `attestry.session_token=${browser.cookie('attestry.session_token') ?? ''}`;
    const answer = await fetch(`${url}/api/evidence/artifacts/${artifact}/file`, { headers: { cookie } });
    assert.equal(answer.status, status);
    assert.equal((await answer.text()) === EXPORT, status === 200);
  }
});

test('only an owner erases, and a key only with the scope that an owner gave it', async () => {
  const asked = [
    ['artifact', sha256Hex(Buffer.from(EXPORT)), ...GROUNDS],
    ['record', 'person', first, ...GROUNDS],
    ['due'],
    ['due', '--now'],
    ['retention', 'attached', '400'],
    ['hold', '--reason', 'an order of the court'],
    ['hold', '--reason', 'the order is over', '--lift'],
  ];
  for (const words of asked) {
    const { code, err } = await run(['erase', ...words], mayNot);
    assert.equal(code, 3, words.join(' '));
    assert.match(err, /needs the permission evidence:erase/);
  }
  const body = { population: 'person', key: first, reason: 'they asked', basis: 'a right' };
  const admin = await adam.browser.send('POST', '/api/erasures/records', { body });
  assert.equal(admin.status, 403);
  const given = await adam.browser.send('POST', '/api/identity/keys', {
    body: { name: 'x', scopes: ['evidence:erase'] },
  });
  assert.notEqual(given.status, 200, 'nobody gives what they do not have');
  const stranger = await eve.browser.send('POST', '/api/erasures/records', { body });
  assert.equal(stranger.status, 404);
  await db.admin.query(`update attestry_auth.session set confirmed = now() - interval '11 minutes'`);
  const late = await ada.browser.send('POST', '/api/erasures/records', { body });
  assert.equal((late.body['error'] as { code: string }).code, 'confirmation_required');
  assert.deepEqual((await run(['population', 'show', 'person', first, '--artifact', 'still.csv'])).code, 0);
});

test('what a record says is erased from afar, and the log does not say of whom', async () => {
  const { exports } = installation.attestry;
  for (const each of [org, other]) writeFileSync(await exports.place(each, 'a-job'), 'a package that holds it');
  const draft = `${await exports.place(org, 'another-job')}.draft`;
  writeFileSync(draft, 'what is being written');
  const out = await fine('erase', 'record', 'person', first, ...GROUNDS);
  assert.match(out, /Erased, and said so at position \d+/);
  assert.match(out, /It was read from these artifacts/);
  assert.equal(await exports.size(org, 'a-job'), null, 'a package of before holds it, too');
  assert.ok(existsSync(draft), 'what is being written ends by itself');
  assert.notEqual(await exports.size(other, 'a-job'), null);
  const shown = await run(['population', 'show', 'person', first]);
  assert.equal(shown.code, 3);
  const [line] = await lines('erasure.record');
  assert.deepEqual([line?.outcome, line?.subject], ['done', { population: 'person' }]);
  assert.equal((await run(['erase', 'record', 'person', first, ...GROUNDS])).code, 3);
  assert.equal((await run(['erase', 'record', 'nosuch', first, ...GROUNDS])).code, 2);
});

test('a hold keeps an artifact from being erased; lifted, it goes, and a redacted one takes its place', async () => {
  const digest = sha256Hex(Buffer.from(EXPORT));
  await fine('erase', 'hold', digest, '--reason', 'an order of the court');
  const held = await run(['erase', 'artifact', digest, ...GROUNDS]);
  assert.equal(held.code, 3);
  assert.match(held.err, /an order of the court/);
  await fine('erase', 'hold', digest, '--reason', 'the order is over', '--lift');
  const out = await fine('erase', 'artifact', digest, ...GROUNDS, '--successor', 'redacted.csv');
  assert.match(out, /The records that were read from it stay/);
  assert.ok(!(await installation.attestry.blobs(org).list('artifacts')).includes(digest));
  const gone = await run(['population', 'show', 'person', second, '--artifact', 'gone.csv']);
  assert.equal(gone.code, 3);
  assert.ok(!existsSync(path.join(folder, 'gone.csv')));
  const noted = await lines('erasure.artifact');
  assert.deepEqual(
    noted.slice(0, 2).map(({ outcome }) => outcome),
    ['done', 'on_hold'],
  );
  assert.ok(!JSON.stringify(noted).includes(digest), 'what was forgotten is not known by its digest');
});

test('periods are set from afar, and what is due is listed and erased', async () => {
  await fine('erase', 'retention', 'attached', '400');
  assert.equal((await run(['erase', 'retention', 'nosuch', '12'])).code, 3);
  assert.match(await fine('erase', 'due'), /^0 are due to be erased\.$/m);
  assert.match(await fine('erase', 'due', '--now'), /^0 erased\.$/m);
  const all = await lines('erasure.');
  assert.equal(all.filter(({ outcome }) => outcome === 'done').length, 6);
});

test('a hold that is not there cannot be lifted, and nothing is sealed of it', async () => {
  const size = async (): Promise<number> => (await installation.attestry.ledger.status(org)).size;
  for (const artifact of [[], ['a'.repeat(64)]]) {
    const before = await size();
    const { code, err } = await run(['erase', 'hold', ...artifact, '--reason', 'the order is over', '--lift']);
    assert.equal(code, 3, err);
    assert.match(err, /There is no hold/);
    assert.equal((await size()) - before, 1, 'the line of the audit log, and no change of what is held');
    assert.equal((await lines('erasure.hold-lifted'))[0]?.outcome, 'not_found');
  }
});
