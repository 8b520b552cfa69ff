import { sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';
import type { Decided, Definition, Written } from './standing.ts';

/** Every text of every policy before a position of the log, oldest first. */
export async function policyRows(tx: Tx, before: number): Promise<readonly Written[]> {
  const rows = await tx
    .selectFrom('policy as p')
    .select(['p.id', 'p.version', 'p.definition', 'p.person', 'p.position'])
    .select(receivedAt('p.position').as('received'))
    .where('p.position', '<', before)
    .orderBy('p.position')
    .execute();
  return rows.map((row) => ({ ...row, definition: row.definition as Definition }));
}

/** Everything that was decided of policies before a position of the log, oldest first. */
export async function policyDecisionRows(tx: Tx, before: number): Promise<readonly Decided[]> {
  const rows = await tx
    .selectFrom('policy_decision as d')
    .select(['d.id', 'd.version', 'd.decision', 'd.details', 'd.person', 'd.position'])
    .select(receivedAt('d.position').as('received'))
    .where('d.position', '<', before)
    .orderBy('d.position')
    .execute();
  return rows.map((row) => ({ ...row, decision: row.decision as Decided['decision'] }));
}

export async function insertPolicy(
  tx: Tx,
  org: string,
  { definition, ...row }: Pick<Written, 'id' | 'version' | 'definition' | 'person' | 'position'>,
): Promise<void> {
  await tx
    .insertInto('policy')
    .values({ org, ...row, definition: JSON.stringify(definition) })
    .execute();
}

export async function insertPolicyDecision(
  tx: Tx,
  org: string,
  { details, ...row }: Pick<Decided, 'id' | 'version' | 'decision' | 'details' | 'person' | 'position'>,
): Promise<void> {
  await tx
    .insertInto('policy_decision')
    .values({ org, ...row, details: JSON.stringify(details) })
    .execute();
}

/** The titles of some policies, as they were last given before a position of the log. */
export async function policyTitles(
  tx: Tx,
  ids: readonly string[],
  before: number,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; title: string }>`
    select distinct on (id) id, definition ->> 'title' as title from policy
     where id = any(${[...ids]}::text[]) and position < ${before} order by id, position desc`.execute(tx);
  return new Map(rows.map(({ id, title }) => [id, title]));
}
