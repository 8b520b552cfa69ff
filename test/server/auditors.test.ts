import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { found } from '#/collectors/collector.ts';
import { OPERATIONS } from '#/contract/api.ts';
import type { Permission } from '#/contract/endpoint.ts';
import { shapesOf } from '#/contract/shape.ts';
import { APART_LISTS } from '#/features/readiness/apart.contract.ts';
import { mayRole, noteHandedOver } from '#/features/identity/index.ts';
import { Ingest } from '#/features/populations/index.ts';
import { testPdf } from '#test/kit/pdf.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { url, attestry, db } = installation;
const org = await organizationIn(installation, 'acme');
const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });

/** What belongs to the examination of 2026 alone has this in it. */
const MARK = `mark-${randomUUID().slice(0, 8)}`;
const LICENCE = { number: '123456', state: 'New York' };

type Answer = Awaited<ReturnType<Browser['send']>>;
const codeOf = ({ body }: Answer): unknown => (body['error'] as { code?: string } | undefined)?.code;
const post = (route: string, body: object): Promise<Answer> => ada.browser.send('POST', `/api${route}`, { body });

async function fine(answer: Promise<Answer>): Promise<Record<string, unknown>> {
  const { status, body } = await answer;
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

/** Two incidents, one in each window. */
async function bring(): Promise<void> {
  const { chance } = attestry;
  const run = chance.newId();
  const reading = { org, source: 'tracker', run, collector: { id: 'test', version: 1 }, startedAt: chance.now() };
  const ingest = await Ingest.begin(
    { db: attestry.db, blobs: attestry.blobs(org), seal: attestry.ledger.seal, chance },
    { ...reading, grade: 'source' },
  );
  const incident = (id: string, day: string) => ({
    id,
    title: id,
    detectedAt: `${day}T12:00:00Z`,
    owner: 'email:ada@acme.example',
  });
  const facts = [incident('of-2025', '2025-05-05'), incident(MARK, '2026-05-05')];
  const page = {
    artifacts: [{ bytes: Buffer.from('rows'), media: 'text/plain', name: 'incidents.csv' }],
    records: facts.map((fact, place) => found('incident', fact, 0, `row ${place + 2}`)),
    unreadable: [],
    looks: [],
    accounted: [],
    cursor: null,
    progress: { what: 'incident', done: 2, total: 2 },
  };
  await ingest.page(page, async () => undefined);
  await ingest.flush(async () => undefined);
  ingest.close();
}

/** Two examinations of one organization, by two firms, and what belongs to the second alone. */
async function prepare(): Promise<{ readonly letter: string; readonly artifact: string }> {
  const window = (year: number) => ({ type: 'type-2', first: `${year}-01-01`, last: `${year}-12-31` });
  await fine(post('/engagements', { id: 'soc2-2025', name: 'SOC 2 of 2025', ...window(2025) }));
  const privacy = ['security', 'privacy'];
  await fine(post('/engagements', { id: MARK, name: MARK, categories: privacy, ...window(2026) }));
  const own = { ownerFunction: 'security', frequency: 'weekly' };
  const statement = 'Somebody looks at it every week.';
  await fine(post('/controls/own', { id: 'seen', title: 'Seen', statement, criteria: ['CC6.1'], ...own }));
  await fine(
    post('/controls/own', { id: MARK, title: MARK, statement: `${statement} ${MARK}`, criteria: ['P1.1'], ...own }),
  );
  const attached = { control: MARK, occurred: '2026-02-02', name: `${MARK}.txt`, bytes: btoa(MARK), note: MARK };
  const { artifact } = await fine(post('/evidence', attached));
  const engaging = {
    firm: `${MARK} CPAs`,
    licence: '1, NY',
    signed: '2025-01-01',
    name: `${MARK}.pdf`,
    bytes: btoa(MARK),
  };
  const { artifact: letter } = await fine(post('/audit/letters', { engagement: MARK, ...engaging }));
  await bring();
  return { letter: String(letter), artifact: String(artifact) };
}

async function auditorOf(engagement: string, email: string, firm: string): Promise<Browser> {
  const grant = { role: 'auditor', engagement, firm, licence: LICENCE, until: '2099-12-31' };
  const { link } = await fine(post('/identity/invitations', { email, ...grant }));
  const token = String(link).split('#')[1];
  const browser = new Browser(url);
  const joined = await browser.send('POST', '/api/account/join', { body: { token, name: 'Kim', password: PASSWORD } });
  assert.equal(joined.status, 200, JSON.stringify(joined.body));
  const signIn = { body: { email, password: PASSWORD } };
  assert.equal((await browser.send('POST', '/api/auth/sign-in/email', signIn)).status, 200);
  return browser;
}

const { letter, artifact } = await prepare();
const kim = await auditorOf('soc2-2025', 'kim@firm.example', 'Firm of 2025');
const lou = await auditorOf(MARK, 'lou@other.example', `${MARK} CPAs`);
const mayAsk = OPERATIONS.filter(({ endpoint }) => mayRole('auditor', endpoint.permission as Permission));

/**
 * Why an endpoint that takes no examination answers an auditor without naming another one. Whoever adds an endpoint
 * that an auditor may call says here how it is narrowed.
 */
const HOW: Readonly<Record<string, string>> = {
  'identity.names': 'who is who, of the company’s own members alone, and of addresses that were read elsewhere',
  'identity.roles': 'the same for everybody',
  'identity.security': 'the same for everybody',
  'organization.show': 'who is examined',
  'engagements.list': 'only theirs',
  'assessment.show': 'nothing: it is of no examination',
  'audit.guide': 'the same for everybody',
  'controls.library': 'the same for everybody',
  'controls.starter': 'the same for everybody',
  'controls.list': 'controls of their criteria',
  'controls.show': 'controls of their criteria',
  'controls.preview': 'controls of their criteria',
  'sources.collectors': 'the same for everybody',
  'sources.list': 'a source is read for all windows at once',
  'sources.changes': 'a source is read for all windows at once',
  'sources.runs': 'a source is read for all windows at once',
  'populations.list': 'kinds of records, and how many there are at all',
  'populations.find': 'records of their windows',
  'populations.records': 'records of their windows',
  'populations.record': 'records of their windows',
  'populations.coverage': 'a source is read for all windows at once',
  'people.aliases': 'who is who, in any window',
  'people.unresolved': 'who is who, in any window',
  'evidence.list': 'of controls of their criteria',
  'evidence.artifacts': 'without the letters and the attachments of other examinations',
  'evidence.artifact': 'without the letters and the attachments of other examinations',
  'evidence.artifactFile': 'without the letters and the attachments of other examinations',
  'checks.judged': 'by checks of controls of their criteria, items of their windows',
  'checks.list': 'of controls of their criteria',
  'checks.show': 'of controls of their criteria, items of their windows',
  'deviations.list': 'of checks of controls of their criteria, items of their windows',
  'jobs.verify': 'the log is one',
  'jobs.packages': 'those of their examinations',
  'jobs.packageFile': 'those of their examinations',
  'ledger.show': 'the log is one',
  'ledger.keys': 'the log is one',
  'ledger.witness': 'the log is one',
  'ledger.entries': 'places of all entries, and words of their own',
  'ledger.entry': 'places of all entries, and payloads of their own',
  'views.list': 'how they themselves look at pages',
  'views.save': 'how they themselves look at pages',
  'views.remove': 'how they themselves look at pages',
};

const namesEngagement = ({ endpoint }: (typeof OPERATIONS)[number]): boolean =>
  shapesOf(endpoint).input.properties?.['engagement'] !== undefined;

test('where no mail leaves, an auditor’s link is handed over, and it is said that it shows nothing', async () => {
  const { members } = (await ada.browser.send('GET', '/api/identity/members')).body as {
    readonly members: readonly { readonly email: string; readonly handed: boolean }[];
  };
  assert.equal(members.find(({ email }) => email === 'kim@firm.example')?.handed, true);
  assert.equal(((await kim.send('GET', '/api/account')).body as { readonly verified: boolean }).verified, false);
});

test('of every endpoint that an auditor may call it is said how it keeps to their examination', () => {
  const rest = mayAsk.filter((each) => !namesEngagement(each)).map(({ name }) => name);
  assert.deepEqual(rest.toSorted(), Object.keys(HOW).toSorted());
});

test('an auditor of another examination of the same organization finds nothing of it, by list, id, filter or page', async () => {
  const seen: string[] = [];
  for (const { name, endpoint } of mayAsk.filter(({ endpoint }) => endpoint.method === 'GET'))
    for (const id of [MARK, letter, artifact, 'privacy.notice', 'seen'])
      for (const query of ['', `?engagement=${MARK}`, `?control=${MARK}`, '?state=adopted', '?limit=500']) {
        const route = endpoint.path
          .replace('{population}', 'incident')
          .replace('{list}', APART_LISTS[0])
          .replaceAll(/\{\w+\}/g, id);
        const answer = await kim.send('GET', `/api${route}${query}`);
        assert.notEqual(answer.status, 500, `${name} ${route}${query}`);
        const { error, ...shown } = answer.body as { error?: unknown };
        if (error === undefined && JSON.stringify(shown).includes(MARK)) seen.push(`${name} ${route}${query}`);
        if (query.startsWith('?engagement') && namesEngagement({ name, endpoint } as (typeof OPERATIONS)[number]))
          assert.equal(codeOf(answer), 'not_found', `${name} ${route}${query}`);
      }
  assert.deepEqual(seen, []);
});

test('the entries of the log keep their place and their proof, and say nothing of another examination', async () => {
  const { entries } = await fine(kim.send('GET', '/api/ledger/entries?limit=500'));
  const all = entries as { position: number; kind: string }[];
  const { entries: ownEntries } = await fine(ada.browser.send('GET', '/api/ledger/entries?limit=500'));
  assert.ok(all.length >= (ownEntries as unknown[]).length - 5, 'none is left out');
  let withheld = 0;
  for (const { position } of all) {
    const { body } = await kim.send('GET', `/api/ledger/entries/${position}`);
    const of = JSON.stringify(body['payload']);
    if (body['withheld'] === true) withheld += 1;
    else if (of.includes(MARK)) assert.fail(`${String(body['kind'])}: ${of}`);
    assert.ok((body['proof'] as unknown[]).length > 0);
  }
  assert.ok(withheld >= 5, `${withheld} are withheld`);
});

test('what an auditor is told nothing of says that it is withheld, and does not read as clean', async () => {
  const lint = await fine(kim.send('GET', '/api/readiness/lint?engagement=soc2-2025'));
  assert.deepEqual([lint['withheld'], lint['findings']], [true, []]);
  assert.deepEqual(await fine(kim.send('GET', '/api/assessment')), { answers: null, reading: null, withheld: true });
  const own = await fine(ada.browser.send('GET', '/api/readiness/lint?engagement=soc2-2025'));
  assert.ok(own['withheld'] === false && (own['findings'] as unknown[]).length > 0);
});

test('an auditor finds what is of theirs', async () => {
  const { engagements } = await fine(kim.send('GET', '/api/engagements'));
  assert.deepEqual(
    (engagements as { id: string }[]).map(({ id }) => id),
    ['soc2-2025'],
  );
  const { engagement } = await fine(kim.send('GET', '/api/readiness'));
  assert.equal((engagement as { id: string }).id, 'soc2-2025', 'theirs, and not the last one');
  const { records, items } = await fine(kim.send('GET', '/api/populations/incident/records'));
  assert.deepEqual([(records as { key: string }[]).length, items], [1, null]);
  const { records: ofLou } = await fine(lou.send('GET', '/api/populations/incident/records'));
  assert.match(JSON.stringify(ofLou), new RegExp(MARK));
  assert.equal((await lou.send('GET', `/api/evidence/artifacts/${letter}`)).status, 200);
  assert.equal((await lou.send('GET', `/api/controls/${MARK}`)).status, 200);
  assert.equal((await lou.send('GET', '/api/controls/seen')).status, 200);
});

test('files of the trust center are no evidence: an auditor is shown neither a document nor an agreement by its artifact', async () => {
  const bytes = Buffer.from(await testPdf(2, 'gated')).toString('base64');
  const about = { kind: 'soc2-report', level: 'nda', first: '2025-01-01', last: '2025-12-31' };
  await fine(post('/documents', { title: 'A report', name: 'gated-report.pdf', bytes, ...about }));
  const agreed = { domain: 'agreed.example', company: 'Agreed', signed: '2025-05-05' };
  await fine(post('/ndas', { ...agreed, name: 'gated-agreement.pdf', bytes }));
  const listed = async (browser: Browser): Promise<readonly { id: string; name: string }[]> =>
    (await fine(browser.send('GET', '/api/evidence/artifacts?limit=500')))['artifacts'] as never;
  const gated = (await listed(ada.browser)).filter(({ name }) => name.startsWith('gated-'));
  assert.equal(gated.length, 2);
  for (const [who, browser] of [
    ['kim', kim],
    ['lou', lou],
  ] as const) {
    assert.deepEqual(
      (await listed(browser)).filter(({ name }) => name.startsWith('gated-')),
      [],
      who,
    );
    for (const { id, name } of gated) {
      const answer = await browser.send('GET', `/api/evidence/artifacts/${id}`);
      assert.equal(answer.status, 404, `${who}: ${name}`);
    }
    for (const route of ['/documents', '/ndas'])
      assert.equal(codeOf(await browser.send('GET', `/api${route}`)), 'forbidden', `${who}: ${route}`);
  }
});

test('the firm seals which file it issued, from its own account and of its own examination', async () => {
  const sha256 = 'ab'.repeat(32);
  const sealing = (browser: Browser, engagement: string) =>
    browser.send('POST', '/api/reports/seals', { body: { engagement, sha256 } });
  assert.equal(codeOf(await sealing(ada.browser, 'soc2-2025')), 'forbidden', 'nobody of management');
  assert.equal(codeOf(await sealing(kim, MARK)), 'not_found', 'no other examination');
  await fine(sealing(kim, 'soc2-2025'));
  const { seals } = await fine(kim.send('GET', '/api/reports/seals?engagement=soc2-2025'));
  assert.deepEqual(
    (seals as { sha256: string; firm: string; person: string; address: string }[]).map((seal) => [
      seal.sha256,
      seal.firm,
      seal.person,
      seal.address,
    ]),
    [[sha256, 'Firm of 2025', 'kim@firm.example', 'handed']],
    'the link to join was shown to management, and whoever has it is the firm',
  );
});

test('what an account says for a firm is marked, unless its link was mailed and nobody else could open it since', async () => {
  const sealed = async (): Promise<unknown> => {
    await fine(kim.send('POST', '/api/reports/seals', { body: { engagement: 'soc2-2025', sha256: 'cd'.repeat(32) } }));
    const { seals } = await fine(kim.send('GET', '/api/reports/seals?engagement=soc2-2025'));
    return (seals as { address: string }[]).at(-1)?.address;
  };
  const { rows } = await db.admin.query<{ account: string }>(
    `update member set handed = false where email = 'kim@firm.example' returning account`,
  );
  const { account = '' } = rows[0] ?? {};
  assert.equal(await sealed(), 'handed', 'nobody showed the address to be theirs');
  await db.admin.query(`update attestry_auth."user" set "emailVerified" = true where id = $1`, [account]);
  assert.equal(await sealed(), 'mailed');
  await noteHandedOver(attestry.db, account);
  assert.equal(await sealed(), 'handed', 'whoever runs the server made a link for a new password');
});

test('the firm and its licence are recorded with whoever is let in, and where to look it up', async () => {
  const { members } = await fine(ada.browser.send('GET', '/api/identity/members'));
  const found = (members as Record<string, unknown>[]).find(({ email }) => email === 'kim@firm.example');
  assert.deepEqual(found?.['licence'], { ...LICENCE, lookUp: 'https://cpaverify.org/' });
  assert.deepEqual([found?.['firm'], found?.['engagements']], ['Firm of 2025', ['soc2-2025']]);
  const grant = { email: 'x@firm.example', role: 'auditor', engagement: MARK, firm: 'A firm', until: '2099-12-31' };
  assert.equal(codeOf(await post('/identity/invitations', grant)), 'role_refused', 'none without a licence');
  const script = { ...grant, licence: { ...LICENCE, lookUp: 'javascript:alert(1)' } };
  assert.equal(codeOf(await post('/identity/invitations', script)), 'input_invalid');
});

test('nobody is invited until a day that is over', async () => {
  const grant = { email: 'x@firm.example', role: 'auditor', engagement: MARK, firm: 'A firm', licence: LICENCE };
  const refused = await post('/identity/invitations', { ...grant, until: '2026-01-01' });
  assert.equal(codeOf(refused), 'input_invalid', 'they would join, and see nothing');
  assert.match(JSON.stringify(refused.body), /"until".*that day is over/);
});

test('a firm is let in to a second examination beside the first, and to none after its time', async () => {
  const grant = { role: 'auditor', engagement: MARK, firm: 'Firm of 2025', licence: LICENCE, until: '2099-12-31' };
  const again = async (): Promise<void> => {
    const { link } = await fine(post('/identity/invitations', { email: 'kim@firm.example', ...grant }));
    await fine(kim.send('POST', '/api/account/accept', { body: { token: String(link).split('#')[1] } }));
  };
  await again();
  const listed = async (): Promise<readonly string[]> =>
    ((await fine(kim.send('GET', '/api/engagements')))['engagements'] as { id: string }[]).map(({ id }) => id);
  assert.deepEqual(await listed(), ['soc2-2025', MARK]);
  await db.admin.query(`update member set expires = now() - interval '1 day' where email = 'kim@firm.example'`);
  assert.equal(codeOf(await kim.send('GET', '/api/engagements')), 'organization_unclear', 'they are in none');
  await again();
  assert.deepEqual(await listed(), [MARK], 'what had ended stays ended');
});

test('no invitation makes an auditor of somebody of management, or the other way round, or takes a role away', async () => {
  const grant = { role: 'auditor', engagement: MARK, firm: 'A firm', licence: LICENCE, until: '2099-12-31' };
  const invite = (email: string, more: object) => post('/identity/invitations', { email, ...more });
  for (const [email, more] of [
    ['ada@acme.example', grant],
    ['Ada@acme.example', { role: 'member' }],
    ['kim@firm.example', { role: 'contributor' }],
  ] as const)
    assert.equal(codeOf(await invite(email, more)), 'role_refused', `${email} ${more.role}`);
  // invited before they came in otherwise
  const { link } = await fine(invite('bo@acme.example', grant));
  const bo = await personIn(installation, { org, role: 'admin', email: 'bo@acme.example' });
  const accepted = await bo.browser.send('POST', '/api/account/accept', {
    body: { token: String(link).split('#')[1] },
  });
  assert.equal(codeOf(accepted), 'role_refused');
  const { members } = await fine(ada.browser.send('GET', '/api/identity/members'));
  const roles = (members as { email: string; role: string }[]).map(({ email, role }) => `${email} ${role}`);
  assert.ok(roles.includes('bo@acme.example admin') && roles.includes('ada@acme.example owner'), roles.join());
});

test('an account that management made beforehand, by a link of another role, shows no auditor’s address either', async () => {
  const email = 'nel@firm.example';
  const invited = async (more: object): Promise<string> =>
    String((await fine(post('/identity/invitations', { email, ...more })))['link']).split('#')[1] ?? '';
  const early = { token: await invited({ role: 'advisor' }), name: 'Nel', password: PASSWORD };
  const browser = new Browser(url);
  await fine(browser.send('POST', '/api/account/join', { body: early }));
  await fine(browser.send('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } }));
  const account = await fine(browser.send('GET', '/api/account'));
  assert.equal(account['verified'], false, 'the link was in the hands of whoever made it');
  await fine(ada.browser.send('DELETE', `/api/identity/members/${String(account['account'])}`));
  const token = await invited({
    role: 'auditor',
    engagement: MARK,
    firm: 'A firm',
    licence: LICENCE,
    until: '2099-12-31',
  });
  await fine(browser.send('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } }));
  await fine(browser.send('POST', '/api/account/accept', { body: { token } }));
  const { members } = await fine(ada.browser.send('GET', '/api/identity/members'));
  const nel = (members as { email: string; handed: boolean }[]).find((each) => each.email === email);
  assert.equal(nel?.handed, true);
});
