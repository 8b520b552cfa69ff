import { madeBefore } from './own.store.ts';
import type { Mirror } from '#/features/ledger/index.ts';

const DECISIONS = {
  'task-assigned': 'assigned',
  'task-done': 'done',
  'task-dropped': 'dropped',
  'task-reopened': 'reopened',
} as const;

const decision: Mirror = {
  table: 'task_decision',
  kinds: Object.keys(DECISIONS),
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('task_decision')
      .select(['position', 'task', 'decision', 'assignee', 'reason', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...says }) => ({ position, says }));
  },
  sealed: ({ task, assignee, reason, person }, kind) => [
    { task, decision: DECISIONS[kind as keyof typeof DECISIONS], assignee, reason, person },
  ],
};

const made: Mirror = {
  table: 'task_made',
  kinds: ['task-made'],
  rows: async (tx) =>
    (await madeBefore(tx, Number.MAX_SAFE_INTEGER)).map(({ position, ...says }) => ({ position, says: { ...says } })),
  sealed: ({ title, note, function: owner, control, assignee, due, person, explanation = null }) => [
    { title, note, function: owner, control, assignee, due, person, explanation },
  ],
};

/** What the tables of this slice must say. */
export const workMirrors: readonly Mirror[] = [decision, made];
