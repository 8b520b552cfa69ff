import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, formatInstant } from '#/core/time/instant.ts';
import { testCompany, QUARTER } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { account } from '#test/kit/happenings.ts';

const db = await testDatabase();

test('approvals and reviews settle privileged access only where they say that they are of it', async () => {
  const made = await testCompany(db);
  await made.controls.adopt({ controls: [{ id: 'privileged-access', owner: 'cto@acme.example' }] });
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', ...QUARTER });
  const lacks = async (): Promise<string | undefined> => {
    made.chance.at += DAY;
    const { findings } = await made.readiness.lint({});
    return findings.find(({ rule }) => rule === 'privileged-without-governance')?.says;
  };
  const grant = (id: string, privileged?: boolean) => ({
    id,
    person: 'okta:ada',
    system: 'okta',
    role: 'admin',
    ...(privileged === undefined ? {} : { privileged }),
    requestedAt: null,
    approvals: [{ by: 'okta:bo', at: formatInstant(made.chance.at) }],
    grantedAt: formatInstant(made.chance.at),
    revokedAt: null,
  });
  const review = (id: string, privilegedIncluded: boolean) => ({
    id,
    system: 'okta',
    reviewer: 'okta:bo',
    startedAt: formatInstant(made.chance.at),
    completedAt: formatInstant(made.chance.at),
    accounts: 1,
    decided: 1,
    privilegedIncluded,
    revocations: [],
  });
  const ada = { ...account(1), privileged: true };
  await made.bring({ source: 'okta', population: 'account', facts: [ada] });
  await made.bring({
    source: 'requests',
    population: 'access-grant',
    facts: [grant('r1', false), grant('r2')],
  });
  await made.bring({ source: 'reviews', population: 'access-review', facts: [review('q1', false)] });
  assert.match((await lacks()) ?? '', /lack their approvals and a review of them/);
  await made.bring({ source: 'requests', population: 'access-grant', facts: [grant('r3', true)] });
  assert.match((await lacks()) ?? '', /lack a review of them/);
  await made.bring({ source: 'reviews', population: 'access-review', facts: [review('q2', true)] });
  assert.equal(await lacks(), undefined);
});

test('an account that names who approved it needs no grant', async () => {
  const made = await testCompany(db);
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', ...QUARTER });
  await made.bring({
    source: 'okta',
    population: 'account',
    facts: [{ ...account(1), privileged: true, approvedBy: 'okta:bo' }],
  });
  made.chance.at += DAY;
  const { findings } = await made.readiness.lint({});
  const says = findings.find(({ rule }) => rule === 'privileged-without-governance')?.says;
  assert.match(says ?? '', /lack a review of them/);
});
