import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';
import type { WrittenBrief } from './brief.ts';

/** The latest brief of each document. */
export async function latestBriefs(tx: Tx): Promise<readonly (WrittenBrief & { readonly received: number })[]> {
  const rows = await tx
    .selectFrom('report_brief as b')
    .select(['b.document', 'b.position', 'b.exceptions', 'b.lines', 'b.person'])
    .select(receivedAt('b.position').as('received'))
    .distinctOn('b.document')
    .orderBy('b.document')
    .orderBy('b.position', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, lines: row.lines as WrittenBrief['lines'] }));
}

export async function insertBrief(tx: Tx, org: string, { lines, ...row }: WrittenBrief): Promise<void> {
  await tx
    .insertInto('report_brief')
    .values({ org, ...row, lines: JSON.stringify(lines) })
    .execute();
}
