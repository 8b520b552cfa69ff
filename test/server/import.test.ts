import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DOCUMENTS } from '#/app/cli/documents.ts';
import { MOST_UPLOADED } from '#/features/sources/contract.ts';
import { attestry, type Ended } from '#test/kit/bin.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { url, db } = installation;
const org = await organizationIn(installation, 'acme');
const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const other = await organizationIn(installation, 'other');
const folder = testFolder();

async function keyWith(scopes: readonly string[]): Promise<string> {
  const { body } = await ada.browser.send('POST', '/api/identity/keys', { body: { name: 'import', scopes } });
  return String(body['key']);
}
const READS = ['organization:read', 'sources:read', 'jobs:read'];
const there = {
  ATTESTRY_SERVER: url,
  ATTESTRY_API_KEY: await keyWith([...READS, 'sources:write', 'populations:read']),
};
/** Another organization, on the machine itself: what the same file and the same words say there is what they must say. */
const here = {
  DATABASE_URL: installation.attestry.config.databaseUrl ?? '',
  ATTESTRY_DATA: installation.attestry.config.data,
  ATTESTRY_ORG: 'other',
};
const run = (words: readonly string[], env: Readonly<Record<string, string>> = there): Promise<Ended> =>
  attestry(['import', ...words], { folder, data: '/nowhere', env });
const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);

const HEADER = 'Employee,Name,Email,Kind,Start date,End date';
const ADA = '1,Ada,ada@acme.example,employee,2025-01-06,2026-03-31';
const people = (...rows: readonly string[]): string => [HEADER, ...rows, ''].join('\n');
const PERSON = ['--population', 'person', '--confirm'];
const BY_MAPPING = ['--mapping', 'mapping.json'];

/** The same there and here, but for what is made anew each time. */
async function same(code: number, words: readonly string[]): Promise<Ended> {
  const [far, near] = [await run(words), await run(words, here)];
  const named = ({ out, err }: Ended): string => `${out}${err}`.replaceAll(/[0-9a-f-]{36}/g, 'ID');
  const plain = (ended: Ended): unknown => (words.includes('--json') ? JSON.parse(named(ended)) : named(ended));
  assert.deepEqual([far.code, plain(far)], [near.code, plain(near)], words.join(' '));
  assert.equal(far.code, code, named(far));
  return far;
}
const uploads = async (): Promise<readonly { sha256: string; name: string }[]> =>
  (await db.admin.query('select sha256, name from attestry.source_upload where org = $1', [org])).rows;

write('people.csv', people(ADA));
write('rejected.csv', people(ADA, '2,Bo,bo@acme.example,employee,someday,2026-03-31'));

test('a file is looked at, and every row that cannot come in is named, as on the machine; nothing is handed in', async () => {
  await same(1, ['people.csv']);
  await same(1, ['people.csv', '--population', 'person', '--json']);
  await same(1, ['people.csv', '--population', 'person', '--save', 'mapping.json']);
  const { out } = await same(1, ['rejected.csv', ...BY_MAPPING]);
  assert.match(out, /row 3 +Start date +someday/);
  const said = await same(1, ['rejected.csv', ...BY_MAPPING, '--json']);
  const [rejection] = DOCUMENTS['import'].parse(JSON.parse(said.out)).rejections;
  assert.deepEqual([rejection?.row, rejection?.column, rejection?.cell], ['row 3', 'Start date', 'someday']);
  const declaring = ['--from', '2025-01-01[Europe/Berlin]', '--complete'];
  const proposed = await same(1, ['people.csv', ...declaring]);
  const confirmed =
    "attestry import people.csv --population person --confirm --complete --from '2025-01-01[Europe/Berlin]'";
  assert.ok(proposed.out.includes(`  ${confirmed}\n`), 'what was given stands in the line that goes on');
  await same(0, ['people.csv', ...PERSON, '--dry-run']);
  await same(2, ['people.csv', '--preset', 'nosuch']);
  await same(2, ['people.csv', '--unchanged']);
  await same(3, ['nofile.csv']);
  assert.deepEqual(await uploads(), []);
});

test('a file comes in, and the next export by its name alone, with the same words and codes', async () => {
  await same(0, ['people.csv', ...PERSON, '--complete', '--from', '2025-01-01[Europe/Berlin]', '--json']);
  await same(2, ['people.csv', ...PERSON]);
  await same(0, ['people.csv']);
  await same(0, ['people.csv', '--unchanged']);
  write('people.csv', people(ADA, '2,Bo,bo@acme.example,employee,2025-02-03,2026-03-31'));
  const { out } = await same(0, ['people.csv']);
  assert.match(out, /^people {2}1 new or changed, 1 as known$/m);
  const again = await same(0, ['people.csv', '--dry-run']);
  assert.match(again.out, /^The same to the byte as the file that was read last/);
  const anew = await same(0, ['people.csv', '--dry-run', '--unchanged']);
  assert.match(anew.out, /^2 rows: 2 to import/);
  await same(1, ['rejected.csv', ...BY_MAPPING, '--accept-rejected', '--as', 'some']);
  for (const env of [there, here]) {
    const log = await attestry(['source', 'log', 'some'], { folder, data: '/nowhere', env });
    assert.match(log.out, /: finished, 1 new or changed, (1 unreadable, )?1 rejected$/m);
  }
  const { body } = await ada.browser.send('GET', '/api/sources');
  const { lastRun } =
    (body['sources'] as readonly { id: string; lastRun: unknown }[]).find(({ id }) => id === 'some') ?? {};
  assert.equal((lastRun as { rejected: number }).rejected, 1, 'it is said with what the last reading brought');
});

test('what is declared is declared by who has the key, whatever the line says', async () => {
  const { rows } = await db.admin.query(`select settings from attestry.source where org = $1 and id = 'people'`, [org]);
  assert.deepEqual(rows[0].settings.declared, { from: '2025-01-01[Europe/Berlin]', by: 'ada@acme.example' });
});

test('an export that cannot come in leaves the one before it where it was', async () => {
  const before = await uploads();
  write('people.csv', people(ADA, '2,Bo,bo@acme.example,employee,someday,2026-03-31'));
  const far = await run(['people.csv']);
  assert.deepEqual([far.code, (await run(['people.csv'], here)).code], [3, 3]);
  assert.match(far.out, /row 3, column "Start date"/);
  await same(1, ['people.csv', '--dry-run']);
  assert.deepEqual(await uploads(), before);
});

test('that nobody says until when the next export reaches is foreseen by a dry run, and the one before it stays', async () => {
  write('ended.csv', people(ADA));
  const ended = ['--from', '2025-01-01[Europe/Berlin]', '--to', '2025-06-30[Europe/Berlin]'];
  await same(0, ['ended.csv', ...PERSON, ...ended, '--new-source']);
  await same(0, ['ended.csv', '--dry-run']);
  await same(3, ['ended.csv', '--unchanged', '--dry-run']);
  const before = await uploads();
  write('ended.csv', people(ADA, '2,Bo,bo@acme.example,employee,2025-02-03,2026-03-31'));
  const { err } = await same(3, ['ended.csv', '--dry-run']);
  assert.match(err, /nobody says until when ended\.csv reaches/);
  const far = await run(['ended.csv']);
  assert.deepEqual([far.code, (await run(['ended.csv'], here)).code], [3, 3]);
  assert.match(far.err, /nobody says until when ended\.csv reaches/);
  assert.deepEqual(await uploads(), before);
});

test('that a report is older than the one before it is foreseen by a dry run, and the newer one stays', async () => {
  const trivy = (made: string): string =>
    JSON.stringify({ SchemaVersion: 2, CreatedAt: made, ArtifactName: 'acme/web', Results: [] });
  write('web.json', trivy('2026-03-03T10:00:00Z'));
  await same(0, ['web.json']);
  const before = await uploads();
  write('web.json', trivy('2026-03-02T10:00:00Z'));
  const { err } = await same(3, ['web.json', '--dry-run']);
  assert.match(err, /another one of acme\/web/);
  assert.equal((await run(['web.json'])).code, 3);
  assert.deepEqual(await uploads(), before);
});

test('where two have the same name, it is said which; and a new one may have it, too', async () => {
  mkdirSync(path.join(folder, 'b'));
  write('b/people.csv', people('7,Cy,cy@acme.example,employee,2025-01-06,2026-03-31'));
  const made = await run(['b/people.csv', ...PERSON, '--as', 'branch']);
  assert.equal(made.code, 0, made.err);
  const unclear = await run(['b/people.csv']);
  assert.equal(unclear.code, 2);
  assert.match(unclear.err, /Several sources read a file of this name: people, branch\. Say which, with --as/);
  const again = await run(['b/people.csv', '--as', 'branch']);
  assert.deepEqual([again.code, again.err], [0, '']);
  assert.match(again.out, /^branch {2}/);
});

test('a list under another name is the next export of a source, or one of its own: a person says which', async () => {
  write(
    'people-june.csv',
    people(ADA, '2,Bo,bo@acme.example,employee,2025-02-03,2026-03-31', '3,Di,,employee,2026-06-01,'),
  );
  const before = await uploads();
  for (const env of [there, here]) {
    const { code, err } = await run(['people-june.csv', ...PERSON], env);
    assert.equal(code, 2, err);
    assert.match(err, /Files bring people already: .*people \(people\.csv\).*--source .*--new-source/s);
  }
  await same(2, ['people-june.csv', '--source', 'people', '--new-source']);
  await same(3, ['people-june.csv', '--source', 'nosuch']);
  assert.deepEqual(await uploads(), before);
  const { code, out, err } = await run(['people-june.csv', '--source', 'people']);
  assert.equal(code, 0, err);
  assert.match(out, /^people {2}\d new or changed/m);
  const after = await uploads();
  assert.equal(after.length, before.length, 'it took the place of the last');
  assert.ok(after.some(({ name }) => name === 'people-june.csv'));
  const near = await run(['people-june.csv', '--source', 'people'], here);
  assert.equal(near.code, 2, 'here the source reads the file where it lies');
  assert.match(near.err, /reads \S+people\.csv: put the export there, .*attestry import \S+people\.csv/s);
  await same(0, ['people-june.csv', ...PERSON, '--new-source']);
});

test('what is larger than a server takes is refused with the limit, and what the key may not do with the scope', async () => {
  const row = '1,Ada,ada@acme.example,employee,2025-01-06,2026-03-31';
  const note = 'x'.repeat(90_000);
  const rows = Array.from({ length: Math.ceil(MOST_UPLOADED / 90_000) + 1 }, (_, at) => `${at}${row},${note}`);
  write('large.csv', [`${HEADER},Note`, ...rows].join('\n'));
  const { code, err } = await run(['large.csv', ...PERSON, '--new-source']);
  assert.equal(code, 3);
  assert.match(err, /a server takes at most 33,554,432/);
  write('new.csv', people(ADA));
  const reader = { ...there, ATTESTRY_API_KEY: await keyWith(READS) };
  const refused = await run(['new.csv', ...PERSON, '--new-source'], reader);
  assert.equal(refused.code, 3);
  assert.match(refused.err, /needs the permission sources:write/);
});

test('a report is told from its bytes, as on the machine', async () => {
  const report = { SchemaVersion: 2, CreatedAt: '2026-03-03T10:00:00Z', ArtifactName: 'acme/app', Results: [] };
  write('trivy.json', JSON.stringify(report));
  await same(0, ['trivy.json', '--dry-run']);
  const { out } = await same(0, ['trivy.json']);
  assert.match(out, /^trivy {2}/m);
  assert.notEqual(other, org);
});

test('a report that is not what its format prescribes says what is wrong and where, and is taken for no table', async () => {
  const listed = (...rows: readonly object[]): object => ({
    SchemaVersion: 2,
    ArtifactName: 'acme/api',
    Results: rows,
  });
  const reports: readonly (readonly [object, RegExp])[] = [
    [
      listed({ Target: 'a', Vulnerabilities: [{ PkgName: 'left' }] }),
      /Trivy JSON prescribes:\s+\/Results\/0\/Vulnerabilities\/0\/VulnerabilityID: it is missing/,
    ],
    [{ version: '2.1.0', runs: 7 }, /SARIF 2\.1\.0 prescribes:\s+\/runs: it must be a list/],
    [[{ class_uid: 2003, metadata: 1 }], /OCSF[^:]+ prescribes:\s+\/0\/metadata/],
    [{ auditReportVersion: 2, vulnerabilities: [] }, /npm audit[^:]* prescribes:\s+\/vulnerabilities/],
    [
      { data: { node: { vulnerabilityAlerts: { nodes: [{}] } } } },
      /GitHub[^:]+ prescribes:\s+\/0\/vulnerabilityAlerts/,
    ],
  ];
  for (const [report, says] of reports) {
    write('malformed.json', JSON.stringify(report));
    const { out, err } = await same(3, ['malformed.json']);
    assert.deepEqual([out, says.test(err)], ['', true], err);
  }
  write('alike.json', JSON.stringify({ data: [{ id: 1, title: 'A table of another tool' }] }));
  await same(1, ['alike.json', '--items', '/data']);
});
