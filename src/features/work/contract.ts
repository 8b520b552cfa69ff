import { z } from 'zod';
import { FileBytes } from '#/contract/bytes.ts';
import { StepShape } from '#/contract/step.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { OWNER_FUNCTIONS } from '#/core/controls.ts';
import { GRADES_BY_HAND } from '#/core/grades.ts';

const OwnerFunction = z.enum(OWNER_FUNCTIONS);
/** `dropped`: a person put it aside. `lapsed`: its cause is gone, or another task asks for it now, and it was not done. */
const State = z.enum(['open', 'done', 'dropped', 'lapsed']);
export const TaskKey = z
  .string()
  .regex(/^[a-z0-9]+([:.-][a-z0-9]+)*$/, 'not the key of a task')
  .max(200);

const Task = z.strictObject({
  /** The same for the same cause, however often it is looked for. */
  key: z.string(),
  /** `own`: a person made it, and a person says that it is done; the others are done when their cause is gone. */
  kind: z.enum(['first', 'performance', 'gap', 'owners', 'finding', 'own']),
  function: OwnerFunction,
  control: z.string().nullable(),
  /** The controls for which it settles something that several of them lack. */
  controls: z.array(z.string()),
  title: z.string(),
  /** Why there is something to do; of one that is no longer open, why there was when its cause was last seen. */
  why: z.array(z.string()),
  /** Why there was when it was opened. */
  whyOpened: z.array(z.string()),
  /** Of how many of the deviations that it is about management said what happened; null: it is about none that a check found. */
  explained: z.strictObject({ said: z.number(), of: z.number() }).nullable(),
  todo: z.array(StepShape),
  /** What shows that it was done. */
  evidence: z.array(z.string()),
  /** A day. */
  due: z.string(),
  state: State,
  /** Why it is no longer open; empty while it is. */
  because: z.string(),
  assignee: z.string().nullable(),
  opened: z.number(),
  changed: z.number(),
});

const Decision = z.strictObject({
  decision: z.enum(['made', 'assigned', 'done', 'dropped', 'reopened']),
  assignee: z.string().nullable(),
  reason: z.string(),
  person: z.string(),
  received: z.number(),
  position: z.number(),
});

const Decided = z.strictObject({ key: z.string(), state: State, position: z.number() });

const Reminders = z.strictObject({ enabled: z.boolean(), before: z.int().min(0).max(30) });

export const workContract = {
  list: endpoint({
    method: 'GET',
    path: '/work/tasks',
    summary:
      'What is to be done, first what is due first, or what has most effect on the report. A member sees their own tasks only.',
    permission: 'work:read',
    input: z.strictObject({
      mine: z.boolean().default(false),
      function: OwnerFunction.optional(),
      state: z.enum(['open', 'done', 'dropped', 'lapsed', 'all']).default('open'),
      /** What comes first; a task that a person made has no effect that anybody worked out, and stands behind the others. */
      by: z.enum(['due', 'effect']).default('due'),
      /** `next` of the page before, in the same order. */
      after: z
        .string()
        .regex(/^(?:(?!0000)\d{4}-\d{2}-\d{2}|\d{6}) \S+$/, 'not the end of a page')
        .refine((text) => /^\d{6} /.test(text) || z.iso.date().safeParse(text.slice(0, 10)).success, {
          error: 'not the end of a page',
        })
        .optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.strictObject({
      tasks: z.array(Task),
      /** How many there are on all pages together. */
      total: z.number(),
      next: z.string().nullable(),
      /** When tasks were last worked out; null: never. */
      looked: z
        .strictObject({
          at: z.number(),
          /** The log has grown since. */
          behind: z.boolean(),
          /** Causes that become tasks when those before them are done. */
          waiting: z.number(),
        })
        .nullable(),
    }),
    errors: ['input_invalid'],
  }),
  show: endpoint({
    method: 'GET',
    path: '/work/tasks/{key}',
    summary: 'One task: why it is there, what to do, what shows that it was done, and what was decided about it.',
    permission: 'work:read',
    input: z.strictObject({ key: TaskKey }),
    output: z.strictObject({ task: Task, decisions: z.array(Decision) }),
    errors: ['not_found'],
  }),
  past: endpoint({
    method: 'GET',
    path: '/work/past',
    summary:
      'What there was to do as of a past moment: worked out from the log as it stood then, with what people had decided by then. Which of it was open as a task, and since when, no entry says. A member sees only what was theirs.',
    permission: 'work:read',
    input: z.strictObject({
      asOf: z.string().min(1).max(40),
      mine: z.boolean().default(false),
      function: OwnerFunction.optional(),
    }),
    output: z.strictObject({
      asOf: z.strictObject({ instant: z.number(), position: z.number() }),
      /** What has most effect first. */
      todo: z.array(
        Task.pick({
          key: true,
          kind: true,
          function: true,
          control: true,
          title: true,
          why: true,
          assignee: true,
        }).extend({
          /** A day; null: which day was set is in no entry. */
          due: z.string().nullable(),
          /** Why somebody had put it aside; null: nobody had. */
          aside: z.string().nullable(),
        }),
      ),
    }),
    errors: ['input_invalid', 'not_found'],
  }),
  refresh: endpoint({
    method: 'POST',
    path: '/work/tasks/refresh',
    summary: 'Works out anew what is to be done: opens what has a cause, and closes what has none any more.',
    permission: 'work:write',
    input: z.strictObject({}),
    output: z.strictObject({
      opened: z.array(z.string()),
      closed: z.array(z.strictObject({ key: z.string(), title: z.string(), because: z.string() })),
      open: z.number(),
      waiting: z.number(),
    }),
    errors: [],
  }),
  add: endpoint({
    method: 'POST',
    path: '/work/tasks',
    summary: 'Makes a task of one’s own, for oneself or for somebody else. A member makes tasks for themselves only.',
    permission: 'work:write',
    input: z.strictObject({
      title: z.string().trim().min(3).max(200),
      note: z.string().trim().max(2_000).default(''),
      /** Who does it; left out, whoever makes it. */
      assignee: z.string().trim().min(1).max(200).optional(),
      /** The control that it is about, where it is about one. */
      control: z.string().min(1).max(100).optional(),
      /** Whose work it is; left out, that of the control. */
      function: OwnerFunction.optional(),
      due: z.iso.date(),
    }),
    output: z.strictObject({ key: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid'],
  }),
  finish: endpoint({
    method: 'POST',
    path: '/work/tasks/{key}/done',
    summary: 'Says that a task is done that a person made. The others are done when their cause is gone.',
    permission: 'work:write',
    input: z.strictObject({ key: TaskKey, note: z.string().trim().max(2_000).default('') }),
    output: Decided,
    errors: ['not_found', 'task_state', 'task_caused'],
  }),
  assign: endpoint({
    method: 'PUT',
    path: '/work/tasks/{key}/assignee',
    summary: 'Says who does a task; null: whoever owns its control.',
    permission: 'work:write',
    input: z.strictObject({ key: TaskKey, assignee: z.string().trim().min(1).max(200).nullable() }),
    output: Decided,
    errors: ['not_found', 'input_invalid'],
  }),
  drop: endpoint({
    method: 'POST',
    path: '/work/tasks/{key}/drop',
    summary: 'Puts a task aside, with the reason. It stays aside for as long as its cause lasts.',
    permission: 'work:write',
    input: z.strictObject({ key: TaskKey, reason: z.string().trim().min(10).max(2_000) }),
    output: Decided,
    errors: ['not_found', 'task_state'],
  }),
  reopen: endpoint({
    method: 'POST',
    path: '/work/tasks/{key}/reopen',
    summary: 'Takes up again a task that was put aside, or one that a person made and said to be done.',
    permission: 'work:write',
    input: z.strictObject({ key: TaskKey, reason: z.string().trim().max(2_000).default('') }),
    output: Decided,
    errors: ['not_found', 'task_state'],
  }),
  attach: endpoint({
    method: 'POST',
    path: '/work/tasks/{key}/evidence',
    summary: 'Attaches a file to the control of a task, and looks whether the task is done with it.',
    permission: 'work:write',
    input: z.strictObject({
      key: TaskKey,
      purpose: z.enum(['performance', 'design']),
      /** A day, or an instant with its offset. */
      occurred: z.string(),
      /** How close to its origin it is; left out, what the file itself allows: a picture is a screenshot, all else is stated. */
      grade: z.enum(GRADES_BY_HAND).optional(),
      name: z.string().min(1).max(300),
      media: z.string().max(200).default('application/octet-stream'),
      bytes: FileBytes,
      note: z.string().max(2_000).default(''),
    }),
    output: z.strictObject({ id: z.string(), sha256: z.string(), position: z.number(), state: State }),
    errors: ['not_found', 'input_invalid', 'task_state'],
  }),
  reminders: endpoint({
    method: 'GET',
    path: '/work/reminders',
    summary: 'Whether people are reminded of their tasks by mail, whether the caller is, and of what nobody hears.',
    permission: 'work:read',
    input: z.strictObject({}),
    output: Reminders.extend({
      /** The caller is reminded; null: they are no member. */
      own: z.boolean().nullable(),
      /** The last day on which somebody was, and how many were; null: none. */
      last: z.strictObject({ day: z.string(), people: z.number() }).nullable(),
      /** Tasks that are due soon or late, and are nobody's who is reminded. */
      unheard: z.number(),
    }),
    errors: [],
  }),
  setReminders: endpoint({
    method: 'PUT',
    path: '/work/reminders',
    summary: 'Says whether people are reminded of their tasks, and how many days ahead.',
    permission: 'organization:write',
    input: Reminders,
    output: z.strictObject({ position: z.number() }),
    errors: [],
  }),
  setOwnReminders: endpoint({
    method: 'PUT',
    path: '/work/reminders/own',
    summary: 'Says whether the caller wants to be reminded.',
    permission: 'work:write',
    input: z.strictObject({ wanted: z.boolean() }),
    output: z.strictObject({ wanted: z.boolean() }),
    errors: ['input_invalid'],
  }),
};
