import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { localClient } from '#/contract/local-client.ts';
import { DomainError } from '#/core/errors.ts';
import { DAY } from '#/core/time/instant.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { fileHandedIn, forgetOldUploads, sources } from '#/features/sources/index.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { type Browser, testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { attestry, db } = installation;
const org = await organizationIn(installation, 'acme');
const other = await organizationIn(installation, 'other');
const ada = await personIn(installation, { org, role: 'contributor', email: 'ada@acme.example' });
const eve = await personIn(installation, { org: other, role: 'owner', email: 'eve@other.example' });

const HEAD = 'id,title,severity,owner,detectedAt';
const ROWS = ['i-1,Login was down,high,ada@acme.example,2026-03-01T10:00:00Z'];
const csv = (rows: readonly string[]): string => btoa([HEAD, ...rows].join('\n'));

type Answer = Awaited<ReturnType<Browser['send']>>;
const codeOf = ({ body }: Answer): unknown => (body['error'] as { code?: string } | undefined)?.code;
const handIn = (bytes: string, name = 'incidents.csv', browser = ada.browser): Promise<Answer> =>
  browser.send('POST', '/api/sources/uploads', { body: { name, bytes } });

interface Candidate {
  readonly population: string;
  readonly open: readonly string[];
  readonly mapping: object;
}

async function looked(path: string): Promise<Candidate> {
  const look = await ada.browser.send('POST', '/api/sources/uploads/look', { body: { path } });
  assert.equal(look.status, 200, JSON.stringify(look.body));
  assert.deepEqual(
    (look.body['columns'] as { name: string }[]).map(({ name }) => name),
    HEAD.split(','),
  );
  const found = (look.body['candidates'] as Candidate[]).find(({ population }) => population === 'incident');
  return found ?? assert.fail(JSON.stringify(look.body));
}

/** Reads a source, and says what came of it. */
async function collected(source: string, said: object = {}): Promise<Record<string, unknown>> {
  const { body: before } = await ada.browser.send('GET', `/api/sources/${source}/runs`);
  const begin = (): Promise<Answer> => ada.browser.send('POST', '/api/jobs/collect', { body: { source, ...said } });
  let begun = await begin();
  for (; codeOf(begun) === 'busy'; begun = await begin()) await sleep(100); // the job of the last reading is just ending
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  for (let looks = 0; looks < 300; looks += 1) {
    const { body } = await ada.browser.send('GET', `/api/sources/${source}/runs`);
    const [run] = body['runs'] as Record<string, unknown>[];
    const isNew = (body['runs'] as unknown[]).length > (before['runs'] as unknown[]).length;
    if (isNew && run?.['state'] !== 'running') return run ?? {};
    await sleep(100);
  }
  return assert.fail('it was not read');
}

const incidents = async (): Promise<number> =>
  ((await ada.browser.send('GET', '/api/populations/incident/records')).body['records'] as unknown[]).length;

let path = '';

test('a file is handed in, its columns are proposed, confirmed and read, and its rows are records', async () => {
  const handed = await handIn(csv(ROWS));
  assert.equal(handed.status, 200, JSON.stringify(handed.body));
  path = String(handed.body['path']);
  assert.match(path, /^upload:[0-9a-f-]{36}\/incidents\.csv$/);
  const { open, mapping } = await looked(path);
  assert.deepEqual(open, []);
  const settings = { path, mapping };
  const tried = await ada.browser.send('POST', '/api/sources/try', {
    body: { collector: 'file', settings, secrets: {} },
  });
  assert.match(JSON.stringify(tried.body), /1 row: 1 to import/);
  const added = await ada.browser.send('POST', '/api/sources', {
    body: { id: 'incidents', collector: 'file', settings },
  });
  assert.equal(added.status, 200, JSON.stringify(added.body));
  assert.equal((await collected('incidents'))['state'], 'finished');
  assert.equal(await incidents(), 1);
});

test('the next export takes the place of the last, and goes by the same mapping', async () => {
  const more = csv([...ROWS, 'i-2,Mail was late,low,bob@acme.example,2026-03-02T10:00:00Z']);
  const again = await ada.browser.send('PUT', '/api/sources/uploads', { body: { path, bytes: more } });
  assert.deepEqual([again.status, again.body['path']], [200, path]);
  assert.equal((await collected('incidents'))['state'], 'finished');
  assert.equal(await incidents(), 2);
});

test('each export is sealed by its own name, whatever the first one was called', async () => {
  const march = csv([...ROWS, 'i-2,Mail was late,low,bob@acme.example,2026-03-02T10:00:00Z', '']);
  const body = { path, name: 'incidents-march.csv', bytes: march };
  assert.equal((await ada.browser.send('PUT', '/api/sources/uploads', { body })).status, 200);
  assert.equal((await collected('incidents'))['state'], 'finished');
  const { rows } = await db.admin.query(
    `select name from artifact where org = $1 and source = 'incidents' order by name`,
    [org],
  );
  assert.deepEqual(
    rows.map(({ name }) => name),
    ['incidents-march.csv', 'incidents.csv', 'incidents.csv'],
  );
  const { body: coverage } = await ada.browser.send('GET', '/api/populations/incident/coverage');
  assert.match(JSON.stringify(coverage), /incidents-march\.csv/);
});

test('the same bytes account for new time only where whoever hands them in says that they are exported anew', async () => {
  const notes = async (): Promise<readonly string[]> =>
    ((await ada.browser.send('GET', '/api/populations/incident/coverage')).body['coverage'] as { note: string }[]).map(
      ({ note }) => note,
    );
  const before = await notes();
  await collected('incidents');
  assert.deepEqual(await notes(), before);
  assert.equal((await collected('incidents', { exportedAnew: true }))['state'], 'finished');
  assert.deepEqual(await notes(), [...before, 'the same to the byte as the file before, said to be exported anew']);
  await collected('incidents');
  assert.equal((await notes()).length, before.length + 1, 'it was said of one reading');
});

test('what the source would refuse does not take the place of the last, and says why; it can be looked at before', async () => {
  const kept = async () => (await db.admin.query('select sha256 from source_upload where org = $1', [org])).rows;
  const before = await kept();
  const bytes = csv([...ROWS, 'i-3,Broken,high,ada@acme.example,yesterday']);
  const put = await ada.browser.send('PUT', '/api/sources/uploads', { body: { path, bytes } });
  assert.deepEqual([put.status, codeOf(put)], [422, 'rows_rejected']);
  assert.match(JSON.stringify(put.body), /row 3, column .{1,4}detectedAt/);
  const seen = await ada.browser.send('POST', '/api/sources/incidents/test', { body: { bytes } });
  assert.deepEqual([seen.status, seen.body['rejected']], [200, 1]);
  assert.equal((await ada.browser.send('POST', '/api/sources/incidents/test', { body: {} })).body['rejected'], 0);
  assert.deepEqual(await kept(), before);
});

test('what cannot be read is named by its row and column, and then nothing comes in', async () => {
  const { body } = await handIn(csv([...ROWS, 'i-3,Broken,high,ada@acme.example,yesterday']), 'broken.csv');
  const { mapping } = await looked(path);
  const settings = { path: body['path'], mapping };
  const tried = await ada.browser.send('POST', '/api/sources/try', {
    body: { collector: 'file', settings, secrets: {} },
  });
  assert.equal(tried.body['rejected'], 1);
  const { first, ...rows } = tried.body['rows'] as Record<string, unknown>;
  const reason = 'is no date of the form 2026-03-03 or 2026-03-03T10:00:00Z';
  assert.deepEqual(rows, {
    total: 2,
    accepted: 1,
    skipped: 0,
    rejected: 1,
    blank: 0,
    rejections: [{ row: 'row 3', columns: ['detectedAt'], cell: 'yesterday', reason }],
    whys: [{ columns: ['detectedAt'], reason, rows: 1 }],
  });
  assert.match(JSON.stringify(first), /row 2.*Login was down/);
  assert.match(JSON.stringify(tried.body['seen']), /row 3.*detectedAt.*yesterday|row 3.*yesterday.*detectedAt/);
  const { body: noise } = await handIn(btoa('\u0000\u0001 not a table'), 'noise.bin');
  const look = await ada.browser.send('POST', '/api/sources/uploads/look', { body: { path: noise['path'] } });
  assert.ok(look.status === 422 || look.status === 200, JSON.stringify(look.body));
});

test('nobody else’s file is read, and no other path is', async () => {
  for (const each of [path, '/etc/passwd', 'upload:../../x', `upload:${crypto.randomUUID()}/x.csv`]) {
    const look = await eve.browser.send('POST', '/api/sources/uploads/look', { body: { path: each } });
    assert.equal(codeOf(look), 'not_found', each);
    const put = await eve.browser.send('PUT', '/api/sources/uploads', { body: { path: each, bytes: csv(ROWS) } });
    assert.equal(codeOf(put), 'not_found', each);
  }
  const settings = { path, mapping: (await looked(path)).mapping };
  const tried = await eve.browser.send('POST', '/api/sources/try', {
    body: { collector: 'file', settings, secrets: {} },
  });
  assert.equal(codeOf(tried), 'not_found');
  for (const [bytes, name] of [
    ['', 'x.csv'],
    [csv(ROWS), '../x.csv'],
    [csv(ROWS), ''],
  ] as const)
    assert.equal(codeOf(await handIn(bytes, name)), 'input_invalid', name);
});

test('files that no source reads are let go, and their bytes with them; what a source reads stays', async () => {
  for (let each = 0; each < 12; each += 1) await handIn(csv([`x-${each},t,low,a@b.example,2026-03-01T10:00:00Z`]));
  const { rows } = await db.admin.query('select id, sha256 from source_upload where org = $1', [org]);
  assert.equal(rows.length, 11, 'the latest ten, and the one that is read');
  const kept = new Set(await attestry.blobs(org).list('artifacts'));
  for (const { sha256 } of rows) assert.ok(kept.has(sha256));
  assert.match(Buffer.from((await fileHandedIn(attestry, org, path)).bytes).toString(), /i-2/);
  const { rows: artifacts } = await db.admin.query('select count(distinct sha256)::int as n from artifact');
  assert.equal(kept.size, artifacts[0].n + 10, 'nothing is left of the others');
});

test('a file of which nobody made a source goes after a week, whoever hands in another or not', async () => {
  const after = (days: number) =>
    forgetOldUploads({ ...attestry, chance: { ...attestry.chance, now: () => Date.now() + days * DAY } }, org);
  const left = async () => (await db.admin.query('select id from source_upload where org = $1', [org])).rows.length;
  await after(6);
  assert.equal(await left(), 11);
  await after(8);
  assert.equal(await left(), 1, 'the one that is read');
  const { rows: artifacts } = await db.admin.query('select count(distinct sha256)::int as n from artifact');
  assert.equal((await attestry.blobs(org).list('artifacts')).length, artifacts[0].n, 'nothing is left of the others');
});

/** A report of one image, made at an instant. */
const report = (made: string): string =>
  btoa(
    readFileSync(new URL('../fixtures/samples/trivy-image.json', import.meta.url), 'latin1').replace(
      '{',
      `{"CreatedAt":"${made}",`,
    ),
  );
const SECOND = report('2026-03-02T06:00:00Z');
const THIRD = report('2026-03-03T06:00:00Z');

/** A source that has read one report, and the path of that. */
async function reported(id: string): Promise<string> {
  const { body } = await handIn(report('2026-03-01T06:00:00Z'), `${id}.json`);
  const settings = { path: body['path'] };
  const added = await ada.browser.send('POST', '/api/sources', { body: { id, collector: 'scan', settings } });
  assert.equal(added.status, 200, JSON.stringify(added.body));
  assert.equal((await collected(id))['state'], 'finished');
  return String(body['path']);
}

const next = (to: string, bytes: string): Promise<Answer> =>
  ada.browser.send('PUT', '/api/sources/uploads', { body: { path: to, bytes } });
const handingIn = (deps: typeof attestry.sources) =>
  localClient(sourcesContract, sources(deps), { org, person: 'ada@acme.example' });
const lies = async (at: string): Promise<string> =>
  Buffer.from((await fileHandedIn(attestry, org, at)).bytes).toString('base64');

test('a report that is older than one which was handed in before it, and is not read yet, is refused', async () => {
  const at = await reported('image');
  assert.equal((await next(at, THIRD)).status, 200);
  const older = await next(at, SECOND);
  assert.deepEqual([older.status, codeOf(older)], [422, 'report_not_newer']);
  const looks = await ada.browser.send('POST', '/api/sources/image/test', { body: { bytes: SECOND } });
  assert.equal(codeOf(looks), 'report_not_newer', 'and that is foreseen');
  assert.equal(await lies(at), THIRD);
  assert.equal((await next(at, THIRD)).status, 200, 'the same again is no other');
  assert.equal((await collected('image'))['state'], 'finished');
  assert.equal(codeOf(await next(at, SECOND)), 'report_not_newer');
});

test('a report is held against the one before it by whatever name its file is called', async () => {
  const at = await reported('renamed-image');
  assert.equal((await next(at, THIRD)).status, 200);
  const otherwise = at.replace('renamed-image.json', 'another.json');
  assert.equal(codeOf(await next(otherwise, SECOND)), 'report_not_newer');
  assert.equal(await lies(at), THIRD);
  assert.equal((await next(otherwise, THIRD)).body['path'], at, 'and the name stays');
});

test('whenever the one before is read while a report is held against it, an older one is refused', async () => {
  for (const turn of [1, 2, 3, 4, 5, 6]) {
    const id = `read-meanwhile-${turn}`;
    const at = await reported(id);
    assert.equal((await next(at, THIRD)).status, 200);
    let asked = 0;
    const transaction: typeof attestry.db.transaction = async (...given) => {
      const answer = await attestry.db.transaction(...given);
      if ((asked += 1) === turn) assert.equal((await collected(id))['state'], 'finished');
      return answer;
    };
    const slow = handingIn({ ...attestry.sources, db: { ...attestry.db, transaction } });
    const older = slow.uploadAgain({ path: at, bytes: Buffer.from(SECOND, 'base64') });
    await assert.rejects(older, (error) => error instanceof DomainError && error.code === 'report_not_newer', id);
    assert.equal(await lies(at), THIRD, id);
  }
});

test('one that cannot be read, or whose bytes are gone, stands in no other’s way', async () => {
  const at = await reported('broken-image');
  const { rowCount } = await db.admin.query('update source_upload set sha256 = $2 where id = $1', [
    at.slice('upload:'.length, at.indexOf('/')),
    'f'.repeat(64),
  ]);
  assert.equal(rowCount, 1);
  assert.equal((await next(at, SECOND)).status, 200);
  assert.equal(await lies(at), SECOND);
});

test('of two that are handed in at once the older is never left in the place of the newer', async () => {
  const at = await reported('raced-image');
  const between = Buffer.from(report('2026-03-02T12:00:00Z'), 'base64');
  const [held, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const blobs = (of: string): BlobStore => ({
    ...attestry.blobs(of),
    put: async (...given) => {
      held.resolve();
      await go.promise; // it was held against what lies there, and takes its place only now
      return attestry.blobs(of).put(...given);
    },
  });
  const slow = handingIn({ ...attestry.sources, blobs });
  const older = slow.uploadAgain({ path: at, bytes: between });
  await held.promise;
  assert.equal((await next(at, THIRD)).status, 200);
  go.resolve();
  await assert.rejects(older, (error) => error instanceof DomainError && error.code === 'report_not_newer');
  assert.equal(await lies(at), THIRD);
  const left = await attestry.blobs(org).list('artifacts');
  assert.ok(!left.includes(sha256Hex(between)), 'nothing of the older one is left');
});
