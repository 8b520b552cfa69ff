import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, formatInstant } from '#/core/time/instant.ts';
import { testCompany, QUARTER } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();

test('that approvals were typed is said only where somebody typed one', async () => {
  const made = await testCompany(db);
  await made.controls.adopt({ controls: [{ id: 'change-peer-review', owner: 'cto@acme.example' }] });
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', ...QUARTER });
  const says = async (): Promise<string | undefined> => {
    made.chance.at += DAY;
    const { findings } = await made.readiness.lint({});
    return findings.find(({ rule }) => rule === 'approvals-stated')?.says;
  };
  const pushed = (revision: string, approvals: readonly { readonly grade: 'stated' | 'platform' }[]) => ({
    repository: 'acme/app',
    revision,
    mergedAt: formatInstant(made.chance.at),
    author: 'git:ada@acme.example',
    approvals: approvals.map(({ grade }) => ({ state: 'approved' as const, revision, grade })),
  });
  await made.bring({ source: 'code', population: 'change', facts: [pushed('one', [{ grade: 'platform' }])] });
  assert.equal(await says(), undefined, 'no source is a repository');
  await db.transaction(made.org, async (tx) => {
    const code = { id: 'code', position: 1_000, collector: 'git', settings: '{}', reference: false };
    await tx
      .insertInto('source')
      .values({ org: made.org, ...code, created: '2026-01-01T00:00:00Z' })
      .execute();
    const run = { id: made.chance.newId(), source: 'code', state: 'finished' as const };
    const at = formatInstant(made.chance.at);
    await tx
      .insertInto('run')
      .values({ org: made.org, ...run, started: at, finished: at, records: 1, rejected: 0 })
      .execute();
  });
  assert.match((await says()) ?? '', /no commit message that was read names one/u);
  await made.bring({ source: 'code', population: 'change', facts: [pushed('two', [])] });
  assert.match((await says()) ?? '', /no commit message that was read names one/u);
  await made.bring({ source: 'code', population: 'change', facts: [pushed('three', [{ grade: 'stated' }])] });
  assert.match((await says()) ?? '', /typed into commit messages/u);
});
