import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openAttestry } from '#/app/wire.ts';
import { grants } from '#/features/grants/index.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { configFrom } from '#/platform/config.ts';
import { sql } from 'kysely';
import { fillReaders } from './world/readers.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'zz-'));
const attestry = await openAttestry(configFrom({ PORT: '4999' }, { data: folder, person: 'bench' }));
const size = Number(process.argv[2] ?? 1_000_000);
const made: { org: string; person: string }[] = [];
for (const [slug, n] of [
  ['small', size / 100],
  ['large', size],
] as const) {
  const { org } = await createOrganization(attestry, { slug, name: 'B', zone: 'UTC', demo: false }, 'b');
  await fillReaders(attestry.db, org, n);
  made.push({ org, person: 'b' });
}
const service = grants(attestry);
for (let round = 0; round < 6; round += 1)
  for (const [at, caller] of made.entries()) {
    const begun = performance.now();
    for (let turn = 0; turn < 50; turn += 1) await service.requests(caller, { limit: 50 });
    console.log(at === 0 ? 'small' : 'large', ((performance.now() - begun) / 50).toFixed(3), 'ms a page');
  }
for (const [at, { org }] of made.entries())
  await attestry.db.transaction(org, async (tx) => {
    for (const q of [
      `select "r"."id", "v"."email", r.documents from access_request r inner join visitor v on v.org = r.org and v.id = r.visitor where r.state <> 'unconfirmed' order by r.made desc, r.id desc limit 51`,
      `select count(*)::int as count from (select from access_request where state = 'waiting' limit 1000) w`,
      `select distinct on (d.id) d.id, d.definition from document d order by d.id, d.position desc limit 1000`,
    ]) {
      const { rows } = await sql<{ 'QUERY PLAN': string }>`${sql.raw(`explain (analyze, buffers) ${q}`)}`.execute(tx);
      console.log(at === 0 ? '--- small' : '--- large');
      console.log(rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
  });
await attestry.close();
