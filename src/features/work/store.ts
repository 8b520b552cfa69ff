import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Explained } from '#/core/status/explained.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';
import type { Cause, Kept, KeptGuidance, Kind, Known, State } from './cause.ts';

const TASK = [
  'key',
  'kind',
  'function',
  'control',
  'title',
  'guidance',
  'due',
  'effect',
  'state',
  'because',
  'assignee',
  'opened',
  'changed',
] as const;

export interface TaskRow extends Known {
  readonly guidance: KeptGuidance;
  readonly due: string;
  /** Its place among all that there was to do, what has most effect first; null: no cause is behind it. */
  readonly effect: number | null;
  readonly because: string;
  readonly assignee: string | null;
  readonly opened: Instant;
  readonly changed: Instant;
}

const asTask = (row: unknown): TaskRow => row as TaskRow;

interface Filter {
  /** Null: whoever does it. */
  readonly assignee: string | null;
  readonly function: string | null;
  /** Null: all of them. */
  readonly state: State | null;
}

export interface Wanted extends Filter {
  /** What comes first. */
  readonly by: 'due' | 'effect';
  readonly after: { readonly place: string; readonly key: string } | null;
  readonly limit: number;
}

/** What no cause is behind stands behind all that has one. */
const NO_EFFECT = 999_999;
const PLACE = { due: sql<string>`due`, effect: sql<string>`lpad(coalesce(effect, ${NO_EFFECT})::text, 6, '0')` };

/** Where a task stands in a list, as text that is in the same order. */
export const placeIn = (by: Wanted['by'], { due, effect }: Pick<TaskRow, 'due' | 'effect'>): string =>
  by === 'due' ? due : String(effect ?? NO_EFFECT).padStart(6, '0');

const isWanted = ({ assignee, function: owner, state }: Filter) => sql<boolean>`
  (${assignee}::text is null or lower(assignee) = lower(${assignee}))
  and (${owner}::text is null or function = ${owner}) and (${state}::text is null or state = ${state})`;

/** Tasks by due day or by their effect, and by key. */
export async function taskRows(tx: Tx, wanted: Wanted): Promise<readonly TaskRow[]> {
  const place = PLACE[wanted.by];
  let query = tx.selectFrom('task').select(TASK).where(isWanted(wanted));
  if (wanted.after !== null)
    query = query.where(sql<boolean>`(${place}, key) > (${wanted.after.place}, ${wanted.after.key})`);
  return (await query.orderBy(place).orderBy('key').limit(wanted.limit).execute()).map(asTask);
}

export async function taskRow(tx: Tx, key: string): Promise<TaskRow | undefined> {
  const row = await tx.selectFrom('task').select(TASK).where('key', '=', key).executeTakeFirst();
  return row === undefined ? undefined : asTask(row);
}

/** The tasks that are open or put aside, but for those that a person made: no cause is behind them. */
export async function keptTasks(tx: Tx): Promise<readonly Kept[]> {
  const rows = await tx
    .selectFrom('task')
    .select(['key', 'kind', 'function', 'control', 'title', 'state'])
    .select(sql<readonly string[]>`guidance -> 'why'`.as('why'))
    .select(sql<string | null>`case when assigned then assignee end`.as('named'))
    .where('state', 'in', ['open', 'dropped'])
    .where('kind', '<>', 'own')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as Kind, state: row.state as State }) as Kept);
}

/** A cause, and its place among all of them; null: nothing caused it but a person. */
export type Placed = Cause & { readonly effect: number | null };

const guidanceKept = ({ guidance, beneath }: Cause): KeptGuidance => ({
  ...guidance,
  controls: beneath.map(({ control }) => control),
});

/** Opens a task, anew where it was there before; `named` where a person named somebody for what goes on in it. */
export async function openTask(
  tx: Tx,
  org: string,
  { effect, ...cause }: Placed,
  { named, now }: { readonly named: string | null; readonly now: Instant },
): Promise<void> {
  const at = formatInstant(now);
  const row = {
    kind: cause.kind,
    function: cause.function,
    control: cause.control,
    title: cause.title,
    guidance: JSON.stringify({ ...guidanceKept(cause), opened: cause.guidance.why }),
    due: cause.due,
    effect,
    state: 'open',
    because: '',
    assignee: named ?? cause.owner,
    assigned: named !== null,
    opened: at,
    changed: at,
  };
  await tx
    .insertInto('task')
    .values({ org, key: cause.key, ...row })
    .onConflict((conflict) => conflict.columns(['org', 'key']).doUpdateSet(row))
    .execute();
}

/** What is said of an open task follows its cause; its due day stays, and why it was opened. Whoever a person named stays, too, or does it now where they were `named` for what goes on in it. */
export async function renewTask(tx: Tx, cause: Placed, named: string | null): Promise<void> {
  await tx
    .updateTable('task')
    .set({
      function: cause.function,
      title: cause.title,
      guidance: sql`${JSON.stringify(guidanceKept(cause))}::jsonb
        || jsonb_build_object('opened', coalesce(guidance -> 'opened', guidance -> 'why'))`,
      effect: cause.effect,
      assignee: sql<string | null>`case when assigned then assignee else ${named ?? cause.owner} end`,
      assigned: sql<boolean>`assigned or ${named !== null}`,
    })
    .where('key', '=', cause.key)
    .execute();
}

/** What is said of a task that ends: of all that it asked for. */
export async function setExplained(tx: Tx, key: string, { said, of }: Explained): Promise<void> {
  await tx
    .updateTable('task')
    .set({ guidance: sql`guidance || jsonb_build_object('explained', ${JSON.stringify({ said, of })}::jsonb)` })
    .where('key', '=', key)
    .execute();
}

export async function setState(
  tx: Tx,
  key: string,
  { state, because, now }: { readonly state: State; readonly because: string; readonly now: Instant },
): Promise<void> {
  await tx
    .updateTable('task')
    .set({ state, because, changed: formatInstant(now) })
    .where('key', '=', key)
    .execute();
}

export async function setAssignee(
  tx: Tx,
  key: string,
  to: { readonly assignee: string | null; readonly assigned: boolean; readonly now: Instant },
): Promise<void> {
  await tx
    .updateTable('task')
    .set({ assignee: to.assignee, assigned: to.assigned, changed: formatInstant(to.now) })
    .where('key', '=', key)
    .execute();
}

export interface DecisionRow {
  readonly position: number;
  readonly task: string;
  readonly decision: string;
  readonly assignee: string | null;
  readonly reason: string;
  readonly person: string;
}

export async function insertDecision(tx: Tx, org: string, row: DecisionRow): Promise<void> {
  await tx
    .insertInto('task_decision')
    .values({ org, ...row })
    .execute();
}

/** What was decided about a task, oldest first; the last thousand at most. */
export const decisionRows = (tx: Tx, task: string) =>
  tx
    .selectFrom('task_decision as d')
    .select(['d.position', 'd.decision', 'd.assignee', 'd.reason', 'd.person', receivedAt('d.position').as('received')])
    .where('d.task', '=', task)
    .orderBy('d.position')
    .limit(1_000)
    .execute();

/** What was decided about tasks before a position of the log, oldest first. */
export const decisionsBefore = (tx: Tx, position: number) =>
  tx
    .selectFrom('task_decision')
    .select(['task', 'decision', 'assignee', 'reason'])
    .where('position', '<', position)
    .orderBy('position')
    .limit(100_000)
    .execute();

export interface LookRow {
  readonly position: number;
  readonly looked: Instant;
  readonly waiting: number;
}

/** When tasks were last worked out, undefined: never; and how many there are of those that are wanted, on all pages. */
export async function lookAndTotal(
  tx: Tx,
  wanted: Filter,
): Promise<{ readonly look: LookRow | undefined; readonly total: number }> {
  const { rows } = await sql<{ total: number } & { [K in keyof LookRow]: LookRow[K] | null }>`
    select counted.total, position, looked, waiting
      from (select count(*)::int as total from task where ${isWanted(wanted)}) counted
      left join task_look on true`.execute(tx);
  const [row] = rows;
  if (row === undefined) return { look: undefined, total: 0 };
  const { position, looked, waiting, total } = row;
  const never = position === null || looked === null || waiting === null;
  return { look: never ? undefined : { position, looked, waiting }, total };
}

export const lookRow = (tx: Tx): Promise<LookRow | undefined> =>
  tx.selectFrom('task_look').select(['position', 'looked', 'waiting']).executeTakeFirst();

/** Keeps when tasks were worked out; false where somebody did so meanwhile with more of the log. */
export async function insertLook(tx: Tx, org: string, { position, looked, waiting }: LookRow): Promise<boolean> {
  const row = { position, looked: formatInstant(looked), waiting };
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('task_look')
    .values({ org, ...row })
    .onConflict((conflict) => conflict.column('org').doUpdateSet(row).where('task_look.position', '<=', position))
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export const countOpen = async (tx: Tx): Promise<number> => {
  const { rows } = await sql<{ open: number }>`select count(*)::int as open from task where state = 'open'`.execute(tx);
  return rows[0]?.open ?? 0;
};

/** The titles of some tasks. */
export async function taskTitles(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('task')
    .select(['key', 'title'])
    .where('key', 'in', [...keys])
    .execute();
  return new Map(rows.map(({ key, title }) => [key, title]));
}
