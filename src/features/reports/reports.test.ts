import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fsck } from '#/app/fsck.ts';
import { trustDeps } from '#/app/trust.ts';
import { localClient } from '#/contract/local-client.ts';
import { grantsContract } from '#/features/grants/contract.ts';
import {
  ask,
  askable,
  askMore,
  enter,
  genuineFile,
  grants,
  readDocument,
  remindOfEnds,
  roomOf,
  visitorWithEmail,
} from '#/features/grants/index.ts';
import { mail } from '#/features/mail/index.ts';
import { documentsContract } from '#/features/documents/contract.ts';
import { documentsService } from '#/features/documents/index.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { controls } from '#/features/controls/index.ts';
import { engagementsContract } from '#/features/engagements/contract.ts';
import { engagements } from '#/features/engagements/index.ts';
import { notificationsContract } from '#/features/notifications/contract.ts';
import { notifications } from '#/features/notifications/index.ts';
import { reasonsPutAside } from '#/features/work/index.ts';
import { trustContract } from '#/features/trust/contract.ts';
import { trust } from '#/features/trust/index.ts';
import { testAttestry } from '#test/kit/attestry.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testPdf } from '#test/kit/pdf.ts';
import { briefLine, reportFacts } from '#test/kit/report.ts';
import { reportsContract } from './contract.ts';
import { faultsElsewhere } from './elsewhere.ts';
import type { ReportFacts } from './facts.contract.ts';
import { faultsOf } from './faults.ts';
import { begunExceptions } from './ours.contract.ts';
import { reports } from './index.ts';

const db = await testDatabase();
const PAGES = 12;

async function acme() {
  const made = await testAttestry(db);
  const { attestry, caller, chance } = made;
  chance.at = Date.UTC(2026, 2, 1);
  const documents = localClient(documentsContract, documentsService(attestry), caller);
  const { id: document } = await documents.add({
    title: 'SOC 2 Type II report',
    kind: 'soc2-report',
    level: 'nda',
    first: '2025-01-01',
    last: '2025-12-31',
    name: 'report.pdf',
    bytes: await testPdf(PAGES),
  });
  const second = { ...caller, person: 'bo@acme.example' };
  return {
    ...made,
    documents,
    document,
    ada: localClient(reportsContract, reports(attestry), caller),
    bo: localClient(reportsContract, reports(attestry), second),
    status: async () => (await localClient(trustContract, trust(trustDeps(attestry)), caller).status({})).status,
    /** Recorded by one, confirmed by another. */
    confirmed: async (facts = reportFacts()) => {
      const { version, digest } = await localClient(reportsContract, reports(attestry), caller).record({
        document,
        facts,
      });
      return localClient(reportsContract, reports(attestry), second).confirm({ document, version, digest });
    },
  };
}

test('facts are public for nobody until a second person confirms them, and the page then tells of the report', async () => {
  const { ada, bo, document, status, attestry, caller } = await acme();
  const { version, digest } = await ada.record({ document, facts: reportFacts() });
  assert.equal((await status()).stage, 'none');
  const waits = async (person: string) =>
    (await localClient(notificationsContract, notifications(attestry), { ...caller, person }).list({})).notices
      .filter(({ kind }) => kind === 'facts')
      .map(({ link }) => link.to);
  assert.deepEqual(await waits('bo@acme.example'), [`/trust/reports/${document}`]);
  assert.deepEqual(await waits(caller.person), [], 'it waits for another than who recorded it');
  await assert.rejects(ada.confirm({ document, version, digest }), { code: 'report_second_person' });
  await assert.rejects(bo.confirm({ document, version, digest: digest.replaceAll(/./g, '0') }), {
    code: 'report_changed',
  });
  await bo.confirm({ document, version, digest });
  const { lead, details, stage } = await status();
  assert.equal(lead, 'SOC 2 Type II report for 1 January 2025 to 31 December 2025, dated 10 February 2026.');
  assert.equal(stage, 'report');
  assert.doesNotMatch(details.join(' '), /Quimby|qualified/, 'the firm did not agree');
  await assert.rejects(bo.confirm({ document, version, digest }), { code: 'report_changed' }, 'once is enough');
  assert.deepEqual((await fsck(attestry, caller.org)).damages, []);
});

test('with the consent of the firm, its name and the kind of its opinion are told, whichever it is', async () => {
  const { confirmed, status } = await acme();
  const { firm } = reportFacts();
  await confirmed(reportFacts({ firm: { ...firm, consent: { by: 'Kim, partner', on: '2026-02-20' } } }));
  assert.ok((await status()).details.includes('Examined by Quimby & Partners LLP; opinion: qualified.'));
});

test('a new version waits while the confirmed one stays; what is taken back is gone at once', async () => {
  const { ada, bo, confirmed, document, status } = await acme();
  await confirmed();
  const { version, digest } = await ada.record({
    document,
    facts: reportFacts({ dated: { on: '2026-02-11', page: 3 } }),
  });
  assert.match((await status()).lead, /10 February 2026/);
  await bo.confirm({ document, version, digest });
  assert.match((await status()).lead, /11 February 2026/);
  await ada.withdraw({ document, reason: 'The firm withdrew the report.' });
  assert.equal((await status()).stage, 'none');
  await assert.rejects(bo.confirm({ document, version, digest }), { code: 'report_changed' });
  await assert.rejects(ada.withdraw({ document, reason: 'Once more, please.' }), { code: 'report_changed' });
  const { history, report } = await ada.show({ document });
  assert.deepEqual([report.state, report.inForce], ['withdrawn', null]);
  assert.deepEqual(
    history.map(({ what, version: of }) => `${what} ${of}`),
    ['withdrawn 2', 'confirmed 2', 'recorded 2', 'confirmed 1', 'recorded 1'],
  );
});

test('text that spoke of a report says so no longer when the report is taken back, and is itself again with it', async () => {
  const { ada, attestry, caller, confirmed, document } = await acme();
  await confirmed();
  const page = localClient(trustContract, trust(trustDeps(attestry)), caller);
  const { content, revision } = await page.draft({});
  const answer = 'Yes: our SOC 2 report is available on request.';
  const faq = [{ topic: 'governance' as const, question: 'Is there a report?', answer, controls: [] }];
  const saved = await page.save({ revision, content: { ...content, faq, overview: 'We look after your data.' } });
  await page.publish({ revision: saved.revision });
  const index = async (): Promise<string> => (await page.export({})).files[0]?.text ?? '';
  assert.match(await index(), /report is available on request/);
  await ada.withdraw({ document, reason: 'The firm withdrew the report.' });
  const without = await index();
  assert.doesNotMatch(without, /report is available on request/);
  assert.match(without, /Is there a report\?[^]*Not shown as of 1 March 2026: no record bears it out/);
  assert.match(without, /We look after your data/);
  await confirmed();
  assert.match(await index(), /report is available on request/);
});

test('the firm’s name, the kind of its opinion and what it found are typed only as the confirmed facts bear them out', async () => {
  const { attestry, caller, confirmed } = await acme();
  await confirmed();
  const page = localClient(trustContract, trust(trustDeps(attestry)), caller);
  const problems = async (overview: string): Promise<number> => {
    const { content, revision } = await page.draft({});
    return (await page.save({ revision, content: { ...content, overview } })).problems.length;
  };
  const said = ['Quimby & Partners wrote it.', 'Its opinion is qualified.', 'The report holds no exceptions.'];
  for (const text of said) assert.equal(await problems(text), 1, text);
  const firm = { ...reportFacts().firm, consent: { by: 'Kim, partner', on: '2026-02-20' } };
  await confirmed(reportFacts({ firm }));
  assert.deepEqual([await problems(said[0] ?? ''), await problems(said[1] ?? '')], [0, 0], 'the firm agreed');
  assert.equal(await problems(said[2] ?? ''), 1, 'it holds one');
  await confirmed(reportFacts({ exceptions: { says: 'none', page: 9 } }));
  assert.deepEqual([await problems(said[2] ?? ''), await problems(said[0] ?? '')], [0, 1]);
});

test('the title of a report is typed and claims something, so that it stands in public only once its facts are confirmed', async () => {
  const { ada, attestry, bo, caller, document, documents } = await acme();
  const about = { title: 'Diagram of the network', kind: 'diagram', level: 'request', name: 'diagram.pdf' } as const;
  await documents.add({ ...about, bytes: await testPdf(1) });
  const page = localClient(trustContract, trust(trustDeps(attestry)), caller);
  await page.publish({ revision: 0 });
  const shown = async () => {
    const { files } = await page.export({});
    const { documents: listed } = JSON.parse(files.find(({ name }) => name === 'facts.json')?.text ?? '') as {
      readonly documents: { readonly title: string }[];
    };
    const titles = listed.map(({ title }) => title).toSorted();
    assert.ok(titles.every((title) => files[0]?.text.includes(title)));
    assert.deepEqual((await askable(attestry, caller.org)).map(({ title }) => title).toSorted(), titles);
    return titles;
  };
  const neutral = ['A document whose contents are not confirmed yet', 'Diagram of the network'];
  assert.deepEqual(await shown(), neutral);
  const { version, digest } = await ada.record({ document, facts: reportFacts() });
  assert.deepEqual(await shown(), neutral, 'one person alone said it');
  await bo.confirm({ document, version, digest });
  assert.deepEqual(await shown(), ['Diagram of the network', 'SOC 2 Type II report']);
  await ada.withdraw({ document, reason: 'A page was wrong.' });
  assert.deepEqual(await shown(), neutral);
});

test('facts are of one file: when another takes its place, or it is retired, the page tells of no report', async () => {
  const { ada, bo, confirmed, document, documents, status } = await acme();
  await confirmed();
  const { version, digest } = await ada.record({ document, facts: reportFacts() });
  await documents.replace({ id: document, name: 'other.pdf', bytes: await testPdf(PAGES, 'another') });
  assert.equal((await status()).stage, 'none');
  await assert.rejects(bo.confirm({ document, version, digest }), { code: 'report_changed' }, 'of the file before');
  await confirmed();
  assert.equal((await status()).stage, 'report');
  await documents.retire({ id: document, reason: 'The firm withdrew it.' });
  assert.equal((await status()).stage, 'none');
  await assert.rejects(ada.record({ document, facts: reportFacts() }), { code: 'input_invalid' });
});

test('the database itself refuses whoever recorded facts, and any word of them that is changed is found', async () => {
  const { ada, attestry, caller, document } = await acme();
  const { version } = await ada.record({ document, facts: reportFacts() });
  const row = { org: caller.org, document, position: 99, version, decision: 'confirmed', reason: '' };
  for (const person of [caller.person, caller.person.toUpperCase()])
    await assert.rejects(
      attestry.db.transaction(caller.org, (tx) =>
        tx
          .insertInto('report_decision')
          .values({ ...row, person })
          .execute(),
      ),
      /do(es)? not confirm/,
    );
  await db.admin.query('alter table report_facts disable trigger append_only');
  await db.admin.query(
    `update report_facts set facts = jsonb_set(facts, '{opinion,kind}', '"unqualified"') where org = $1`,
    [caller.org],
  );
  const [damage] = (await fsck(attestry, caller.org)).damages;
  assert.match(damage?.where ?? '', /report_facts/);
  await db.admin.query('alter table report_facts enable trigger append_only');
});

test('what is missing, contradicts itself or the file is named by its place', () => {
  const paper = { pages: PAGES, first: '2025-01-01', last: '2025-12-31' };
  const whole = reportFacts();
  assert.deepEqual(faultsOf(whole, paper), []);
  const cases: readonly (readonly [Parameters<typeof reportFacts>[0], string])[] = [
    [{ period: { type: 'type-1', first: '2025-01-01', last: '2025-12-31', page: 1 } }, 'period.last'],
    [{ period: { type: 'type-2', first: '2025-02-01', last: '2025-12-31', page: 1 } }, 'period'],
    [{ dated: { on: '2025-12-30', page: 3 } }, 'dated.on'],
    [{ dated: { on: null, page: 3 } }, 'dated.on'],
    [{ opinion: { kind: 'adverse', basis: '', page: 3 } }, 'opinion.basis'],
    [{ opinion: { kind: 'unqualified', basis: '', page: null } }, 'opinion.page'],
    [{ opinion: { kind: 'unqualified', basis: '', page: 13 } }, 'opinion.page'],
    [{ categories: { list: ['privacy'], page: 2 } }, 'categories.list'],
    [{ exceptions: null }, 'exceptions'],
    [{ exceptions: { says: 'none', page: null } }, 'exceptions.page'],
    [
      { cuecs: { says: 'these', list: [{ number: '1', text: 'Do it.', criteria: ['CC6.99'], page: 7 }] } },
      'cuecs.list.0.criteria',
    ],
    [
      {
        cuecs: {
          says: 'these',
          list: [
            { number: '1', text: 'Do it.', page: 7 },
            { number: '1', text: 'Do that.', page: 7 },
          ],
        },
      },
      'cuecs.list.1.number',
    ],
    [
      { exceptions: { says: 'these', list: [{ number: '1', nature: 'It was late.', response: 'Mended.', page: 9 }] } },
      'exceptions.list.0.responsePage',
    ],
    [{ sections: [{ title: 'One', from: 4, to: 2 }] }, 'sections.0.to'],
    [{ bridge: { through: '2025-12-31', dated: '2026-02-01' } }, 'bridge.through'],
    [{ bridge: { through: '2026-03-31', dated: '2026-02-01' } }, 'bridge.through'],
    [{ firm: { ...whole.firm, consent: { by: 'Kim', on: '2026-02-01' } } }, 'firm.consent.on'],
    [{ firm: { ...whole.firm, licensedIn: '' } }, 'firm.licensedIn'],
    [{ previous: [{ type: 'type-2', first: '2026-01-01', last: '2026-12-31' }] }, 'previous.0.last'],
  ];
  for (const [over, where] of cases)
    assert.deepEqual(
      faultsOf(reportFacts(over), paper).map((fault) => fault.where),
      [where],
      JSON.stringify(over),
    );
});

test('what our own records show is no word of the auditor, and keeps facts from being recorded until it is replaced', () => {
  const [begun] = begunExceptions([
    { id: 'mfa-enforced', criteria: ['CC6.1'], reasons: ['3 deviations among 40 items'], answer: 'It was mended.' },
  ]);
  assert.ok(begun);
  assert.deepEqual([begun.control, begun.response, begun.page], ['mfa-enforced', 'It was mended.', null]);
  assert.match(begun.nature, /no auditor: 3 deviations among 40 items/);
  const faults = (over: object) =>
    faultsOf(reportFacts({ exceptions: { says: 'these', list: [{ ...begun, page: 9, responsePage: 12, ...over }] } }), {
      pages: PAGES,
      first: '2025-01-01',
      last: '2025-12-31',
    }).map(({ where }) => where);
  assert.deepEqual(faults({}), ['exceptions.list.0.nature']);
  assert.deepEqual(faults({ nature: 'For 3 of 40 accounts no second factor was asked for.' }), []);
});

test('why management put a deviation aside begins its response', async () => {
  const { attestry, caller } = await acme();
  await attestry.db.transaction(caller.org, async (tx) => {
    for (const [key, state, because] of [
      ['gap:soc2:mfa-enforced', 'dropped', 'One account is a machine.'],
      ['gap:soc2:code-of-conduct', 'open', 'not yet'],
      ['gap:other:backups-taken', 'dropped', 'of another examination'],
    ] as const)
      await tx
        .insertInto('task')
        .values({
          org: caller.org,
          key,
          kind: 'gap',
          function: 'security',
          control: key.split(':')[2] ?? null,
          title: 'A gap',
          guidance: '{}',
          due: '2026-03-31',
          state,
          because,
          assignee: null,
          assigned: false,
          opened: '2026-03-01T00:00:00Z',
          changed: '2026-03-01T00:00:00Z',
        })
        .execute();
    assert.deepEqual([...(await reasonsPutAside(tx, 'soc2'))], [['mfa-enforced', 'One account is a machine.']]);
  });
});

test('what leads to another document leads to one that is there, of its kind, and to a page that it has', () => {
  const others = [
    { id: 'before', kind: 'soc2-report', pages: 40, isRetired: false },
    { id: 'letter', kind: 'bridge-letter', pages: 2, isRetired: false },
    { id: 'gone', kind: 'bridge-letter', pages: 2, isRetired: true },
  ];
  const found = (over: Parameters<typeof reportFacts>[0]) =>
    faultsElsewhere({ ...reportFacts(), previous: [], ...over } as ReportFacts, {
      id: 'this',
      pages: PAGES,
      others,
    }).map(({ where }) => where);
  const bridge = (document: string | null, page: number | null) => ({
    bridge: { through: '2026-02-28', dated: '2026-03-01', document, page },
  });
  const previous = (document: string | null, page: number | null) => ({
    previous: [{ type: 'type-2' as const, first: '2024-01-01', last: '2024-12-31', document, page }],
  });
  for (const [over, where] of [
    [bridge('letter', 2), []],
    [bridge('letter', 3), ['bridge.page']],
    [bridge('letter', null), ['bridge.page']],
    [bridge('before', 1), ['bridge.document']],
    [bridge('gone', 1), ['bridge.document']],
    [bridge(null, null), []],
    [bridge(null, PAGES), []],
    [bridge(null, PAGES + 1), ['bridge.page']],
    [previous('before', 40), []],
    [previous('before', 41), ['previous.0.page']],
    [previous('letter', 1), ['previous.0.document']],
    [previous('this', 1), ['previous.0.document']],
    [previous(null, null), []],
  ] as const)
    assert.deepEqual(found(over), where, JSON.stringify(over));
});

test('facts that were recorded before they led to other documents stay readable', async () => {
  const { ada, confirmed, document } = await acme();
  const bridge = { through: '2026-02-28', dated: '2026-02-28', document: null };
  await confirmed(reportFacts({ bridge }));
  await db.admin.query('alter table report_facts disable trigger append_only');
  await db.admin.query(
    `update report_facts set facts = facts #- '{bridge,page}' #- '{previous,0,page}' #- '{previous,0,document}' where document = $1`,
    [document],
  );
  await db.admin.query('alter table report_facts enable trigger append_only');
  const { facts } = await ada.show({ document });
  assert.deepEqual(facts, reportFacts({ bridge }));
  assert.deepEqual((await ada.draft({ document })).facts, facts);
});

test('a draft begins with what the examination says, is saved as it goes, and is gone when it is recorded', async () => {
  const { ada, attestry, bo, caller, document, documents } = await acme();
  const infrastructure = ['Cloud Co', 'AWS (Frankfurt)', 'Encrypted S3 buckets', 'VPC with a firewall', 'Pagers'];
  await localClient(controlsContract, controls(attestry), caller).adopt({
    controls: ['mfa-enforced', 'code-of-conduct'].map((id) => ({ id })),
  });
  const more = { level: 'nda', name: 'more.pdf' } as const;
  const older = await documents.add({
    ...more,
    title: 'The report before',
    kind: 'soc2-report',
    first: '2024-01-01',
    last: '2024-12-31',
    bytes: await testPdf(PAGES, 'the one before'),
  });
  const before = { type: 'type-2', first: '2024-01-01', last: '2024-12-31', page: 1 } as const;
  const facts = reportFacts({ period: before, dated: { on: '2025-02-10', page: 3 }, previous: [] });
  const { version, digest } = await ada.record({ document: older.id, facts });
  await bo.confirm({ document: older.id, version, digest });
  const letter = {
    ...more,
    title: 'Bridge letter',
    kind: 'bridge-letter',
    first: '2026-01-01',
    last: '2026-02-28',
  } as const;
  const { id: bridging } = await documents.add({ ...letter, bytes: await testPdf(1, 'letter') });
  await localClient(engagementsContract, engagements(attestry), caller).create({
    id: 'soc2',
    name: 'Acme Cloud',
    type: 'type-2',
    first: '2025-01-01',
    last: '2025-12-31',
    categories: ['security', 'availability'],
    boundary: { products: ['Acme Ledger'], infrastructure },
    subservice: [
      { name: 'Cloud Co', service: 'Hosting', method: 'carve-out', controls: [], expected: ['Closes its halls.'] },
    ],
    cuecs: [{ text: 'Customers remove their own leavers.', criteria: ['CC6.2'] }],
  });
  await db.admin.query(
    `insert into member (org, account, email, name, role, engagements, firm, licence, added)
     values ($1, gen_random_uuid(), 'kim@firm.example', 'Kim', 'auditor', $2, 'Quimby & Partners LLP', $3, now())`,
    [caller.org, ['soc2'], JSON.stringify({ number: '0042', state: 'New York', lookUp: 'https://cpaverify.org/' })],
  );
  const begun = await ada.draft({ document });
  assert.equal(begun.from, 'engagement');
  const { name, licence, licensedIn, lookUp } = begun.facts.firm;
  assert.deepEqual(
    [name, licence, licensedIn, lookUp],
    ['Quimby & Partners LLP', '0042', 'New York', 'https://cpaverify.org/'],
    'the license with which the firm was let in',
  );
  const { period, system, subservice, cuecs } = begun.facts;
  assert.deepEqual(period, { type: 'type-2', first: '2025-01-01', last: '2025-12-31', page: null });
  assert.deepEqual(system.products, [{ name: 'Acme Ledger', page: null }]);
  assert.ok(subservice?.says === 'these' && subservice.list[0]?.csocs[0] === 'Closes its halls.');
  assert.ok(cuecs?.says === 'these' && cuecs.list[0]?.number === '1');
  assert.deepEqual(
    begun.facts.infrastructure.map(({ kind, name, where }) => [kind, name, where]),
    [
      ['provider', 'Cloud Co', ''],
      ['provider', 'AWS', 'Frankfurt'],
      ['storage', 'Encrypted S3 buckets', ''],
      ['network', 'VPC with a firewall', ''],
      ['other', 'Pagers', ''],
    ],
  );
  const [control, ...others] = begun.facts.controls;
  assert.deepEqual([control?.number, others], ['mfa-enforced', []], 'of CC6 to CC9 alone');
  assert.match(control?.statement ?? '', /multi-factor authentication/);
  assert.deepEqual(begun.facts.previous, [
    {
      type: 'type-2',
      first: '2024-01-01',
      last: '2024-12-31',
      firm: 'Quimby & Partners LLP',
      opinion: 'qualified',
      document: older.id,
      page: 3,
    },
  ]);
  assert.deepEqual(begun.facts.bridge, { through: '2026-02-28', dated: '2026-02-28', document: bridging, page: 1 });
  assert.equal(begun.facts.exceptions, null, 'what was found only the auditor can say');
  assert.ok(
    begun.faults.some(({ where }) => where === 'cuecs.list.0.page'),
    'pages are for a person to give',
  );
  await assert.rejects(ada.record({ document, facts: begun.facts }), { code: 'report_incomplete' });
  const { revision } = await ada.save({ document, revision: 0, facts: begun.facts });
  await assert.rejects(ada.save({ document, revision: 0, facts: begun.facts }), { code: 'report_changed' });
  assert.deepEqual([(await ada.draft({ document })).from, revision], ['draft', 1]);
  await ada.record({ document, facts: reportFacts() });
  const after = await ada.draft({ document });
  assert.deepEqual([after.from, after.facts.system.name], ['recorded', 'Acme Cloud']);
  assert.equal((await ada.draft({ document, engagement: 'soc2' })).from, 'engagement');
});

test('only a SOC 2 report has facts, and nobody but the firm says which file it issued', async () => {
  const { ada, documents, attestry, caller, document } = await acme();
  const other = await documents.add({
    title: 'A policy',
    kind: 'policy',
    level: 'nda',
    name: 'p.pdf',
    bytes: await testPdf(1, 'p'),
  });
  await assert.rejects(ada.draft({ document: other.id }), { code: 'not_found' });
  await localClient(engagementsContract, engagements(attestry), caller).create({
    id: 'soc2',
    name: 'Acme Cloud',
    type: 'type-2',
    first: '2025-01-01',
    last: '2025-12-31',
  });
  const { report } = await ada.show({ document });
  await assert.rejects(ada.seal({ engagement: 'soc2', sha256: report.sha256 }), { code: 'report_firm_only' });
});

test('a report is current until one of a later time is given out, of a window after a window, and on the same system', async () => {
  const { attestry, caller, chance, confirmed, document, documents, ada, bo } = await acme();
  await confirmed();
  const { report } = await ada.show({ document });
  const current = async () => {
    const found = await genuineFile(attestry, caller.org, report.sha256);
    return found.kind === 'original' ? found.current : found.kind;
  };
  assert.equal(await current(), 'yes');
  const bytes = await testPdf(PAGES, 'the next one');
  const about = { kind: 'soc2-report', level: 'nda', name: 'next.pdf', bytes } as const;
  const added = async (first: string, last: string) =>
    (await documents.add({ ...about, title: 'Another report', first, last })).id;
  await added('2024-01-01', '2024-12-31');
  await added('2026-02-01', '2026-02-01');
  assert.equal(await current(), 'yes', 'an older one, and a Type I of a later day');
  const next = await added('2025-07-01', '2026-01-31');
  assert.equal(await current(), 'followed');
  const period = { type: 'type-2', first: '2025-07-01', last: '2026-01-31', page: 1 } as const;
  const { system, previous } = reportFacts();
  const facts = reportFacts({
    period,
    dated: { on: '2026-02-20', page: 3 },
    system: { ...system, name: 'Acme Mail' },
    previous,
  });
  const { version, digest } = await ada.record({ document: next, facts });
  assert.equal(await current(), 'followed', 'nobody confirmed yet that it is on another system');
  await bo.confirm({ document: next, version, digest });
  assert.equal(await current(), 'yes', 'it is on another system');
  const same = await ada.record({ document: next, facts: { ...facts, system } });
  await bo.confirm({ document: next, version: same.version, digest: same.digest });
  assert.equal(await current(), 'followed');
  chance.at += 1_000;
  await documents.retire({ id: next, reason: 'The firm withdrew it.' });
  assert.equal(await current(), 'yes');
});

const zoe = { email: 'zoe@buyer.example', name: 'Zoe', company: 'Buyer' };

test('a report with exceptions is given to nobody before its brief is written, and ticked by whoever gives it', async () => {
  const { ada, attestry, caller, confirmed, document } = await acme();
  const decide = localClient(grantsContract, grants(attestry), caller);
  const give = (briefs: number[] = []) => decide.give({ ...zoe, documents: [document], briefs });
  await confirmed();
  await assert.rejects(give(), { code: 'brief_missing' });
  const { position } = await ada.writeBrief({ document, lines: [briefLine('1')] });
  await assert.rejects(give(), { code: 'brief_unread' });
  await assert.rejects(give([position + 1]), { code: 'brief_unread' });
  const { grant } = await give([position]);
  assert.deepEqual((await decide.show({ id: grant })).grant.briefs, [position], 'the tick is kept with the grant');
  const [brief] = (await ada.briefs({})).briefs;
  assert.deepEqual(
    [brief?.state, brief?.lines[0]?.say, brief?.exceptions[0]?.page],
    ['written', briefLine('1').say, 9],
  );
  const { exceptions } = reportFacts();
  assert.ok(exceptions?.says === 'these');
  const more = exceptions.list.map((each) => ({ ...each, nature: 'For 3 of 25 leavers it was late.' }));
  await confirmed(reportFacts({ exceptions: { says: 'these', list: more } }));
  assert.equal((await ada.briefs({})).briefs[0]?.state, 'outdated');
  await assert.rejects(give([position]), { code: 'brief_missing' }, 'a brief on other exceptions is none');
  assert.deepEqual((await fsck(attestry, caller.org)).damages, []);
  await confirmed(reportFacts({ exceptions: { says: 'none', page: 9 } }));
  await give();
});

test('access lasts to the end of the day that is named, where the company is, and who asks before it ends is answered anew', async () => {
  const { attestry, caller, chance, document } = await acme();
  const there = { ...attestry, zoneOf: async () => 'America/Los_Angeles' };
  const decide = localClient(grantsContract, grants(there), caller);
  chance.at = Date.UTC(2026, 2, 2, 2); // there it is the first of March, and on the eighth clocks go forward
  const { expires } = await decide.give({ ...zoe, documents: [document], reportsRead: [document], days: 7 });
  assert.equal(expires, Date.UTC(2026, 2, 9, 7) - 1);
  const { messages } = await mail(attestry).list(caller, { limit: 50 });
  const letter = await mail(attestry).open(caller, { id: messages[0]?.id ?? '' });
  assert.match(letter.text, /until 2026-03-08/);
  const visitor = await attestry.db.transaction(caller.org, (tx) => visitorWithEmail(tx, zoe.email));
  assert.ok(visitor);
  assert.equal((await roomOf(there, caller.org, visitor)).shelf[0]?.until, '2026-03-08');
  const asking = async (): Promise<unknown> => {
    await askMore(there, caller.org, visitor, { reason: 'We need it longer.', documents: [document] });
    return (await decide.requests({})).requests[0]?.state;
  };
  assert.equal(await asking(), 'granted', 'nothing that they have is asked for twice');
  assert.equal(await remindOfEnds(there, caller.org), 0, 'it was given just now');
  chance.at = Date.UTC(2026, 2, 7, 2);
  assert.equal(await remindOfEnds(there, caller.org), 1);
  assert.equal(await remindOfEnds(there, caller.org), 0);
  assert.equal(await asking(), 'waiting', 'as the reminder told them to');
});

test('who may read one document by one grant and another by another is not asked when they want both', async () => {
  const { attestry, caller, chance, document, documents } = await acme();
  const about = { title: 'Diagram', kind: 'diagram', level: 'request', name: 'diagram.pdf' } as const;
  const { id: diagram } = await documents.add({ ...about, bytes: await testPdf(1) });
  const decide = localClient(grantsContract, grants(attestry), caller);
  const { grant: one } = await decide.give({ ...zoe, documents: [document], reportsRead: [document], days: 60 });
  const { grant: other } = await decide.give({ ...zoe, documents: [diagram], days: 30 });
  const visitor = await attestry.db.transaction(caller.org, (tx) => visitorWithEmail(tx, zoe.email));
  assert.ok(visitor);
  const asking = async () => {
    await askMore(attestry, caller.org, visitor, { reason: 'We need both.', documents: [document, diagram] });
    const [latest] = (await decide.requests({})).requests;
    return [latest?.state, latest?.grant];
  };
  assert.deepEqual(await asking(), ['granted', other], 'under the one that ends first');
  assert.equal((await decide.list({})).grants.length, 2, 'nothing new was given');
  chance.at += 1_000;
  await decide.revoke({ id: one, reason: 'They read it.' });
  assert.deepEqual(await asking(), ['waiting', null]);
});

test('a copy is recorded under the grant that stands on it, or not given', async () => {
  const { attestry, caller, document, documents } = await acme();
  await documents.change({ id: document, level: 'request', title: `${'a'.repeat(79)}\u{1D49C}` });
  const decide = localClient(grantsContract, grants(attestry), caller);
  const { grant: first } = await decide.give({ ...zoe, documents: [document], reportsRead: [document], days: 30 });
  await decide.give({ ...zoe, documents: [document], reportsRead: [document], days: 20 });
  const visitor = await attestry.db.transaction(caller.org, (tx) => visitorWithEmail(tx, zoe.email));
  assert.ok(visitor);
  const reading = { document, download: false };
  const { name } = await readDocument(attestry, caller.org, visitor, reading);
  assert.ok(name.isWellFormed(), 'a name is cut between letters');
  const mark: typeof attestry.documents.mark = async (...given) => {
    await decide.revoke({ id: first, reason: 'They left the company.' });
    return attestry.documents.mark(...given);
  };
  const meanwhile = { ...attestry, documents: { ...attestry.documents, mark } };
  await assert.rejects(readDocument(meanwhile, caller.org, visitor, reading), { code: 'access_refused' });
  assert.equal((await decide.list({})).grants[0]?.views, 0, 'the other grant did not give it');
  await readDocument(attestry, caller.org, visitor, reading);
  assert.equal((await decide.list({})).grants[0]?.views, 1);
});

test('a brief has a line for each exception and no other, and what is to be said claims nothing', async () => {
  const { ada, confirmed, document } = await acme();
  await assert.rejects(ada.writeBrief({ document, lines: [briefLine('1')] }), { code: 'input_invalid' });
  await confirmed();
  for (const lines of [[briefLine('2')], [briefLine('1'), briefLine('2')], [briefLine('1'), briefLine('1')]])
    await assert.rejects(ada.writeBrief({ document, lines }), { code: 'input_invalid' });
  await assert.rejects(
    ada.writeBrief({ document, lines: [briefLine('1', { say: 'We are SOC 2 certified anyway.' })] }),
    {
      code: 'brief_claims',
    },
  );
});

test('facts that were taken back, and others that nobody confirmed, leave no grant without a brief', async () => {
  const { ada, bo, attestry, caller, confirmed, document } = await acme();
  const give = () => {
    const who = { email: 'zoe@buyer.example', name: 'Zoe', company: 'Buyer', days: 30, download: true };
    return localClient(grantsContract, grants(attestry), caller).give({ ...who, documents: [document], briefs: [] });
  };
  await confirmed();
  await assert.rejects(give(), { code: 'brief_missing' });
  await ada.withdraw({ document, reason: 'A page was wrong.' });
  await assert.rejects(give(), { code: 'brief_missing' }, 'they were recorded');
  const clean = { ...reportFacts(), exceptions: { says: 'none' as const, page: 4 } };
  const { version, digest } = await ada.record({ document, facts: clean });
  await assert.rejects(give(), { code: 'brief_missing' }, 'one person says that there are none');
  await bo.confirm({ document, version, digest });
  await give();
  await ada.record({ document, facts: reportFacts() });
  await assert.rejects(give(), { code: 'brief_missing' }, 'somebody recorded one since');
});

test('whether a report holds exceptions is not known until somebody confirms that it does not: it waits for a person, who looks into it', async () => {
  const { ada, bo, attestry, caller, document } = await acme();
  const decide = localClient(grantsContract, grants(attestry), caller);
  const give = (reportsRead: string[] = []) => decide.give({ ...zoe, documents: [document], reportsRead });
  const known = async () => (await ada.briefs({})).unknown.map(({ document: of }) => of);
  await decide.setRules({ domains: ['buyer.example'] });
  const asking = askingOf({ attestry, caller, document });
  assert.equal(await asking('one@buyer.example'), 'waiting', 'nobody recorded what it says');
  await assert.rejects(give(), { code: 'report_unread' });
  const { grant } = await give([document]);
  assert.deepEqual((await decide.show({ id: grant })).grant.reportsRead, [document], 'the tick is kept with the grant');
  const clean = reportFacts({ exceptions: { says: 'none', page: 9 } });
  const { version, digest } = await ada.record({ document, facts: clean });
  assert.deepEqual(await known(), [document], 'one person alone says that there are none');
  assert.equal(await asking('two@buyer.example'), 'waiting');
  await assert.rejects(give(), { code: 'report_unread' });
  await bo.confirm({ document, version, digest });
  assert.deepEqual(await known(), []);
  assert.equal(await asking('three@buyer.example'), 'granted');
  const { grant: plain } = await give([document]);
  assert.deepEqual((await decide.show({ id: plain })).grant.reportsRead, [], 'nothing was to be ticked');
  await ada.withdraw({ document, reason: 'A page was wrong.' });
  await assert.rejects(give(), { code: 'report_unread' });
  assert.deepEqual((await fsck(attestry, caller.org)).damages, []);
});

interface Asks {
  readonly attestry: Awaited<ReturnType<typeof acme>>['attestry'];
  readonly caller: Awaited<ReturnType<typeof acme>>['caller'];
  readonly document: string;
}

/** Somebody asks for a document and uses the link that they get: what comes of it. */
const askingOf =
  ({ attestry, caller, document }: Asks) =>
  async (email: string): Promise<string | undefined> => {
    await ask(attestry, caller.org, { email, name: 'Zoe', company: 'Buyer', reason: 'We buy.', documents: [document] });
    const { messages } = await mail(attestry).list(caller, { limit: 50 });
    const letter = messages.find(({ recipient, kind }) => recipient === email && kind === 'access');
    const { link } = await mail(attestry).open(caller, { id: letter?.id ?? '' });
    await enter(attestry, caller.org, link?.split('/').at(-1) ?? '');
    const { requests } = await localClient(grantsContract, grants(attestry), caller).requests({});
    return requests.find((each) => each.email === email)?.state;
  };

test('a rule gives no report with exceptions unless the brief as it is was acknowledged in it', async () => {
  const { ada, attestry, caller, confirmed, document } = await acme();
  const decide = localClient(grantsContract, grants(attestry), caller);
  await confirmed();
  const { position } = await ada.writeBrief({ document, lines: [briefLine('1')] });
  const asking = askingOf({ attestry, caller, document });
  await decide.setRules({ domains: ['buyer.example'] });
  assert.equal(await asking('one@buyer.example'), 'waiting', 'nobody acknowledged it');
  await assert.rejects(decide.setRules({ domains: ['buyer.example'], briefs: [position + 7] }), {
    code: 'input_invalid',
  });
  await decide.setRules({ domains: ['buyer.example'], briefs: [position] });
  assert.equal(await asking('two@buyer.example'), 'granted');
  const [{ briefs } = { briefs: [] }] = (await decide.list({})).grants;
  assert.deepEqual(briefs, [position]);
  await ada.writeBrief({
    document,
    lines: [briefLine('1', { say: 'Two of 25 leavers were late, and it is mended.' })],
  });
  assert.equal(await asking('three@buyer.example'), 'waiting', 'another brief is read anew');
});
