import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evidenceOf } from './evidence.ts';
import { CATEGORIES, type Category, criteriaFor, LIBRARY, libraryControl } from './library.ts';
import { PROMISE_NAMES, PROMISES, suggestedCategories } from './promises.ts';
import { starterFor } from './starter.ts';
import type { Company } from './starter-rules.ts';

const subsets = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: 2 ** all.length }, (_, mask) => all.filter((__, place) => (mask >> place) % 2 === 1));

const OPTIONAL: readonly Category[] = CATEGORIES.filter((category) => category !== 'security');
const SILENT = { categories: [], promises: [] } satisfies Company;
const FLAGS = ['hasOffice', 'usesContractors', 'handlesPersonalData', 'hostsOnCloud'] as const;
const answers = subsets(FLAGS).flatMap((yes) =>
  [3, 60].map((headcount) => ({
    ...(Object.fromEntries(FLAGS.map((flag) => [flag, yes.includes(flag)])) as Record<(typeof FLAGS)[number], boolean>),
    headcount,
  })),
);
const FULL: Company = { categories: OPTIONAL, promises: PROMISE_NAMES, ...answers.at(-1) };

const idsFor = (company: Company): readonly string[] => starterFor(company).map(({ control }) => control);
const reasonFor = (company: Company, id: string): string | undefined =>
  starterFor(company).find(({ control }) => control === id)?.because;

/** What must hold of any starter set: it covers its scope, stays in it, says why, and names nothing twice. */
function assertSound(company: Company, scope: ReadonlySet<string>): void {
  const set = starterFor(company);
  const open = new Set(scope);
  const named = new Set<string>();
  for (const { control: id, because } of set) {
    const control = libraryControl(id);
    if (control === undefined || because.length < 5 || named.has(id) || !control.criteria.some((one) => scope.has(one)))
      assert.fail(`${id} ("${because}") for ${JSON.stringify(company)}`);
    named.add(id);
    for (const criterion of control.criteria) open.delete(criterion);
  }
  if (open.size > 0) assert.fail(`nothing serves ${[...open].join(' ')} for ${JSON.stringify(company)}`);
}

test('for every combination of categories and promises each criterion in scope has a control, and each control serves one', () => {
  let combinations = 0;
  for (const categories of subsets(OPTIONAL)) {
    const scope = new Set(criteriaFor(categories).map(({ id }) => id));
    for (const promises of subsets(PROMISE_NAMES)) {
      assertSound({ categories, promises }, scope);
      combinations += 1;
    }
  }
  assert.equal(combinations, 16 * 1_024);
});

test('the same holds for every combination of categories and facts', () => {
  for (const categories of subsets(OPTIONAL)) {
    const scope = new Set(criteriaFor(categories).map(({ id }) => id));
    for (const facts of answers) assertSound({ categories, promises: [], ...facts }, scope);
  }
});

test('Security alone calls for 35 to 45 controls, whatever the company is', () => {
  for (const facts of [{}, ...answers]) {
    const { length } = starterFor({ ...SILENT, ...facts });
    assert.ok(length >= 35 && length <= 45, `${length} for ${JSON.stringify(facts)}`);
  }
});

test('a company that promises everything still does not adopt the whole library', () => {
  const { length } = starterFor(FULL);
  assert.ok(length > 60 && length < LIBRARY.length * 0.7, `${length} of ${LIBRARY.length}`);
});

test('naming Security changes nothing: it is always in scope', () => {
  assert.deepEqual(starterFor({ ...SILENT, categories: ['security'] }), starterFor(SILENT));
});

test('what a company adopts for Security stays when it promises, examines and says more', () => {
  const least = new Set(idsFor(SILENT));
  const most = new Set(idsFor(FULL));
  assert.deepEqual(
    [...least].filter((id) => !most.has(id)),
    [],
  );
});

test('most of what Security calls for is evidenced by records, and more than half is of high risk', () => {
  const set = idsFor(SILENT);
  const byRecords = set.filter((id) => evidenceOf(id).populations.length > 0);
  const risky = set.filter((id) => libraryControl(id)?.highRisk === true);
  assert.ok(byRecords.length / set.length > 0.7, `${byRecords.length} of ${set.length} by records`);
  assert.ok(risky.length / set.length > 0.5, `${risky.length} of ${set.length} high risk`);
});

test('a gap is filled by a control of high risk where there is one, then by one that records evidence', () => {
  let gaps = 0;
  for (const categories of subsets(OPTIONAL)) {
    for (const { control, because } of starterFor({ categories, promises: [] })) {
      const [, criterion] = /(?:it alone|nothing else here) serves (\S+): /.exec(because) ?? [];
      if (criterion === undefined) continue;
      gaps += 1;
      const choices = LIBRARY.filter(({ criteria }) => criteria.includes(criterion));
      const rank = ({ id, highRisk }: (typeof choices)[number]): number =>
        (highRisk ? 2 : 0) + (evidenceOf(id).populations.length > 0 ? 1 : 0);
      const chosen = libraryControl(control) ?? assert.fail(control);
      assert.equal(rank(chosen), Math.max(...choices.map(rank)), `${control} for ${criterion}`);
      assert.equal(because.startsWith('nothing else'), choices.length > 1, because);
    }
  }
  assert.ok(gaps > 20, `${gaps} gaps were filled`);
});

test('among equals the control that closes most gaps is taken', () => {
  const privacy = { ...SILENT, categories: ['privacy'] } satisfies Company;
  assert.equal(
    reasonFor(privacy, 'data-inventory-ropa'),
    'nothing else here serves P3.1: Personal information is collected in line with privacy objectives',
  );
  assert.equal(reasonFor(privacy, 'secure-design-review'), undefined, 'it would leave P4.1 open');
});

test('a control that fills a gap could not be left out', () => {
  for (const categories of subsets(OPTIONAL)) {
    const set = starterFor({ categories, promises: [] });
    for (const { control, because } of set) {
      if (!/^(?:it alone|nothing else here) serves /.test(because)) continue;
      const others = new Set(
        set.flatMap((other) => (other.control === control ? [] : (libraryControl(other.control)?.criteria ?? []))),
      );
      assert.ok(
        criteriaFor(categories).some(({ id }) => !others.has(id)),
        `${control} with ${categories.join(' ')}`,
      );
    }
  }
});

test('each choice is explained in plain words', () => {
  assert.equal(reasonFor(SILENT, 'access-termination'), 'every company: someone joins, moves or leaves');
  assert.equal(
    reasonFor(SILENT, 'board-oversight'),
    'it alone serves CC1.2: Board oversees internal control independently of management',
  );
  assert.equal(
    reasonFor({ categories: ['availability'], promises: ['uptime'] }, 'capacity-planning'),
    'you promise uptime; Availability is in scope',
  );
  assert.equal(
    reasonFor({ ...SILENT, categories: ['availability'] }, 'backup-restore-test'),
    'nothing else here serves A1.3: Recovery plan procedures are tested',
  );
  assert.equal(reasonFor({ ...SILENT, usesContractors: true }, 'contractor-obligations'), 'contractors work for you');
  assert.equal(reasonFor({ ...SILENT, hasOffice: true }, 'physical-access-office'), 'you have an office');
});

test('a fact that a company has not said decides nothing', () => {
  for (const id of [
    'physical-access-office',
    'provider-physical-security',
    'contractor-obligations',
    'breach-notification',
  ])
    assert.equal(reasonFor(SILENT, id), undefined, id);
  assert.ok(reasonFor({ ...SILENT, hostsOnCloud: true }, 'provider-physical-security') !== undefined);
  assert.ok(reasonFor({ ...SILENT, hostsOnCloud: false }, 'physical-access-office') !== undefined);
  assert.equal(reasonFor({ ...SILENT, headcount: 49 }, 'performance-reviews'), undefined);
  assert.ok(reasonFor({ ...SILENT, headcount: 50 }, 'performance-reviews') !== undefined);
});

test('a promise whose category is not examined adopts only what serves a criterion in scope', () => {
  const security = idsFor({ categories: [], promises: ['uptime'] });
  assert.ok(!security.includes('capacity-planning'), 'it serves A1.1 alone');
  assert.ok(security.includes('status-communication'), 'it serves CC2.3 and CC7.4');
});

test('each promise suggests one category with the reason, and Security is always suggested', () => {
  assert.deepEqual(suggestedCategories([]), [{ category: 'security', because: 'Security is always in scope' }]);
  assert.equal(
    suggestedCategories(['breach-notice'])[0]?.because,
    'Security is always in scope; it covers how incidents are handled and who is told',
  );
  const apart = suggestedCategories(['customers-apart', 'deletion']).at(-1);
  assert.equal(
    apart?.because,
    'Confidentiality is about who can reach the data of a customer, and about how information ends',
    'it is named once',
  );
  for (const name of PROMISE_NAMES) {
    const { sentence, suggests, because } = PROMISES[name];
    assert.match(sentence, /^[A-Z].*\.$/);
    const suggested = suggestedCategories([name]);
    assert.deepEqual(
      suggested.map(({ category }) => category),
      suggests === 'security' ? ['security'] : ['security', suggests],
    );
    assert.ok(suggested.at(-1)?.because.endsWith(because), name);
  }
  assert.deepEqual(
    suggestedCategories(PROMISE_NAMES).map(({ category }) => category),
    CATEGORIES,
  );
});

test('every promise changes what a company adopts, once its category is in scope', () => {
  for (const name of PROMISE_NAMES) {
    const categories = [PROMISES[name].suggests];
    const reasons = starterFor({ categories, promises: [name] }).filter(({ because }) => because.includes('you '));
    assert.ok(reasons.length > 0, name);
  }
});
