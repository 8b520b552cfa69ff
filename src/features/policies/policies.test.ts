import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import { workContract } from '#/features/work/contract.ts';
import { assessmentContract } from '#/features/assessment/contract.ts';
import { assessment } from '#/features/assessment/index.ts';
import { work } from '#/features/work/index.ts';
import { evidence } from '#/features/evidence/index.ts';
import { POLICIES } from '#/library/policies/policies.ts';
import { testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { policiesContract } from './contract.ts';
import { policies, policiesInForce } from './index.ts';
import { insertPolicyDecision } from './store.ts';

const db = await testDatabase();
const refused = (code: ErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;

const policiesOf = ({ deps, caller }: TestCompany, person = caller.person) =>
  localClient(policiesContract, policies(deps), {
    ...caller,
    person,
  });

/** Who approved what is in force, and who wrote it. */
const inForce = async ({ deps, caller }: TestCompany) =>
  (await deps.db.transaction(caller.org, (tx) => policiesInForce(tx, Number.MAX_SAFE_INTEGER))).map(
    ({ approvedBy, writtenBy }) => [approvedBy, writtenBy],
  );

const ADOPTED = ['access-termination', 'access-transfers', 'access-provisioning', 'mfa-enforced', 'code-of-conduct'];

async function company(controls = ADOPTED): Promise<TestCompany> {
  const made = await testCompany(db, { at: Date.UTC(2026, 0, 5, 9) });
  await made.controls.adopt({ controls: controls.map((id) => ({ id, owner: 'it@acme.example' })) });
  await made.engagements.create({
    id: 'soc2',
    name: 'SOC 2',
    type: 'type-2',
    first: '2026-01-01',
    last: '2026-12-31',
    boundary: { products: ['Acme Ledger'] },
  });
  return made;
}

test('a draft is filled from the organization, its scope and its controls, and from nothing that is not adopted', async () => {
  const made = await company();
  const api = policiesOf(made);
  const before = await api.list({});
  assert.deepEqual([before.policies.length, before.templates.length], [0, POLICIES.length]);
  await api.draft({ template: 'access-control', owner: 'cto@acme.example' });
  const { text, policy, serves } = await api.show({ id: 'access-control' });
  assert.match(text, /^# Access control policy\n\nAcme · version 1 · owner: cto@acme\.example\n/);
  assert.match(text, /through which Acme Ledger or customer data/);
  assert.match(text, /All access is disabled within one business day of the last day, and within 24 hours/);
  assert.match(text, /it@acme\.example writes down the person, .*; it@acme\.example ends the access by that/);
  assert.doesNotMatch(text, /How access is looked at again|access-review|[{}]/);
  assert.match(text, /^- Access removed on termination \(CC6\.2, CC6\.3\)$/m);
  assert.deepEqual([policy.state, policy.hasDraft, policy.approval], ['draft', true, null]);
  assert.equal(serves.find(({ id }) => id === 'access-review-quarterly')?.adopted, false);
  await assert.rejects(api.draft({ template: 'access-control' }), refused('policy_exists'));
  await assert.rejects(api.draft({ template: 'no-such' }), refused('not_found'));
});

test('policy and control cannot disagree: a limit that changes shows in the draft, and makes what was approved outdated', async () => {
  const made = await company();
  const api = policiesOf(made);
  await api.draft({ template: 'access-control', owner: made.caller.person });
  const { statement } = await made.controls.edit({ id: 'access-termination', limits: { businessDays: 3 } });
  assert.match(statement, /within three business days/);
  assert.match((await api.show({ id: 'access-control' })).text, /disabled within three business days/);
  await api.approve({ id: 'access-control', version: 1 });
  assert.equal((await api.show({ id: 'access-control' })).policy.outdated, false);
  await made.controls.edit({ id: 'access-termination', limits: { businessDays: 2 } });
  const { policy } = await api.show({ id: 'access-control' });
  assert.deepEqual([policy.state, policy.outdated], ['approved', true]);
});

test('a policy speaks of the size that was said, and names only criteria that an examination looks at', async () => {
  const made = await company(['change-peer-review', 'change-testing']);
  const api = policiesOf(made);
  await api.draft({ template: 'change-management', owner: made.caller.person });
  const text = async () => (await api.show({ id: 'change-management' })).text;
  assert.match(await text(), /## Where there is one engineer/, 'nobody said how many there are');
  assert.match(await text(), /^- Changes reviewed and approved before production \(CC5\.1, CC8\.1\)$/m);
  const { serves } = await api.show({ id: 'change-management' });
  assert.ok(serves.every(({ criteria }) => criteria.every((id) => id.startsWith('CC'))));
  await api.approve({ id: 'change-management', version: 1 });
  const outdated = async () => (await api.list({})).policies[0]?.outdated;
  assert.equal(await outdated(), false);
  await localClient(assessmentContract, assessment(made.deps), made.caller).answer({
    headcount: 15,
    engineers: 6,
    production: 3,
  });
  assert.doesNotMatch(await text(), /one engineer|lone engineer/i);
  assert.equal(await outdated(), true, 'a size was said');
  await api.approve({ id: 'change-management', version: 1 });
  await made.engagements.change({ id: 'soc2', categories: ['security', 'processing-integrity'] });
  assert.match(await text(), /PI1/);
  assert.equal(await outdated(), true, 'the scope changed');
});

test('what another version of the program wrote in other words outdates nothing that was approved', async () => {
  const made = await company();
  const api = policiesOf(made);
  await api.draft({ template: 'access-control', owner: made.caller.person });
  await api.approve({ id: 'access-control', version: 1 });
  const { policy } = await api.show({ id: 'access-control' });
  const { artifact = '', controls = [], nextReview = '' } = policy.approval ?? {};
  const details = { artifact, sha256: 'a'.repeat(64), controls, nextReview };
  const said = { id: 'access-control', version: 1, details, person: made.caller.person };
  await made.deps.db.transaction(made.org, async (tx) => {
    const [sealed] = await made.deps.ledger.seal(tx, made.org, [
      { kind: 'policy-approved', payload: { v: 1, ...said } },
    ]);
    await insertPolicyDecision(tx, made.org, { ...said, decision: 'approved', position: sealed?.position ?? -1 });
  });
  const outdated = async () => (await api.show({ id: 'access-control' })).policy.outdated;
  assert.equal(await outdated(), false, 'nothing that it says changed');
  await made.controls.edit({ id: 'access-termination', limits: { businessDays: 4 } });
  assert.equal(await outdated(), true);
});

test('somebody who did not write it approves, or its owner; a policy that nobody owns is approved by nobody', async () => {
  const made = await company();
  const api = policiesOf(made);
  const other = policiesOf(made, 'ceo@acme.example');
  await api.draft({ template: 'access-control' });
  await assert.rejects(other.approve({ id: 'access-control', version: 1 }), refused('policy_owner'));
  await api.edit({ id: 'access-control', owner: 'cto@acme.example' });
  await assert.rejects(api.approve({ id: 'access-control', version: 1 }), refused('policy_approver'));
  await assert.rejects(other.approve({ id: 'access-control', version: 2 }), refused('policy_changed'));
  await assert.rejects(
    other.approve({ id: 'access-control', version: 1, sha256: 'a'.repeat(64) }),
    refused('policy_changed'),
  );
  await assert.rejects(
    other.approve({ id: 'access-control', version: 1, sha256: 'A'.repeat(64) }),
    (error: unknown) => error instanceof DomainError && /its letters small/.test(String(error.facts['because'])),
  );
  await assert.rejects(
    other.approve({ id: 'access-control', version: 1, nextReview: '2026-01-05' }),
    refused('input_invalid'),
  );
  const done = await other.approve({ id: 'access-control', version: 1 });
  assert.equal(done.nextReview, '2027-01-05');
  assert.deepEqual(await inForce(made), [['ceo@acme.example', [made.caller.person]]]);
  await api.edit({ id: 'access-control', owner: made.caller.person });
  assert.equal((await api.approve({ id: 'access-control', version: 2 })).version, 2, 'its owner may, also as author');
  assert.deepEqual(await inForce(made), [[made.caller.person, [made.caller.person]]], 'which the lint looks at');
});

test('an approval is evidence of the design of what it shows: the gap and its task close by themselves', async () => {
  const made = await company();
  const api = policiesOf(made);
  const tasks = localClient(workContract, work({ ...made.deps, attach: evidence(made.deps).add }), made.caller);
  const missing = async (control: string): Promise<boolean> => {
    const { controls } = await made.readiness.status({});
    const reasons = controls.find(({ id }) => id === control)?.reasons ?? assert.fail(control);
    return reasons.some((reason) => reason.startsWith('not attached: evidence of its design'));
  };
  await made.bring({ source: 'hr', population: 'person', facts: [] });
  assert.ok(await missing('access-transfers'));
  await tasks.refresh({});
  await api.draft({ template: 'access-control', owner: made.caller.person });
  const { controls, sha256 } = await api.approve({ id: 'access-control', version: 1 });
  assert.deepEqual([...controls].sort(), ['access-provisioning', 'access-termination', 'access-transfers']);
  for (const control of controls) assert.ok(!(await missing(control)), control);
  assert.ok(await missing('mfa-enforced'), 'a policy does not show how a system is set');
  const attached = (await made.evidence.list({ control: 'access-transfers' })).evidence;
  assert.deepEqual(
    attached.map(({ purpose, artifact }) => [purpose, artifact?.sha256]),
    [['design', sha256]],
  );
  const { policy } = await api.show({ id: 'access-control' });
  const { content } = await made.evidence.artifact({ id: policy.approval?.artifact ?? '' });
  assert.equal(Buffer.from(content).toString('utf8'), (await api.show({ id: 'access-control' })).text);
  await tasks.refresh({});
  const open = (await tasks.list({ limit: 200 })).tasks.map(({ control }) => control);
  assert.ok(!open.some((control) => control !== null && controls.includes(control)), open.join(' '));
});

test('the approved version stays in force while a draft waits, and a year later its review is due', async () => {
  const made = await company();
  const api = policiesOf(made);
  await api.draft({ template: 'code-of-conduct', owner: made.caller.person });
  await api.approve({ id: 'code-of-conduct', version: 1 });
  const { body } = await api.show({ id: 'code-of-conduct' });
  assert.equal((await api.edit({ id: 'code-of-conduct', body: `${body}\n\nBe kind.` })).version, 2);
  assert.equal((await api.edit({ id: 'code-of-conduct', title: 'Our code' })).version, 2, 'one draft at a time');
  const { policy } = await api.show({ id: 'code-of-conduct' });
  assert.deepEqual([policy.state, policy.hasDraft, policy.version, policy.approval?.version], ['approved', true, 2, 1]);
  assert.equal(policy.outdated, false);
  made.chance.at = Date.UTC(2027, 0, 6, 9);
  assert.equal((await api.list({})).policies[0]?.state, 'review due');
  const { position } = await api.retire({ id: 'code-of-conduct', reason: 'Replaced by the code of our parent.' });
  assert.equal((await made.ledger.entry(made.org, position)).parsed.kind, 'policy-retired');
  const { history, policy: after } = await api.show({ id: 'code-of-conduct' });
  assert.deepEqual([after.state, after.approval, after.hasDraft], ['retired', null, false]);
  assert.deepEqual(
    history.map(({ what, version }) => `${what} ${version}`),
    ['retired 2', 'edited 2', 'edited 2', 'approved 1', 'drafted 1'],
  );
  await assert.rejects(api.approve({ id: 'code-of-conduct', version: 2 }), refused('policy_changed'));
  assert.equal((await api.edit({ id: 'code-of-conduct', title: 'Code of conduct' })).version, 3);
  assert.equal((await api.show({ id: 'code-of-conduct' })).policy.state, 'draft');
});

test('a text with places that mean nothing is not kept', async () => {
  const made = await company();
  const api = policiesOf(made);
  await api.draft({ template: 'access-control' });
  const edited = (body: string) => api.edit({ id: 'access-control', body });
  await assert.rejects(edited('Access ends within {access-termination.weeks}.'), refused('input_invalid'));
  await assert.rejects(edited('Access ends within {access-termination.businessDays}.'), refused('input_invalid'));
  await edited('- [access-termination] Access ends within {access-termination.businessDays}.');
});
