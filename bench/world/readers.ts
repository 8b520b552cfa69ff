import { sql } from 'kysely';
import pg from 'pg';
import type { Database } from '#/platform/db/database.ts';

const SHARE = 100_000;
/** For each hundred readings a grant, and with it a visitor and a request; one request in twenty waits. */
const READINGS = 100;

/** A company with so many readings by its readers, written as they would be stored, and looked over as a database is. */
export async function fillReaders(db: Database, org: string, readings: number): Promise<void> {
  const grants = Math.max(60, Math.floor(readings / READINGS));
  await db.transaction(org, async (tx) => {
    await sql`insert into visitor (org, id, email, party, name, company, made, verified, mailed)
      select ${org}::uuid, md5('v' || n)::uuid, 'r' || n || '@buyer' || n / 3 || '.example', 'buyer' || n / 3 || '.example',
        'Reader ' || n, 'Buyer', now() - n * interval '1 minute', now(), true from generate_series(1, ${grants}::int) n`.execute(
      tx,
    );
    await sql`insert into access_request (org, id, visitor, name, company, reason, documents, state, made, grant_id)
      select ${org}::uuid, md5('q' || n)::uuid, md5('v' || n)::uuid, 'Reader ' || n, 'Buyer', 'to judge', '[]',
        case when n % 20 = 0 and n < 1000 then 'waiting' else 'granted' end, now() - n * interval '1 minute', md5('g' || n)::uuid
      from generate_series(1, ${grants}::int) n`.execute(tx);
    await sql`insert into access_grant (org, id, position, visitor, documents, download, expires, person)
      select ${org}::uuid, md5('g' || n)::uuid, n, md5('v' || n)::uuid, '[]', true, now() + interval '90 days', 'bench'
      from generate_series(1, ${grants}::int) n`.execute(tx);
    await sql`insert into access_tally (org, grant_id, views) select ${org}::uuid, md5('g' || n)::uuid, ${READINGS}
      from generate_series(1, ${grants}::int) n`.execute(tx);
  });
  for (let from = 0; from < readings; from += SHARE)
    await db.transaction(org, (tx) =>
      sql`insert into access_view (org, id, grant_id, document, original, copy, download, at)
        select ${org}::uuid, md5('w' || n)::uuid, md5('g' || n % ${grants}::int)::uuid, md5('d')::uuid, md5('o'), md5('c' || n),
          n % 3 = 0, now() - n * interval '3 seconds'
        from generate_series(${from + 1}::int, ${Math.min(from + SHARE, readings)}::int) n`.execute(tx),
    );
  const login = new pg.Client({ connectionString: db.url });
  await login.connect();
  for (const table of ['visitor', 'access_request', 'access_grant', 'access_tally', 'access_view'])
    await login.query(`vacuum analyze attestry.${table}`);
  await login.end();
}
