import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { mustHave } from '#/contract/permitted.ts';
import { DomainError } from '#/core/errors.ts';
import type { evidence } from '#/features/evidence/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { State } from './cause.ts';
import type { workContract } from './contract.ts';
import { refreshTasks, type RefreshDeps } from './refresh.service.ts';
import { workThen } from './then.service.ts';
import { reminders } from './reminders.service.ts';
import { makeTask, mustBeForOneself } from './own.service.ts';
import { madeRow } from './own.store.ts';
import { seesAll } from './sees.ts';
import {
  decisionRows,
  insertDecision,
  lookAndTotal,
  placeIn,
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
      const [made, decisions] = [await madeRow(tx, key), await decisionRows(tx, key)];
      return {
        task: shown(task),
        decisions: [
          ...(made === undefined ? [] : [begun(made)]),
          ...decisions.map((row) => ({ ...row, decision: row.decision as 'assigned' })),
        ],
      };
    }),
  past: (caller, { asOf, mine, function: owner }) =>
    workThen(deps, caller, { asOf, function: owner, assignee: mine || !seesAll(caller) ? caller.person : null }),
  refresh: ({ org }) => refreshTasks(deps, org),
  assign: (caller, { key, assignee }) =>
    deps.db.transaction(caller.org, async (tx) => {
      const { state, kind } = await seen(tx, caller, key);
      if (kind === 'own' && !seesAll(caller)) mustBeForOneself(caller, assignee ?? caller.person);
      const position = await decide(deps, tx, caller, { task: key, decision: 'assigned', assignee, reason: '' });
      await setAssignee(tx, key, { assignee, assigned: assignee !== null, now: deps.chance.now() });
      return { key, state, position };
    }),
  add: (caller, said) => deps.db.transaction(caller.org, (tx) => makeTask(deps, tx, caller, said)),
  finish: (caller, { key, note }) => turn(deps, caller, { key, reason: note, to: 'done' }),
  drop: (caller, { key, reason }) => turn(deps, caller, { key, reason, to: 'dropped' }),
  reopen: (caller, { key, reason }) => turn(deps, caller, { key, reason, to: 'open' }),
  attach: (caller, input) => attach(deps, caller, input),
  ...reminders(deps),
});

const list: Handling<'list'> = (deps, caller, { mine, function: owner, state, by, after, limit }) =>
  deps.db.transaction(caller.org, async (tx) => {
    const wanted = {
      assignee: mine || !seesAll(caller) ? caller.person : null,
      function: owner ?? null,
      state: state === 'all' ? null : state,
    };
    const rows = await taskRows(tx, {
      ...wanted,
      by,
      after: after === undefined ? null : endIn(by, after),
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const { look, total } = await lookAndTotal(tx, wanted);
    return {
      tasks: page.map(shown),
      total,
      next: last === undefined ? null : `${placeIn(by, last)} ${last.key}`,
      looked:
        look === undefined
          ? null
          : { at: look.looked, behind: look.position < (await deps.ledger.size(tx)), waiting: look.waiting },
    };
  });

/** A day and a key, or the place of an effect and a key: an end of the one order is none of the other. */
function endIn(by: 'due' | 'effect', after: string): { readonly place: string; readonly key: string } {
  const [place = '', key = ''] = after.split(' ');
  if ((by === 'effect') !== /^\d{6}$/.test(place))
    throw new DomainError('input_invalid', { where: 'after', because: 'the page before was in another order' });
  return { place, key };
}

/** A task that the caller sees; what they do not see is not there. */
async function seen(tx: Tx, caller: Caller, key: string): Promise<TaskRow> {
  const task = await taskRow(tx, key);
  if (task === undefined || !(seesAll(caller) || task.assignee?.toLowerCase() === caller.person.toLowerCase()))
    throw new DomainError('not_found', { what: 'task', id: key });
  return task;
}

interface Decision {
  readonly task: string;
  readonly decision: 'assigned' | 'done' | 'dropped' | 'reopened';
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
  readonly to: 'open' | 'done' | 'dropped';
}

const DECISIONS = { open: 'reopened', done: 'done', dropped: 'dropped' } as const;

const turn = (deps: WorkDeps, caller: Caller, { key, reason, to }: Turn) =>
  deps.db.transaction(caller.org, async (tx) => {
    const task = await seen(tx, caller, key);
    if (to === 'done' && task.kind !== 'own') throw new DomainError('task_caused', { key });
    mustBe(to === 'open' ? endedBy(task) : ['open'], task);
    const position = await decide(deps, tx, caller, { task: key, decision: DECISIONS[to], assignee: null, reason });
    await setState(tx, key, { state: to, because: becauseOf(to, reason, caller), now: deps.chance.now() });
    return { key, state: to, position };
  });

/** How a person ends a task, and may take it up again. That another is done is worked out, and undone with its cause. */
const endedBy = ({ kind }: TaskRow): readonly State[] => (kind === 'own' ? ['done', 'dropped'] : ['dropped']);

function becauseOf(to: Turn['to'], reason: string, { person }: Caller): string {
  if (to === 'open') return '';
  return to === 'done' && reason === '' ? `${person} said that it is done` : reason;
}

function mustBe(states: readonly State[], task: TaskRow): void {
  if (!states.includes(task.state)) throw new DomainError('task_state', { key: task.key, state: task.state });
}

/** That somebody made it is the first thing that was decided of it. */
const begun = ({ assignee, note, person, received, position }: NonNullable<Awaited<ReturnType<typeof madeRow>>>) => ({
  decision: 'made' as const,
  assignee,
  reason: note,
  person,
  received,
  position,
});

/** A task of their own making lets nobody write evidence who may not. */
function mayWriteEvidence({ standing }: Caller): void {
  if (standing !== undefined) mustHave(standing, 'evidence:write');
}

/** Whoever does a task brings what shows it, also where they may not write evidence otherwise. */
const attach: Handling<'attach'> = async (deps, caller, { key, ...about }) => {
  const { control } = await deps.db.transaction(caller.org, async (tx) => {
    const task = await seen(tx, caller, key);
    mustBe(['open'], task);
    const made = await madeRow(tx, key);
    if (made?.person === caller.person) mayWriteEvidence(caller);
    return task;
  });
  if (control === null)
    throw new DomainError('input_invalid', { where: 'key', because: 'the task is about no control' });
  const { id, sha256, position } = await deps.attach(caller, { ...about, control });
  await refreshTasks(deps, caller.org);
  const after = await deps.db.transaction(caller.org, (tx) => taskRow(tx, key));
  return { id, sha256, position, state: after?.state ?? 'done' };
};

const shown = ({ guidance, effect: _, ...task }: TaskRow) => ({
  ...task,
  why: [...guidance.why],
  whyOpened: [...(guidance.opened ?? guidance.why)],
  controls: [...(guidance.controls ?? [])],
  explained: guidance.explained ?? null,
  todo: [...guidance.todo],
  evidence: [...guidance.evidence],
});
