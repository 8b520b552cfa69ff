import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { uploaded } from '#/features/sources/index.ts';
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
  assert.deepEqual(look.body['columns'], HEAD.split(','));
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
  assert.match(Buffer.from(await uploaded(attestry, org, path)).toString(), /i-2/);
  const { rows: artifacts } = await db.admin.query('select count(distinct sha256)::int as n from artifact');
  assert.equal(kept.size, artifacts[0].n + 10, 'nothing is left of the others');
});
