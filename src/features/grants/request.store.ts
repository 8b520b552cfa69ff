import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant, type LastShown } from '#/platform/db/statements.ts';

export type RequestState = 'unconfirmed' | 'waiting' | 'granted' | 'denied';

export interface RequestRow {
  readonly id: string;
  readonly visitor: string;
  readonly name: string;
  readonly company: string;
  readonly reason: string;
  readonly documents: readonly string[];
  readonly state: RequestState;
  readonly made: Instant;
  readonly decided: Instant | null;
  readonly decider: string | null;
  readonly because: string;
  readonly grant: string | null;
  readonly email: string;
  readonly party: string;
  readonly verified: Instant | null;
  readonly mailed: boolean | null;
}

const requests = (tx: Tx) =>
  tx
    .selectFrom('access_request as r')
    .innerJoin('visitor as v', (join) => join.onRef('v.org', '=', 'r.org').onRef('v.id', '=', 'r.visitor'))
    .select(['r.id', 'r.visitor', 'r.name', 'r.company', 'r.reason', 'r.made', 'r.decided', 'r.decider', 'r.because'])
    .select(['r.grant_id as grant', 'v.email', 'v.party', 'v.verified', 'v.mailed'])
    .select(sql<readonly string[]>`r.documents`.as('documents'))
    .select(sql<RequestState>`r.state`.as('state'));

interface Page {
  readonly state: RequestState | undefined;
  readonly after: LastShown | null;
  readonly limit: number;
}

/** Without a state, all that somebody confirmed. */
export const requestRows = (tx: Tx, { state, after, limit }: Page): Promise<readonly RequestRow[]> =>
  requests(tx)
    .where('r.state', state === undefined ? '<>' : '=', state ?? 'unconfirmed')
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(r.made, r.id) < (${instant(after?.made ?? 0)}, ${after?.id ?? ''}::uuid)`),
    )
    .orderBy('r.made', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit)
    .execute();

/** As many as a badge can say. */
const MOST_COUNTED = 1_000;

export async function waitingCount(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select from access_request where state = 'waiting' limit ${MOST_COUNTED}) w`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

export const requestForUpdate = (tx: Tx, id: string): Promise<RequestRow | undefined> =>
  requests(tx).where('r.id', '=', id).forUpdate('r').executeTakeFirst();

export const requestsOfVisitor = (tx: Tx, visitor: string): Promise<readonly RequestRow[]> =>
  requests(tx).where('r.visitor', '=', visitor).orderBy('r.made', 'desc').limit(50).execute();

/** Those of a party that wait, the oldest first. */
export const waitingOfParty = (tx: Tx, party: string): Promise<readonly RequestRow[]> =>
  requests(tx)
    .where('v.party', '=', party)
    .where('r.state', '=', 'waiting')
    .orderBy('r.made')
    .limit(100)
    .forUpdate('r')
    .execute();

export async function insertRequest(
  tx: Tx,
  org: string,
  {
    made,
    documents,
    ...row
  }: Pick<RequestRow, 'id' | 'visitor' | 'name' | 'company' | 'reason' | 'documents' | 'state' | 'made'>,
): Promise<void> {
  await tx
    .insertInto('access_request')
    .values({ org, ...row, documents: JSON.stringify(documents), made: formatInstant(made) })
    .execute();
}

export async function updateRequest(
  tx: Tx,
  id: string,
  {
    decided,
    grant,
    ...change
  }: {
    readonly state: RequestState;
    readonly decided?: Instant;
    readonly decider?: string;
    readonly because?: string;
    readonly grant?: string;
  },
): Promise<void> {
  await tx
    .updateTable('access_request')
    .set({
      ...change,
      ...(decided === undefined ? {} : { decided: formatInstant(decided) }),
      ...(grant === undefined ? {} : { grant_id: grant }),
    })
    .where('id', '=', id)
    .execute();
}
