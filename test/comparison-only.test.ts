import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { Fact } from '#/core/populations/index.ts';
import { localClient } from '#/contract/local-client.ts';
import { checks } from '#/features/checks/index.ts';
import { checksContract } from '#/features/checks/contract.ts';
import { readiness } from '#/features/readiness/index.ts';
import { readinessContract } from '#/features/readiness/contract.ts';
import { reperformPackage } from '#/package/reperform.ts';
import { QUARTER } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { changeOn, pageOf, PEOPLE, testCompany } from '#test/kit/packaged-company.ts';
import { RULES } from '#test/kit/package-rules.ts';

const [REVIEW, TRAINING] = ['change-peer-review', 'security-training-onboarding'];
const CHECK = 'people.trained-on-hire';
const training: Fact<'training'> = {
  id: 't1',
  person: 'email:cy@acme.example',
  kind: 'security-awareness',
  completedAt: '2026-01-13T09:00:00Z',
};

test('what is kept for comparison only is not judged, and so accounts for nothing: neither that there was none, nor that one was missed', async () => {
  const acme = await testCompany(await testDatabase());
  const status = localClient(readinessContract, readiness(acme), acme.caller);
  await acme.controls.adopt(acme.caller, { controls: [REVIEW, TRAINING].map((id) => ({ id, owner: 'Ada' })) });
  await acme.engagements.create(acme.caller, { ...QUARTER, id: 'soc2', name: 'SOC 2' });
  const add = (id: string, reference: boolean) =>
    acme.sources.add(acme.caller, {
      id,
      collector: 'test',
      settings: {},
      secrets: {},
      reference,
      follows: null,
      untried: true,
    });
  await add('hr', false);
  await add('tickets', true);
  await add('courses', true);
  acme.chance.at = Date.UTC(2026, 3, 1, 12);
  await acme.collect('hr', pageOf('person', PEOPLE));
  await acme.collect('tickets', pageOf('change', [changeOn(3)]));
  await acme.collect('courses', pageOf('training', [training]));
  await acme.runChecks();

  const { findings } = await localClient(checksContract, checks(acme), acme.caller).show({ id: CHECK });
  const joined = findings.find(({ item }) => item.startsWith('hr/3@'));
  assert.deepEqual([joined?.outcome, joined?.reason], ['unknown', 'nothing that was read tells of trainings']);
  const { controls } = await status.status({});
  const reasons = controls.find(({ id }) => id === REVIEW)?.reasons ?? [];
  assert.ok(
    reasons.some((reason) => reason.includes('no source tells of changes')),
    reasons.join('; '),
  );

  const file = path.join(acme.folder, 'package.tar');
  await acme.createPackage(file);
  const { runs, controls: statuses } = reperformPackage(file, RULES, CHECK);
  assert.ok(runs.length > 0 && statuses.length === 2);
  for (const { kind } of [...runs, ...statuses]) assert.equal(kind, 'same', 'a package is whole, and says so, too');
});
