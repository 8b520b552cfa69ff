import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import type { Fact } from '#/core/populations/index.ts';
import { DAY } from '#/core/time/instant.ts';
import { deviationsContract } from '#/features/deviations/contract.ts';
import { deviations } from '#/features/deviations/index.ts';
import { QUARTER, testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { BEFORE, CONTROL, START, weakCompany } from '#test/kit/weak-company.ts';
import { deviatingIn } from './deviating.service.ts';

const db = await testDatabase();
const CHECK = 'changes.approved-by-another';

const change = (revision: string, more: Partial<Fact<'change'>> = {}): Fact<'change'> => ({
  repository: 'acme/app',
  revision,
  headRevision: `${revision}-head`,
  mergedAt: '2026-01-20T12:00:00Z',
  author: 'employee:1',
  emergency: false,
  coauthors: [],
  approvals: [],
  ...more,
});
const reviewed = (revision: string): Partial<Fact<'change'>> => ({
  approvals: [
    {
      by: 'employee:2',
      state: 'approved',
      at: '2026-01-20T11:00:00Z',
      revision: `${revision}-head`,
      grade: 'platform',
    },
  ],
});
const hire = (employee: string): Fact<'person'> => ({
  employee,
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn: null,
  email: `${employee}@acme.example`,
});

async function company(facts: readonly Fact<'change'>[]) {
  const made = await testCompany(db);
  await made.controls.adopt({ controls: [{ id: 'change-peer-review', owner: 'cto@acme.example' }] });
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', ...QUARTER });
  await made.bring({ source: 'hr', population: 'person', facts: [hire('1'), hire('2')], accounted: {} });
  made.chance.at = Date.UTC(2026, 1, 1, 9);
  await made.bring({ source: 'git', population: 'change', facts, accounted: {} });
  await made.run();
  return made;
}

const explain = ({ deps, caller }: TestCompany, items: readonly string[], happened: string, id = CHECK) =>
  localClient(deviationsContract, deviations(deps), caller).explain({ id, items: [...items], happened, ...WORDS });

const WORDS = { cause: 'The rule of the branch did not bind all.', follows: 'The rule binds everybody.' };
const all = (...happened: readonly string[]): string =>
  happened.map((each) => `${each} ${WORDS.cause} ${WORDS.follows}`).join('\n\n');

const answerOf = async (made: TestCompany, control = 'change-peer-review') =>
  (await deviatingIn(made.deps, made.org, 'soc2')).find(({ id }) => id === control)?.answer;

async function deviatingItems(made: TestCompany): Promise<(revision: string) => string> {
  const { findings } = await made.checks.show({ id: CHECK, outcomes: ['deviation'], counted: true, limit: 10 });
  return (revision) =>
    findings.find(({ item }) => item.endsWith(`@${revision}`))?.item ?? assert.fail(`${revision} deviates`);
}

test('what was said last of each deviation begins the response of a report, the same words once', async () => {
  const made = await company([change('bad'), change('worse')]);
  const itemOf = await deviatingItems(made);
  await explain(made, [itemOf('bad')], 'Nobody knew yet.');
  await explain(made, [itemOf('bad'), itemOf('worse')], 'It was merged on a Friday evening.');
  assert.equal(await answerOf(made), all('It was merged on a Friday evening.'));
});

test('what was said of what deviates no more, or is of other days, is no answer to what deviates', async () => {
  const made = await company([change('bad'), change('mended'), change('early', { mergedAt: '2025-12-20T12:00:00Z' })]);
  const itemOf = await deviatingItems(made);
  await explain(made, [itemOf('early')], 'It came before the window.');
  await explain(made, [itemOf('mended')], 'Its review was not read yet.');
  await explain(made, [itemOf('bad')], 'It was merged on a Friday evening.');
  made.chance.at += DAY;
  await made.bring({
    source: 'git',
    population: 'change',
    facts: [change('mended', reviewed('mended'))],
    accounted: {},
  });
  await made.run();
  assert.equal(await answerOf(made), all('It was merged on a Friday evening.'));
});

test('what was said of what is from before the window and was late in it answers for it', async () => {
  const made = await weakCompany(db, BEFORE, START + 50 * DAY);
  await explain(made, ['trivy/late'], 'The patch did not exist in time.', 'vulnerabilities.fixed-in-time');
  assert.equal(await answerOf(made, CONTROL), all('The patch did not exist in time.'));
});
