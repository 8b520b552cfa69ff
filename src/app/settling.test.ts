import assert from 'node:assert/strict';
import { test } from 'node:test';
import { API } from '#/contract/api.ts';
import type { Contract } from '#/contract/endpoint.ts';
import { localClient } from '#/contract/local-client.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { engagementsContract } from '#/features/engagements/contract.ts';
import { engagements } from '#/features/engagements/index.ts';
import { evidenceContract } from '#/features/evidence/contract.ts';
import { evidence } from '#/features/evidence/index.ts';
import { refreshTasksAfter } from '#/features/work/index.ts';
import { workContract } from '#/features/work/contract.ts';
import { DAY } from '#/core/time/instant.ts';
import { testAttestry } from '#test/kit/attestry.ts';
import { testDatabase } from '#test/kit/database.ts';
import { clientOf } from './cli/client.ts';
import type { Context } from './cli/command.ts';
import { servicesOf } from './services.ts';

const db = await testDatabase();
const SCANS = 'vulnerability-scanning';

/** In the last days of a month in which nobody scanned yet, with nothing said of the system. */
async function company() {
  const made = await testAttestry(db);
  made.chance.at = Date.UTC(2026, 3, 25, 9);
  const { attestry, caller } = made;
  const services = servicesOf(attestry);
  const asked = {
    controls: localClient(controlsContract, services.controls, caller),
    engagements: localClient(engagementsContract, services.engagements, caller),
    evidence: localClient(evidenceContract, services.evidence, caller),
    work: localClient(workContract, services.work, caller),
  };
  await asked.controls.adopt({ controls: [{ id: SCANS }], effectiveFrom: '2026-01-01' });
  await asked.engagements.create({ id: 'soc2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' });
  const state = async (start: string): Promise<string | undefined> =>
    (await asked.work.list({ state: 'all', limit: 200 })).tasks.find(({ key }) => key.startsWith(start))?.state;
  return { ...made, ...asked, state };
}

const BOUNDARY = Object.fromEntries(
  ['infrastructure', 'software', 'people', 'procedures', 'data'].map((part) => [part, ['all of it']]),
);
const SCANNED = {
  control: SCANS,
  purpose: 'performance',
  occurred: '2026-04-20',
  name: 'scan.txt',
  bytes: new TextEncoder().encode('scanned'),
} as const;
const THIS_MONTH = `performance:soc2:${SCANS}:2026-04-30`;

test('what is to be done is worked out as soon as an examination is open, and is done with what was asked for', async () => {
  const { evidence: attached, engagements: examinations, state } = await company();
  assert.equal(await state(THIS_MONTH), 'open');
  assert.equal(await state('finding:soc2:boundary-missing'), 'open');
  await attached.add(SCANNED);
  assert.equal(await state(THIS_MONTH), 'done');
  await examinations.change({ id: 'soc2', boundary: BOUNDARY });
  assert.equal(await state('finding:soc2:boundary-missing'), 'done');
});

test('the command line does the same on a data folder', async () => {
  const { attestry, caller, state } = await company();
  const context = { remote: null, attestry, caller } as unknown as Context;
  await clientOf(context, evidenceContract, evidence).add(SCANNED);
  assert.equal(await state(THIS_MONTH), 'done');
});

test('what nothing settles by itself, the clock does as soon as it sees that more was sealed', async () => {
  const { attestry, caller, state } = await company();
  const behind = localClient(engagementsContract, engagements(attestry), caller);
  await behind.change({ id: 'soc2', boundary: BOUNDARY });
  assert.equal(await state('finding:soc2:boundary-missing'), 'open');
  await refreshTasksAfter(attestry, caller.org, DAY);
  assert.equal(await state('finding:soc2:boundary-missing'), 'done');
});

test('it is what decides whether a control is designed, owned, performed or in scope that settles tasks', () => {
  const settling = Object.entries(API).flatMap(([noun, contract]) =>
    Object.entries(contract as Contract).flatMap(([call, { settles }]) =>
      settles === true ? [`${noun}.${call}`] : [],
    ),
  );
  assert.deepEqual(settling.sort(), [
    'assessment.answer',
    'checks.exclude',
    'checks.include',
    'checks.switch',
    'controls.add',
    'controls.adopt',
    'controls.edit',
    'controls.own',
    'deviations.explain',
    'engagements.change',
    'engagements.create',
    'evidence.add',
    'people.declare',
    'policies.approve',
    'policies.retire',
    'populations.reconcile',
    'sources.disconnect',
    'sources.reconnect',
  ]);
});
