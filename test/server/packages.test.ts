import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DOCUMENTS } from '#/app/cli/documents.ts';
import { PACKAGE_KEPT_DAYS } from '#/features/jobs/contract.ts';
import { forgetPackages } from '#/features/packages/index.ts';
import { DAY } from '#/core/time/instant.ts';
import { attestry, type Ended } from '#test/kit/bin.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { url } = installation;
const org = await organizationIn(installation, 'acme');
const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const carol = await personIn(installation, { org, role: 'sales', email: 'carol@acme.example' });
const bob = await personIn(installation, { org, role: 'contributor', email: 'bob@acme.example' });
const other = await organizationIn(installation, 'other');
const eve = await personIn(installation, { org: other, role: 'owner', email: 'eve@other.example' });

async function fine(answer: ReturnType<Browser['send']>): Promise<Record<string, unknown>> {
  const { status, body } = await answer;
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const post = (route: string, body: object) => fine(ada.browser.send('POST', `/api${route}`, { body }));

const year = (first: number) => ({ type: 'type-2', first: `${first}-01-01`, last: `${first}-12-31` });
await post('/engagements', { id: 'soc2-2025', name: 'SOC 2 of 2025', ...year(2025) });
await post('/engagements', { id: 'soc2-2026', name: 'SOC 2 of 2026', ...year(2026) });
const scopes = ['organization:read', 'jobs:read', 'packages:read', 'packages:write'];
const key = async (name: string, given: readonly string[]) =>
  String((await post('/identity/keys', { name, scopes: given }))['key']);
const there = { ATTESTRY_SERVER: url, ATTESTRY_API_KEY: await key('laptop', scopes) };

async function auditorOf(engagement: string, email: string): Promise<Browser> {
  const licence = { number: '123456', state: 'New York' };
  const grant = { role: 'auditor', engagement, firm: 'Firm', licence, until: '2099-12-31' };
  const token = String((await post('/identity/invitations', { email, ...grant }))['link']).split('#')[1];
  const browser = new Browser(url);
  await fine(browser.send('POST', '/api/account/join', { body: { token, name: 'Kim', password: PASSWORD } }));
  await fine(browser.send('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } }));
  return browser;
}

const folder = testFolder();
const run = (words: readonly string[], env: Readonly<Record<string, string>> = there): Promise<Ended> =>
  attestry(words, { folder, data: '/nowhere', env });
const inFolder = (name: string): string => path.join(folder, name);
const exports = path.join(installation.attestry.config.data, 'exports', org);
const sizeOfLog = async (): Promise<number> => (await installation.attestry.ledger.status(org)).size;

async function taken(browser: Browser, job: string, query = ''): Promise<Response> {
  const cookie = `attestry.session_token=${browser.cookie('attestry.session_token') ?? ''}`;
  return fetch(`${url}/api/jobs/${job}/package${query}`, { headers: { cookie } });
}
const codeOf = async (answer: Response): Promise<unknown> => {
  const { error } = (await answer.json()) as { error?: { code: string } };
  return error?.code;
};
const jobsListed = async (
  browser: Browser,
): Promise<readonly { job: string; engagement: string; bytes: number; sha256: string | null }[]> =>
  (await fine(browser.send('GET', '/api/jobs/packages')))['packages'] as never;
const newest = async (): Promise<string> => (await jobsListed(ada.browser))[0]?.job ?? assert.fail('there is none');

test('a package is made by a server and comes to whoever asked, as it would on the machine', async () => {
  const { code, out, err } = await run(['package', 'create', '--out', 'acme.tar', '--engagement', 'soc2-2026']);
  assert.equal(code, 0, err);
  assert.match(out, /^acme\.tar: engagement soc2-2026, \d+ members/);
  const { verifier } = await installation.attestry.ledger.status(org);
  const verified = await run(['package', 'verify', 'acme.tar', '--key', verifier]);
  assert.equal(verified.code, 0, verified.out);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('draft')),
    [],
  );
  const [only, ...more] = await jobsListed(ada.browser);
  assert.deepEqual(more, []);
  const { job } = await fine(ada.browser.send('GET', `/api/jobs/${only?.job}`));
  const { done, total } = job as { done: number; total: number };
  assert.deepEqual([done > 1, done], [true, total], 'it came to its end, and says so');
  const file = readFileSync(inFolder('acme.tar'));
  const sha256 = hash('sha256', file);
  assert.deepEqual([only?.bytes, only?.sha256], [file.length, sha256]);
  assert.ok(out.includes(`SHA-256 of its ${file.length.toLocaleString('en-US')} bytes: ${sha256}`), out);
  const db = installation.db.admin;
  await db.query(`update job set result = result - 'sha256' where id = $1`, [only?.job]);
  assert.equal((await jobsListed(ada.browser))[0]?.sha256, null, 'of one that was written before that was noted');
  assert.match((await run(['package', 'list'])).out, /not noted/);
});

test('what is there is not replaced, and where no file can be begun nothing is asked of the server', async () => {
  const before = [await sizeOfLog(), readFileSync(inFolder('acme.tar'))];
  for (const [out, exit, said] of [
    ['acme.tar', 2, /is there already/],
    ['/nosuch/folder/x.tar', 3, /there is no such file or folder/],
  ] as const) {
    const { code, err } = await run(['package', 'create', '--out', out]);
    assert.equal(code, exit, err);
    assert.match(err, said);
  }
  assert.deepEqual([await sizeOfLog(), readFileSync(inFolder('acme.tar'))], before);
  const nosuch = await run(['package', 'create', '--out', 'b.tar', '--engagement', 'nosuch']);
  assert.equal(nosuch.code, 3, nosuch.err);
  assert.match(nosuch.err, /no engagement "nosuch"/);
  assert.ok(!existsSync(inFolder('b.tar')));
});

test('it is listed and fetched again, from afar and on the machine, with the same bytes', async () => {
  const here = {
    DATABASE_URL: installation.attestry.config.databaseUrl ?? '',
    ATTESTRY_DATA: installation.attestry.config.data,
  };
  const listed = await run(['package', 'list', '--json']);
  const { packages } = DOCUMENTS['package list'].parse(JSON.parse(listed.out));
  const job = packages[0]?.job ?? '';
  for (const [name, env] of [
    ['far.tar', there],
    ['near.tar', { ...here, ATTESTRY_ORG: 'acme' }],
  ] as const) {
    const { code, err } = await run(['package', 'fetch', job, '--out', name], env);
    assert.equal(code, 0, err);
    assert.deepEqual(readFileSync(inFolder(name)), readFileSync(inFolder('acme.tar')));
  }
  const answer = await taken(ada.browser, job);
  assert.equal(answer.headers.get('content-type'), 'application/x-tar');
  assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="soc2-2026.tar"');
  assert.equal(answer.headers.get('content-length'), String(packages[0]?.bytes));
  assert.equal((await answer.arrayBuffer()).byteLength, packages[0]?.bytes);
});

test('who took it, and who tried, stands in the audit log', async () => {
  const job = await newest();
  assert.equal(await codeOf(await taken(carol.browser, job)), 'forbidden');
  const { actions } = await fine(ada.browser.send('GET', '/api/identity/actions?name=jobs.packageFile'));
  const lines = (actions as { person: string; via: string; outcome: string; subject: { id?: string } }[]).map(
    ({ person, outcome, subject }) => `${person} ${outcome} ${subject.id === job}`,
  );
  assert.equal(lines[0], 'carol@acme.example forbidden true');
  assert.equal(lines[1], 'ada@acme.example done true');
  assert.equal(lines.length, 5, lines.join('\n'));
});

test('an auditor gets that of their own examination, and nobody of another organization any', async () => {
  const job = await newest();
  const kim = await auditorOf('soc2-2026', 'kim@firm.example');
  const lou = await auditorOf('soc2-2025', 'lou@firm.example');
  assert.equal((await taken(kim, job)).status, 200);
  assert.equal(await codeOf(await taken(bob.browser, job)), 'forbidden', 'who did what in it is not for all who work');
  assert.deepEqual([await jobsListed(lou), (await jobsListed(kim)).length], [[], 1]);
  assert.equal(await codeOf(await taken(lou, job)), 'not_found');
  assert.deepEqual(await jobsListed(eve.browser), []);
  for (const query of ['', '?organization=other', '?organization=acme'])
    assert.equal(await codeOf(await taken(eve.browser, job, query)), 'not_found', query);
  assert.equal((await taken(ada.browser, job, '?organization=acme')).status, 200);
  assert.equal(await codeOf(await taken(ada.browser, job, '?organization=acme&file=../x')), 'input_invalid');
  for (const id of ['..%2F..%2Fsecret', `${job}.tar`, '00000000-0000-0000-0000-000000000000%00'])
    assert.notEqual((await taken(ada.browser, id)).status, 200, id);
  assert.equal(await codeOf(await taken(new Browser(url), job)), 'unauthenticated');
  const weak = { ...there, ATTESTRY_API_KEY: await key('weak', ['organization:read', 'jobs:read', 'packages:write']) };
  const refused = await run(['package', 'fetch', job, '--out', 'weak.tar'], weak);
  assert.equal(refused.code, 3);
  assert.match(refused.err, /packages:read/);
  assert.ok(!existsSync(inFolder('weak.tar')));
});

test('only the file of a package that is done is handed over', async () => {
  const { job } = await post('/jobs/verify', {});
  assert.equal(await codeOf(await taken(ada.browser, String(job))), 'not_found');
  const written = await newest();
  await installation.db.admin.query(`update attestry.job set state = 'running' where id = $1`, [written]);
  assert.equal(await codeOf(await taken(ada.browser, written)), 'package_missing');
  await installation.db.admin.query(`update attestry.job set state = 'done' where id = $1`, [written]);
});

test('a file that ends before its end is not kept, nor is one whose bytes cannot be read', async () => {
  const job = await newest();
  rmSync(path.join(exports, `${job}.tar`));
  mkdirSync(path.join(exports, `${job}.tar`)); // what is opened, and cannot be read
  const { code, err } = await run(['package', 'fetch', job, '--out', 'broken.tar']);
  assert.equal(code, 3, err);
  assert.ok(!existsSync(inFolder('broken.tar')));
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('draft')),
    [],
  );
  rmSync(path.join(exports, `${job}.tar`), { recursive: true });
});

test('a try that was killed, before or after its file was whole, does not keep the next one from writing', async () => {
  const [job, beside] = [crypto.randomUUID(), crypto.randomUUID()];
  const left = [`${job}.tar`, `${job}.tar.1.draft`, `${beside}.tar`];
  for (const name of left) writeFileSync(path.join(exports, name), 'tar');
  const place = await installation.attestry.exports.place(org, job);
  assert.equal(place, path.join(exports, `${job}.tar`));
  assert.deepEqual(
    left.filter((name) => existsSync(path.join(exports, name))),
    [`${beside}.tar`],
  );
  rmSync(path.join(exports, `${beside}.tar`));
});

test('of an erasure whose process was killed, housekeeping removes the files that were written before it', async () => {
  const { db, attestry: ours } = installation;
  const [before, since] = [crypto.randomUUID(), crypto.randomUUID()];
  for (const job of [before, since]) writeFileSync(path.join(exports, `${job}.tar`), 'tar');
  const { rows } = await db.admin.query(
    `select received from attestry.ledger_batch where org = $1 order by first limit 1`,
    [org],
  );
  const received = new Date(String((rows[0] as { received: unknown }).received));
  const earlier = new Date(received.getTime() - 60_000);
  utimesSync(path.join(exports, `${before}.tar`), earlier, earlier);
  const there = () => [before, since].map((job) => existsSync(path.join(exports, `${job}.tar`)));
  const long = ours.chance.now() - PACKAGE_KEPT_DAYS * DAY;
  await forgetPackages(ours, org, long);
  assert.deepEqual(there(), [true, true]);
  await db.admin.query(
    `insert into attestry.erasure (org, position, subject_kind, subject, reason, basis, person)
     values ($1, 0, 'artifact', 'gone', 'asked for', 'their right', 'ada')`,
    [org],
  );
  await forgetPackages(ours, org, long);
  assert.deepEqual(there(), [false, true]);
  rmSync(path.join(exports, `${since}.tar`));
});

test('files stay for some days, then housekeeping removes them, and what a killed process left', async () => {
  const [{ exports: kept, chance }, [first = '', ...jobs]] = [
    installation.attestry,
    ['old', 'left', 'new'].map(() => crypto.randomUUID()),
  ];
  const names = [`${first}.tar`, `${jobs[0]}.tar.123.draft`, `${jobs[1]}.tar`];
  for (const name of names) writeFileSync(path.join(exports, name), 'tar');
  const before = new Date(chance.now() - (PACKAGE_KEPT_DAYS + 1) * DAY);
  for (const name of names.slice(0, 2)) utimesSync(path.join(exports, name), before, before);
  await kept.forget(org, chance.now() - PACKAGE_KEPT_DAYS * DAY);
  assert.deepEqual(
    names.filter((name) => existsSync(path.join(exports, name))),
    names.slice(2),
  );
  const { code, out, err } = await run(['package', 'list']);
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /There is none/);
});
