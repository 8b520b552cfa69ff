import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { CHECKS } from '#/checks/index.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { companyOf } from '#/demo/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { assertExactly, spokenOf } from '#test/kit/section.ts';
import { OPERATIONS } from './index.ts';

const JUDGED: Readonly<Record<string, readonly PopulationName[]>> = {
  vulnerabilities: ['vulnerability'],
  configuration: ['configuration'],
  incidents: ['incident'],
  alerts: ['alert'],
  backups: ['backup'],
  'restore tests': ['restore-test'],
  devices: ['device'],
  'vendor reviews': ['vendor-review'],
  meetings: ['meeting'],
  processing: ['processing-run', 'reconciliation'],
  privacy: ['data-subject-request', 'deletion'],
  availability: ['uptime', 'capacity-review'],
};

const db = await testDatabase();
const company = companyOf({ seed: 1, scale: 1, last: '2026-10-31' });

for (const make of OPERATIONS) {
  const section = make(company);
  const populations = JUDGED[section.name] ?? assert.fail(section.name);
  test(`the checks find what is planted in ${section.name}, no more and no fewer`, async () => {
    assertExactly(await spokenOf(db, company, { sections: [section], populations }), section.planted);
  });

  test(`each check over ${section.name} meets a deviation, a trap and an unknown`, () => {
    const checks = CHECKS.filter(({ population }) => populations.includes(population));
    assert.ok(checks.length > 0);
    for (const { id } of checks) {
      const kinds = new Set(section.planted.filter(({ check }) => check === id).map(({ kind }) => kind));
      for (const kind of ['deviation', 'trap', 'unknown'] as const)
        assert.ok(kinds.has(kind), `no ${kind} is planted for ${id}: add one where src/demo makes ${section.name}`);
    }
  });

  test(`${section.name} are the same bytes from the same seed, and others from another`, () => {
    const digests = (seed: number) =>
      make(companyOf({ seed, scale: 1, last: '2026-10-31' })).sources.flatMap(({ deliveries }) =>
        deliveries.map(({ bytes }) => hash('sha256', bytes())),
      );
    assert.deepEqual(digests(1), digests(1));
    assert.notDeepEqual(digests(1), digests(2));
  });
}
