import { sql } from 'kysely';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';

export interface TaskToTell {
  readonly key: string;
  readonly title: string;
  readonly due: string;
  /** Who gave it to them; null: nobody did, or they took it themselves. */
  readonly given: { readonly person: string; readonly position: number; readonly received: Instant } | null;
}

interface Whose {
  /** As people write it. */
  readonly person: string;
  readonly until: string;
  readonly limit: number;
}

/** Open tasks of a person that are due by a day, or that somebody else gave to them; first what is due first. */
export async function tasksToTell(tx: Tx, { person, until, limit }: Whose): Promise<readonly TaskToTell[]> {
  const { rows } = await sql<Omit<TaskToTell, 'given'> & { giver: string | null; position: number; received: Instant }>`
    select t.key, t.title, t.due, d.person as giver, d.position,
           (select received from ledger_batch b where b.first <= d.position order by b.first desc limit 1) as received
      from task t
      left join lateral (select person, position from
                           (select person, position from task_decision where task = t.key and decision = 'assigned'
                            union all
                            select person, position from task_made where t.kind = 'own' and t.key = 'own:' || position) g
                          order by position desc limit 1) d
        on (t.assigned or t.kind = 'own') and lower(d.person) <> lower(${person})
     where t.state = 'open' and lower(t.assignee) = lower(${person}) and (t.due <= ${until} or d.position is not null)
     order by t.due, t.key limit ${limit}`.execute(tx);
  return rows.map(({ giver, position, received, ...task }) => ({
    ...task,
    given: giver === null ? null : { person: giver, position, received },
  }));
}
