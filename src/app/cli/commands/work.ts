import { evidence } from '#/features/evidence/index.ts';
import { stepInWords } from '#/core/place.ts';
import { explainedInWords } from '#/core/status/explained.ts';
import { whoDoes } from '#/core/whose.ts';
import { workContract } from '#/features/work/contract.ts';
import { work } from '#/features/work/index.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { counted, type Output } from '#/app/cli/output.ts';

export const workClient = (context: Context) =>
  clientOf(context, workContract, (attestry) => work({ ...attestry, attach: evidence(attestry).add }));

type Task = Awaited<ReturnType<ReturnType<typeof workClient>['list']>>['tasks'][number];

const list: Command = {
  name: 'work list',
  needs: 'organization',
  summary: 'What is to be done, first what is due first.',
  details:
    'Gaps, and performances whose time is running out, become tasks for the function that owns them. They are worked out anew each time, by a server after whatever changes them: a task closes by itself when its cause is gone. A few at a time are opened for each function; the others wait until those are done. At the beginning there are three.',
  args: [],
  options: [
    { name: 'mine', doc: 'Only what is yours to do.' },
    {
      name: 'function',
      value: 'NAME',
      doc: 'engineering, operations, security, hr, leadership, legal or product.',
    },
    { name: 'state', value: 'STATE', doc: 'open (default), done, dropped, lapsed or all.' },
    { name: 'full', doc: 'With what to do, and what shows that it was done.' },
  ],
  examples: [{ line: 'attestry work list --function engineering --full', doc: 'What engineering is to do, and how.' }],
  run: async (given, to, context) => {
    const api = workClient(context);
    const owner = given.text('function');
    const closed = context.remote === null ? (await api.refresh({})).closed : []; // a server does so itself
    const { tasks, waiting } = await all(api, {
      mine: given.flag('mine'),
      ...(owner === undefined ? {} : { function: owner as 'hr' }),
      state: (given.text('state') ?? 'open') as 'open',
    });
    to.document({ tasks, closed, waiting }, () => {
      for (const { title, because } of closed) to.line(`Closed: ${title}. The reason: ${because}.`);
      if (closed.length > 0) to.line();
      if (tasks.length === 0) to.line('There is nothing to do.');
      else if (given.flag('full')) for (const task of tasks) showWhole(to, task);
      else showList(to, tasks);
      if (waiting > 0) to.line(`\n${counted(waiting, 'more waits', 'more wait')} until those before are done.`);
    });
    return EXIT.fine;
  },
};

type Filters = Parameters<ReturnType<typeof workClient>['list']>[0];

async function all(api: ReturnType<typeof workClient>, filters: Filters) {
  const tasks: Task[] = [];
  let waiting = 0;
  for (let after: string | null = ''; after !== null; ) {
    const page = await api.list({ ...filters, ...(after === '' ? {} : { after }), limit: 200 });
    tasks.push(...page.tasks);
    waiting = page.looked?.waiting ?? 0;
    after = page.next;
  }
  return { tasks, waiting };
}

const showList = (to: Output, tasks: readonly Task[]): void =>
  to.table(tasks, [
    { title: 'task', of: ({ key }) => key, style: () => 'strong' },
    { title: 'due', of: ({ due }) => due },
    { title: 'for', of: whoDoes },
    { title: 'state', of: ({ state }) => state },
    { title: 'what', of: whatOf },
  ]);

function whatOf({ title, because, explained }: Task): string {
  const also = because === '' && explained !== null ? explainedInWords(explained) : because;
  return also === '' ? title : `${title} (${also})`;
}

function showWhole(to: Output, { key, title, due, todo, evidence, ...task }: Task): void {
  const explained = task.explained === null ? '' : `; ${explainedInWords(task.explained)}`;
  to.title(title);
  to.line(`  ${key}, due ${due}, for ${whoDoes(task)}${explained}`);
  for (const line of whyOf(task)) to.line(`  ${line}`);
  for (const step of todo) to.line(`  do: ${stepInWords(step)}`);
  for (const line of evidence) to.line(`  shows it: ${line}`);
  to.line();
}

/** Why there is something to do; of what is over, what was so when it was opened, and what is so since. */
const whyOf = ({
  kind,
  state,
  why,
  whyOpened,
  because,
}: Pick<Task, 'kind' | 'state' | 'why' | 'whyOpened' | 'because'>) =>
  kind !== 'own' && (state === 'done' || state === 'lapsed')
    ? [...whyOpened.map((line) => `was so when it was opened: ${line}`), `is so since: ${because}`]
    : why.map((line) => `why: ${line}`);

const add: Command = {
  name: 'work add',
  needs: 'organization',
  summary: 'Make a task of your own, for yourself or for somebody else.',
  details:
    'No cause is behind it: it is done when a person says so, with "attestry work done". Who made it, for whom and until when is sealed.',
  args: [{ name: 'TITLE', doc: 'What is to be done, in a few words.' }],
  options: [
    { name: 'due', value: 'DAY', doc: 'Until when.' },
    { name: 'for', value: 'PERSON', doc: 'Who does it; you, where it is left out.' },
    { name: 'control', value: 'ID', doc: 'The control that it is about.' },
    { name: 'note', value: 'TEXT', doc: 'What else is to be said of it.' },
  ],
  examples: [
    {
      line: 'attestry work add "Ask the landlord for the log of the door" --due 2026-04-30 --for bo@acme.example',
      doc: 'For Bo, until the end of April.',
    },
  ],
  run: async (given, to, context) => {
    const [title = ''] = given.args;
    const [assignee, control] = [given.text('for'), given.text('control')];
    const made = await workClient(context).add({
      title,
      due: given.needed('due', 'Say until when, with --due.'),
      note: given.text('note') ?? '',
      ...(assignee === undefined ? {} : { assignee }),
      ...(control === undefined ? {} : { control }),
    });
    to.document(made, () => to.line(`${made.key} is made, sealed at position ${made.position}.`));
    return EXIT.fine;
  },
};

const done: Command = {
  name: 'work done',
  needs: 'organization',
  summary: 'Say that a task is done that a person made.',
  details: 'Other tasks are done by themselves, when their cause is gone.',
  args: [{ name: 'TASK', doc: 'Its key, as "attestry work list" shows it.' }],
  options: [{ name: 'note', value: 'TEXT', doc: 'What came of it.' }],
  examples: [],
  run: async (given, to, context) => {
    const [key = ''] = given.args;
    const ended = await workClient(context).finish({ key, note: given.text('note') ?? '' });
    to.document(ended, () => to.line(`${key} is done, sealed at position ${ended.position}.`));
    return EXIT.fine;
  },
};

const assign: Command = {
  name: 'work assign',
  needs: 'organization',
  summary: 'Say who does a task.',
  details: 'Until somebody is named, it is for whoever owns its control. The assignment is sealed.',
  args: [
    { name: 'TASK', doc: 'Its key, as "attestry work list" shows it.' },
    { name: 'PERSON', doc: 'Who does it, such as ada@acme.example; nobody to take it back.' },
  ],
  options: [],
  examples: [{ line: 'attestry work assign first:source ada@acme.example', doc: 'Ada connects the first source.' }],
  run: async ({ args: [key = '', person = ''] }, to, context) => {
    const assignee = person === 'nobody' ? null : person;
    const done = await workClient(context).assign({ key, assignee });
    to.document(done, () =>
      to.line(`${key} is for ${assignee ?? 'whoever owns its control'}, sealed at position ${done.position}.`),
    );
    return EXIT.fine;
  },
};

const drop: Command = {
  name: 'work drop',
  needs: 'organization',
  summary: 'Put a task aside, with the reason.',
  details:
    'It stays aside for as long as its cause lasts; the status of its control does not change by that. The reason is sealed with your name.',
  args: [{ name: 'TASK', doc: 'Its key, as "attestry work list" shows it.' }],
  options: [{ name: 'reason', value: 'TEXT', doc: 'Why it is not done, in a sentence.' }],
  examples: [
    {
      line: 'attestry work drop first:people --reason "The list comes with the HR system in May."',
      doc: 'Not now, and why.',
    },
  ],
  run: async (given, to, context) => {
    const [key = ''] = given.args;
    const reason = given.needed('reason', 'Say why, with --reason.');
    const done = await workClient(context).drop({ key, reason });
    to.document(done, () => to.line(`${key} is put aside, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const reopen: Command = {
  name: 'work reopen',
  needs: 'organization',
  summary: 'Take up again a task that was put aside, or one that a person made and said to be done.',
  details: '',
  args: [{ name: 'TASK', doc: 'Its key.' }],
  options: [{ name: 'reason', value: 'TEXT', doc: 'Why, if it should be said.' }],
  examples: [],
  run: async (given, to, context) => {
    const [key = ''] = given.args;
    const done = await workClient(context).reopen({ key, reason: given.text('reason') ?? '' });
    to.document(done, () => to.line(`${key} is open again, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [list, add, done, assign, drop, reopen];
