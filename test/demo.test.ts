import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { beginOf, demoOf } from '#/app/demo/create.ts';
import { fsck } from '#/app/fsck.ts';
import { storyClock } from '#/app/demo/story-clock.ts';
import { servicesOf } from '#/app/services.ts';
import { openAttestry } from '#/app/wire.ts';
import { CHECKS } from '#/checks/index.ts';
import { localClient } from '#/contract/local-client.ts';
import { formatDay } from '#/core/time/zone.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { companyOf, githubWorldOf, type Planted } from '#/demo/index.ts';
import { documentsContract } from '#/features/documents/contract.ts';
import { documentsService } from '#/features/documents/index.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { reports } from '#/features/reports/index.ts';
import { testPdf, textOfPages } from '#test/kit/pdf.ts';
import { checksContract } from '#/features/checks/contract.ts';
import { checks } from '#/features/checks/index.ts';
import { readinessContract } from '#/features/readiness/contract.ts';
import { readiness } from '#/features/readiness/index.ts';
import { aliasesOf, aliasRows } from '#/features/people/index.ts';
import { populationsContract } from '#/features/populations/contract.ts';
import { populationsService } from '#/features/populations/index.ts';
import { configFrom } from '#/platform/config.ts';
import { pageOf, publishedFacts } from '#/features/trust/index.ts';
import { trustDeps } from '#/app/trust.ts';
import { attestry as attestryIn } from '#test/kit/bin.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { QUESTIONNAIRE } from '#test/kit/questionnaire.ts';
import { VSAQ } from '#test/kit/vsaq.ts';

/** DEMO_SCALE=20 asks the same of a company of a thousand, which takes minutes. */
const SETUP = { seed: 1, scale: Number(process.env['DEMO_SCALE'] ?? 1), last: '2026-10-31' };
const told = demoOf(SETUP);
const planted = told.sections.flatMap((section) => section.planted);

for (const { id } of CHECKS) {
  test(`${id} has a deviation, a trap and an unknown planted for it`, () => {
    const kinds = new Set(planted.filter(({ check }) => check === id).map(({ kind }) => kind));
    for (const kind of ['deviation', 'trap', 'unknown'] as const)
      assert.ok(kinds.has(kind), `no ${kind} is planted: add one where src/demo makes its records`);
  });
}

test('nothing is planted for a check that there is not', () => {
  const known = new Set(CHECKS.map(({ id }) => id));
  assert.deepEqual(
    planted.filter(({ check }) => !known.has(check)),
    [],
  );
});

test('the same seed gives the same bytes, and another seed others', () => {
  const bytesOf = (demo: typeof told): readonly string[] =>
    demo.sections.flatMap(({ sources }) =>
      sources.flatMap(({ id, deliveries }) =>
        deliveries.map(({ at, bytes }) => `${id} ${at} ${hash('sha256', bytes())}`),
      ),
    );
  assert.deepEqual(bytesOf(demoOf(SETUP)), bytesOf(told));
  assert.deepEqual(JSON.stringify(githubWorldOf(companyOf(SETUP))), JSON.stringify(githubWorldOf(told.company)));
  const other = new Set(bytesOf(demoOf({ ...SETUP, seed: 2 })));
  assert.ok(bytesOf(told).filter((each) => !other.has(each)).length > told.sections.length);
  assert.notEqual(
    JSON.stringify(githubWorldOf(companyOf({ ...SETUP, seed: 2 }))),
    JSON.stringify(githubWorldOf(told.company)),
  );
});

describe('the demo company', async () => {
  const folder = testFolder();
  const options = Object.entries(SETUP).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const made = await attestryIn(['demo', ...options], { folder, data: folder });
  assert.equal(made.code, 0, made.err);
  const clock = storyClock(beginOf(told.company));
  const attestry = await openAttestry(configFrom({}, { data: folder }), clock);
  after(() => attestry.close());
  const [organization] = await attestry.db.organizations();
  assert.ok(organization);
  const caller = { org: organization.org, person: 'email:lead@acme.example' };
  clock.goTo((await attestry.ledger.status(caller.org)).received);

  test('every byte of it is as it was written, and no file is referred to by nothing', async () => {
    const { damages, unfinished, loose, files } = await fsck(attestry, organization.org);
    assert.deepEqual({ damages, unfinished, loose }, { damages: [], unfinished: [], loose: [] });
    assert.ok(files > 1_000);
  });

  test('its trust center answers most of what a questionnaire asks, and shows what fails', async () => {
    const facts = await publishedFacts(trustDeps(attestry), organization);
    assert.ok(facts !== null);
    const { text, style } = pageOf(facts);
    const page = text
      .replace(style, '')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    const open = QUESTIONNAIRE.filter(([, answered]) => !answered.test(page)).map(([ask]) => ask);
    assert.equal(QUESTIONNAIRE.length, 40);
    const [claimed, unclaimed] = [VSAQ.filter((each) => each.answered), VSAQ.filter((each) => !each.answered)];
    const notFound = claimed.filter(({ answered }) => answered?.test(page) !== true).map(({ id }) => id);
    assert.deepEqual([VSAQ.length, notFound], [40, []], 'each answer that is claimed stands on the page');
    assert.ok(claimed.length >= 30);
    const guide = readFileSync('docs/guides/trust-center.md', 'utf8');
    for (const { id } of unclaimed) assert.ok(guide.includes(`| \`${id}\` |`), `${id}: the guide says why not`);
    assert.ok(guide.includes(`${claimed.length} of the 40 are answered`));
    assert.ok(QUESTIONNAIRE.length - open.length >= 30, `not answered: ${open.join(' | ')}`);
    assert.deepEqual(open, [
      'Do you hold other certifications, such as ISO 27001?',
      'Do you have a completed SIG or CAIQ that we may read?',
    ]);
    assert.ok(facts.controls.filter(({ face }) => face.kind === 'shown').length > 15);
    assert.ok(facts.controls.some(({ id, face }) => id === 'change-peer-review' && face.kind === 'not shown'));
    assert.match(page, /Ready questionnaires Not offered/);
  });

  test('its report before has facts, each of which stands on the page that it names', async () => {
    const { reports: found } = await localClient(reportsContract, reports(attestry), caller).list({});
    const [report] = found;
    assert.deepEqual([found.length, report?.state, report?.pages], [1, 'confirmed', 10]);
    const { facts } = await localClient(reportsContract, reports(attestry), caller).show({
      document: report?.document ?? '',
    });
    const { bytes } = await localClient(documentsContract, documentsService(attestry), caller).file({
      id: report?.document ?? '',
    });
    const pages = (await textOfPages(bytes)).map((text) => text.replaceAll(/\s+/g, ' '));
    assert.ok(facts?.exceptions?.says === 'these' && facts.cuecs?.says === 'these');
    const stands = [
      ...facts.exceptions.list.map(({ nature, page }) => [nature, page] as const),
      ...facts.controls.map(({ tests, page }) => [tests, page] as const),
      ...facts.cuecs.list.map(({ text, page }) => [text, page] as const),
      [facts.assertion.qualifications, facts.assertion.page] as const,
      [facts.firm.name, facts.firm.page] as const,
      ...facts.system.products.map(({ name, page }) => [name, page] as const),
      ...facts.previous.map(({ last, page }) => [`to ${last}`, page] as const),
    ];
    for (const [text, page] of stands) assert.ok(pages[(page ?? 0) - 1]?.includes(text), `page ${page}: ${text}`);
    for (const page of pages) assert.match(page, /An invented report of an invented firm/);
    const letter = await localClient(documentsContract, documentsService(attestry), caller).file({
      id: facts.bridge?.document ?? '',
    });
    const [said] = await textOfPages(letter.bytes);
    assert.match(said?.replaceAll(/\s+/g, ' ') ?? '', new RegExp(`to ${facts.bridge?.through} .*No auditor looked`));
    const { briefs } = await localClient(reportsContract, reports(attestry), caller).briefs({});
    assert.deepEqual(
      briefs.map(({ state }) => state),
      ['written'],
    );
  });

  test('facts of a report on the examination here begin with what its own records show, and are not recorded as such', async () => {
    const { first, last } = told.company.window;
    const { id: document } = await localClient(documentsContract, documentsService(attestry), caller).add({
      title: 'A report to come',
      kind: 'soc2-report',
      level: 'nda',
      first: formatDay(first),
      last: formatDay(last),
      name: 'report.pdf',
      bytes: await testPdf(3),
    });
    const of = localClient(reportsContract, reports(attestry), caller);
    const { facts, from, faults } = await of.draft({ document });
    assert.ok(from === 'engagement' && facts.exceptions?.says === 'these');
    const { list } = facts.exceptions;
    const { gaps } = await localClient(readinessContract, readiness(attestry), caller).status({});
    assert.deepEqual(
      list.map(({ control }) => control).sort(),
      gaps.flatMap(({ status, control }) => (status === 'deviations found' ? control : [])).sort(),
    );
    const change = list.find(({ control }) => control === 'change-peer-review');
    assert.match(change?.nature ?? '', /^Our own records, and no auditor: changes\..* deviations among /);
    assert.deepEqual([change?.page, change?.response], [null, '']);
    const natures = faults.filter(({ where }) => where.endsWith('.nature'));
    assert.equal(natures.length, list.length, 'each is to be put in the words of the auditor');
    await assert.rejects(of.record({ document, facts }), { code: 'report_incomplete' });
  });

  const client = localClient(checksContract, checks(attestry), caller);

  /** Items of a check with an outcome, each once, however many of its states have it. */
  async function itemsOf(id: string, outcome: Planted['outcome']): Promise<readonly string[]> {
    const items = new Set<string>();
    let next: string | null | undefined;
    do {
      const page = await client.show({ id, outcomes: [outcome], limit: 1_000, ...(next ? { after: next } : {}) });
      for (const { item } of page.findings) items.add(item);
      next = page.next;
    } while (next !== null);
    return [...items].sort();
  }

  const populations = localClient(
    populationsContract,
    populationsService({
      ...attestry,
      aliasesOf: async (tx) => aliasesOf(await aliasRows(tx, Number.MAX_SAFE_INTEGER)),
    }),
    caller,
  );

  const keys = new Map<PopulationName, Promise<ReadonlySet<string>>>();
  const keysOf = (population: PopulationName): Promise<ReadonlySet<string>> =>
    keys.getOrInsertComputed(population, readKeys);

  async function readKeys(population: PopulationName): Promise<ReadonlySet<string>> {
    const keys = new Set<string>();
    for (let after: string | null | undefined; after !== null; ) {
      const page: Awaited<ReturnType<typeof populations.records>> = await populations.records({
        population,
        after,
        limit: 10_000,
      });
      for (const { key } of page.records) keys.add(key);
      after = page.next;
    }
    return keys;
  }

  test('what a source no longer reports leads to the bytes in which it last stood', async () => {
    const client = localClient(readinessContract, readiness(attestry), caller);
    const {
      controls: [control],
    } = await client.explain({ subject: 'vulnerability-remediation', items: 50 });
    const items = control?.checks.flatMap((each) => each.items) ?? [];
    const gone = items.filter(({ note }) => note === 'no longer reported by its source');
    assert.ok(gone.length > 2, `${gone.length} of ${items.length}`);
    for (const { item, position, artifact, reported } of gone) {
      assert.equal(artifact, null, item);
      assert.ok(reported !== null && reported.position < position && reported.place !== '', item);
      assert.match(reported.artifact?.sha256 ?? '', /^[0-9a-f]{64}$/, item);
    }
    assert.ok(items.some(({ artifact, reported }) => artifact !== null && reported === null));
  });

  for (const { id, population } of CHECKS) {
    test(`${id} finds exactly what was planted`, async () => {
      for (const outcome of ['deviation', 'unknown'] as const) {
        const wanted = planted.filter((each) => each.check === id && each.outcome === outcome);
        const items = [...new Set(wanted.map(({ item }) => item))].sort();
        assert.deepEqual(await itemsOf(id, outcome), items, outcome);
      }
    });

    test(`${id} does not fire on what only looks like it`, async () => {
      const traps = planted.filter(({ check, kind }) => check === id && kind === 'trap');
      const found = [...(await itemsOf(id, 'deviation')), ...(await itemsOf(id, 'unknown'))];
      const keys = await keysOf(population);
      for (const { item, because } of traps) {
        assert.ok(keys.has(item), `${item}: there is no such item`);
        assert.ok(!found.includes(item), `${item}: ${because}`);
      }
    });
  }

  test('what is missing shows in the status of its control', async () => {
    const { controls } = await localClient(readinessContract, readiness(attestry), caller).status({});
    const gaps = told.sections.flatMap((section) => section.gaps ?? []);
    assert.ok(gaps.length > 0);
    for (const { control, shows, because } of gaps) {
      const reasons = controls.find(({ id }) => id === control)?.reasons ?? [];
      assert.ok(
        reasons.some((reason) => reason.includes(shows)),
        `${control}: ${because}; it shows ${reasons.join('; ')}`,
      );
    }
  });

  test('what stands apart from the window is what was planned', async () => {
    const client = localClient(readinessContract, readiness(attestry), caller);
    const planned = told.sections.flatMap(({ apart = [] }) => apart);
    const wanted = (of: (typeof planned)[number]['list']) =>
      planned.flatMap(({ list, item }) => (list === of ? item : [])).sort();
    const { items: open } = await client.apart({ list: 'open-before-window', limit: 1_000 });
    const overdue = open.filter(({ outcome }) => outcome === 'deviation' || outcome === 'unknown');
    assert.deepEqual(overdue.map(({ item }) => item).sort(), wanted('open-before-window'));
    const { items: late } = await client.apart({ list: 'recorded-late', limit: 1_000 });
    assert.deepEqual(
      late.map(({ controls, occurred }) => `${controls.join(' ')} ${occurred?.slice(0, 10)}`).sort(),
      wanted('recorded-late'),
    );
    const {
      apart: { noLongerDeviating, ...apart },
    } = await client.status({});
    assert.equal(noLongerDeviating.count, 0, 'each check ran once');
    for (const [list, { count }] of Object.entries(apart)) assert.ok((count ?? 0) > 0, `nothing stands in ${list}`);
  });

  test('a status shows nothing missing that was not left out on purpose', async () => {
    const { controls } = await localClient(readinessContract, readiness(attestry), caller).status({});
    const gaps = new Set(told.sections.flatMap((section) => section.gaps ?? []).map(({ control }) => control));
    const missing = controls.filter(
      ({ status, reasons }) =>
        status === 'not evidenced' ||
        status === 'design incomplete' ||
        reasons.some((reason) => /performances? (?:missed|late)|took place|nobody has stated/u.test(reason)),
    );
    assert.deepEqual(
      missing.filter(({ id }) => !gaps.has(id)).map(({ id, reasons }) => `${id}: ${reasons.join('; ')}`),
      [],
    );
  });

  test('two sources that should tell the same do not, where something was deployed that never was a change', async () => {
    const { first, last } = told.company.window;
    const days = { from: formatDay(first), to: formatDay(last) };
    const changes = await populations.reconcile({ kind: 'changes', ...days });
    assert.equal(changes.complete, false);
    assert.equal(changes.onlyThere.length, 2);
    const leavers = await populations.reconcile({ kind: 'leavers', ...days });
    assert.deepEqual([leavers.complete, leavers.onlyThere], [true, []]);
  });

  test('whoever looks around finds policies in force, a scope that is written down, and work to do', async () => {
    const services = servicesOf(attestry);
    const { policies } = await services.policies.list(caller, {});
    const states = policies.map(({ state }) => state);
    assert.deepEqual([states.filter((state) => state === 'approved').length, states.length], [9, 10]);
    const { findings } = await services.readiness.lint(caller, {});
    assert.deepEqual(
      findings.map(({ rule }) => rule).filter((rule) => /boundary|subservice|promise|policy/.test(rule)),
      [],
    );
    const { tasks } = await services.work.list(caller, { mine: false, state: 'open', by: 'due', limit: 200 });
    assert.ok(tasks.length >= 50, `${tasks.length} tasks`);
  });

  test('each record in a list says how far what it was read from can be believed', async () => {
    const gradesIn = async (population: PopulationName): Promise<readonly (string | null)[]> => {
      const found = await servicesOf(attestry).populations.records(caller, { population, limit: 500 });
      return [...new Set(found.records.map(({ grade }) => grade))];
    };
    assert.deepEqual(await gradesIn('change'), ['source']);
    assert.deepEqual(await gradesIn('training'), ['export']);
  });

  test('the log says that it is a demo', async () => {
    assert.match((await attestry.ledger.status(caller.org)).origin, /^demo\./);
  });
});
