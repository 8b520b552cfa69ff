import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { evidence } from '#/features/evidence/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { State } from './cause.ts';
import type { workContract } from './contract.ts';
import { refreshTasks, type RefreshDeps } from './refresh.service.ts';
import { workThen } from './then.service.ts';
import { reminders } from './reminders.service.ts';
import {
  decisionRows,
  insertDecision,
  lookRow,
  setAssignee,
  setState,
  type TaskRow,
  taskRow,
  taskRows,
} from './store.ts';

export interface WorkDeps extends RefreshDeps {
  /** Attaches a file to a control. */
  readonly attach: ReturnType<typeof evidence>['add'];
}

type Handling<N extends keyof typeof workContract> = (
  deps: WorkDeps,
  ...given: Parameters<Handlers<typeof workContract>[N]>
) => ReturnType<Handlers<typeof workContract>[N]>;

export const work = (deps: WorkDeps): Handlers<typeof workContract> => ({
  list: (caller, input) => list(deps, caller, input),
  show: (caller, { key }) =>
    deps.db.transaction(caller.org, async (tx) => {
      const task = await seen(tx, caller, key);
      const decisions = await decisionRows(tx, key);
      return {
        task: shown(task),
        decisions: decisions.map((row) => ({ ...row, decision: row.decision as 'assigned' })),
      };
    }),
  past: (caller, { asOf, mine, function: owner }) =>
    workThen(deps, caller, { asOf, function: owner, assignee: mine || !seesAll(caller) ? caller.person : null }),
  refresh: ({ org }) => refreshTasks(deps, org),
  assign: (caller, { key, assignee }) =>
    deps.db.transaction(caller.org, async (tx) => {
      const { state } = await seen(tx, caller, key);
      const position = await decide(deps, tx, caller, { task: key, decision: 'assigned', assignee, reason: '' });
      await setAssignee(tx, key, { assignee, assigned: assignee !== null, now: deps.chance.now() });
      return { key, state, position };
    }),
  drop: (caller, { key, reason }) => turn(deps, caller, { key, reason, from: 'open', to: 'dropped' }),
  reopen: (caller, { key, reason }) => turn(deps, caller, { key, reason, from: 'dropped', to: 'open' }),
  attach: (caller, input) => attach(deps, caller, input),
  ...reminders(deps),
});

const list: Handling<'list'> = (deps, caller, { mine, function: owner, state, after, limit }) =>
  deps.db.transaction(caller.org, async (tx) => {
    const rows = await taskRows(tx, {
      assignee: mine || !seesAll(caller) ? caller.person : null,
      function: owner ?? null,
      state: state === 'all' ? null : state,
      after: after === undefined ? null : { due: after.slice(0, 10), key: after.slice(11) },
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const look = await lookRow(tx);
    return {
      tasks: page.map(shown),
      next: last === undefined ? null : `${last.due} ${last.key}`,
      looked:
        look === undefined
          ? null
          : { at: look.looked, behind: look.position < (await deps.ledger.size(tx)), waiting: look.waiting },
    };
  });

/** A member sees what is theirs to do; whoever sees the controls sees what is to be done about them. */
const seesAll = ({ standing }: Caller): boolean => standing === undefined || standing.may.includes('controls:read');

/** A task that the caller sees; what they do not see is not there. */
async function seen(tx: Tx, caller: Caller, key: string): Promise<TaskRow> {
  const task = await taskRow(tx, key);
  if (task === undefined || !(seesAll(caller) || task.assignee?.toLowerCase() === caller.person.toLowerCase()))
    throw new DomainError('not_found', { what: 'task', id: key });
  return task;
}

interface Decision {
  readonly task: string;
  readonly decision: 'assigned' | 'dropped' | 'reopened';
  readonly assignee: string | null;
  readonly reason: string;
}

/** Seals a decision about a task, and keeps it; its position in the log. */
async function decide(
  { ledger }: WorkDeps,
  tx: Tx,
  { org, person }: Caller,
  { decision, ...said }: Decision,
): Promise<number> {
  const [sealed] = await ledger.seal(tx, org, [{ kind: `task-${decision}`, payload: { v: 1, ...said, person } }]);
  const position = sealed?.position ?? -1;
  await insertDecision(tx, org, { ...said, decision, position, person });
  return position;
}

interface Turn {
  readonly key: string;
  readonly reason: string;
  readonly from: State;
  readonly to: 'open' | 'dropped';
}

const turn = (deps: WorkDeps, caller: Caller, { key, reason, from, to }: Turn) =>
  deps.db.transaction(caller.org, async (tx) => {
    mustBe(from, await seen(tx, caller, key));
    const decision = to === 'open' ? 'reopened' : 'dropped';
    const position = await decide(deps, tx, caller, { task: key, decision, assignee: null, reason });
    await setState(tx, key, { state: to, because: to === 'open' ? '' : reason, now: deps.chance.now() });
    return { key, state: to, position };
  });

function mustBe(state: State, task: TaskRow): void {
  if (task.state !== state) throw new DomainError('task_state', { key: task.key, state: task.state });
}

/** Whoever does a task brings what shows it, also where they may not write evidence otherwise. */
const attach: Handling<'attach'> = async (deps, caller, { key, ...about }) => {
  const { control } = await deps.db.transaction(caller.org, async (tx) => {
    const task = await seen(tx, caller, key);
    mustBe('open', task);
    return task;
  });
  if (control === null)
    throw new DomainError('input_invalid', { where: 'key', because: 'the task is about no control' });
  const { id, sha256, position } = await deps.attach(caller, { ...about, control });
  await refreshTasks(deps, caller.org);
  const after = await deps.db.transaction(caller.org, (tx) => taskRow(tx, key));
  return { id, sha256, position, state: after?.state ?? 'done' };
};

const shown = ({ guidance, ...task }: TaskRow) => ({
  ...task,
  why: [...guidance.why],
  todo: [...guidance.todo],
  evidence: [...guidance.evidence],
});
