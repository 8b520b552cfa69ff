import type { Tx } from '#/platform/db/database.ts';
import type { Stage, Told } from './reminding.ts';

export interface DueTask {
  readonly key: string;
  readonly title: string;
  readonly due: string;
  /** Whoever does it, as people write it. */
  readonly assignee: string | null;
}

/** More than these are not looked at on one day. */
const MOST = 5_000;

/** Open tasks that are due on a day or before, first what is due first. */
export const dueTasks = (tx: Tx, until: string): Promise<readonly DueTask[]> =>
  tx
    .selectFrom('task')
    .select(['key', 'title', 'due', 'assignee'])
    .where('state', '=', 'open')
    .where('due', '<=', until)
    .orderBy('due')
    .orderBy('key')
    .limit(MOST)
    .execute();

/** `task due stage` of everything that a person was told of these tasks. */
export async function toldBefore(tx: Tx, person: string, tasks: readonly string[]): Promise<ReadonlySet<string>> {
  if (tasks.length === 0) return new Set();
  const rows = await tx
    .selectFrom('reminder_task')
    .select(['task', 'due', 'stage'])
    .where('person', '=', person)
    .where('task', 'in', [...tasks])
    .execute();
  return new Set(rows.map(({ task, due, stage }) => placeOf({ key: task, due, stage: stage as Stage })));
}

export const placeOf = ({ key, due, stage }: Pick<Told, 'key' | 'due' | 'stage'>): string => `${key} ${due} ${stage}`;

/** Takes the one reminder that a person gets on a day; false: they had it. Of two who try, one waits for the other. */
export async function takeDay(tx: Tx, org: string, person: string, day: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('reminder')
    .values({ org, person, day })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export const hadDay = async (tx: Tx, person: string, day: string): Promise<boolean> =>
  (await tx.selectFrom('reminder').select('day').where('person', '=', person).where('day', '=', day).execute()).length >
  0;

export async function insertTold(
  tx: Tx,
  org: string,
  { person, day, told }: { readonly person: string; readonly day: string; readonly told: readonly Told[] },
): Promise<void> {
  await tx
    .insertInto('reminder_task')
    .values(told.map(({ key, due, stage }) => ({ org, person, task: key, due, stage, day })))
    .execute();
}

/** Days on which somebody was reminded, and how many were on the last. */
export async function lastReminded(tx: Tx): Promise<{ readonly day: string; readonly people: number } | undefined> {
  return tx
    .selectFrom('reminder')
    .select(({ fn }) => ['day', fn.countAll<number>().as('people')])
    .groupBy('day')
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What was told so long ago that the week after it was told since. */
export async function forgetReminders(tx: Tx, before: string): Promise<void> {
  await tx.deleteFrom('reminder').where('day', '<', before).execute();
  await tx.deleteFrom('reminder_task').where('day', '<', before).execute();
}
