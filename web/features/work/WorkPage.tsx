import { Group, Select, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Empty } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import type { Column } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { Due, When } from '#web/kit/When.tsx';
import { counted } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { whoDoes } from '#/core/whose.ts';
import { dayIn } from '#web/features/scope/facts.ts';
import { ask } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';
import { useTitles } from '#web/features/controls/titles.ts';
import { AddTask } from './AddTask.tsx';
import { OneTask } from './OneTask.tsx';
import { Counted } from './TaskParts.tsx';
import { WorkThen } from './WorkThen.tsx';
import { FUNCTIONS, type Search, searchIn, STATES } from './search.ts';

type Task = Answered<'work', 'list'>['tasks'][number];
/** What is to be done; or one task alone, where the address names it. */
export function WorkPage() {
  const search = searchIn(useSearch({ strict: false }));
  const { until } = useProgramme();
  if (until !== null) return <WorkThen search={search} until={until} />;
  return search.task === undefined ? <Tasks search={search} /> : <OneTask task={search.task} />;
}

/** First what is due first. The address bar holds what is looked for. */
function Tasks({ search }: { readonly search: Search }) {
  const { now, zone } = useProgramme();
  const titleOf = useTitles();
  const asked = {
    mine: search.mine === true,
    state: search.state ?? ('open' as const),
    ...(search.function === undefined ? {} : { function: search.function }),
  };
  const looked = useQuery(ask('work', 'list', { ...asked, limit: 1 }));
  const pages = usePages<Task, string>(['work', 'tasks', asked], async (after, limit, here) => {
    const { tasks, next } = await here.work.list({ ...asked, limit, ...(after === null ? {} : { after }) });
    return { rows: tasks, next };
  });
  return (
    <Page
      title="Work"
      lead={
        pages.found.data === undefined || looked.data === undefined
          ? null
          : looked.data.looked === null && pages.rows.length === 0
            ? 'Nothing was worked out yet.'
            : leadOf(pages.rows, looked.data.total, { state: asked.state, today: dayIn(now, zone, 0) })
      }
      actions={<AddTask />}
    >
      <Filters search={search} />
      <Pages
        label="Tasks"
        main
        of={pages}
        keyOf={({ key }) => key}
        place={({ key }) => taskPage(key)}
        columns={columnsOf(asked.state, titleOf)}
        empty={<Nothing isOpen={asked.state === 'open'} wasLooked={looked.data?.looked !== null} />}
      />
      {looked.data?.looked && <Looked at={looked.data.looked.at} />}
    </Page>
  );
}

const taskPage = (key: string) => ({ to: '/work', search: { task: key } });

const columnsOf = (state: string, titleOf: (control: string) => string): readonly Column<Task>[] => [
  {
    head: 'Task',
    cell: (task) => (
      <>
        <Link {...taskPage(task.key)}>{task.title}</Link>
        <Counted of={task} />
      </>
    ),
  },
  state === 'open'
    ? {
        head: 'Due',
        cell: ({ due }) => <Due day={due} isOpen />,
      }
    : { head: 'Because', cell: ({ because }) => <By of={because} /> },
  { head: 'Who', cell: (task) => <By of={whoDoes(task)} /> },
  { head: 'Why', extra: true, cell: ({ why }) => why.join(' ') },
  { head: 'What to do', extra: true, cell: ({ todo }) => todo.map(({ says }) => says).join(' ') },
  { head: 'Function', extra: true, cell: ({ function: owner }) => inWords(owner) },
  {
    head: 'Control',
    extra: true,
    cell: ({ control }) =>
      control !== null && (
        <Link to="/controls/$id" params={{ id: control }}>
          {titleOf(control)}
        </Link>
      ),
  },
  { head: 'Opened', extra: true, cell: ({ opened }) => <When at={opened} /> },
];

const Nothing = ({ isOpen, wasLooked }: { readonly isOpen: boolean; readonly wasLooked: boolean }) => (
  <Empty
    what={!wasLooked ? 'No task yet' : isOpen ? 'Nothing is to be done' : 'No task is like this'}
    why={
      wasLooked
        ? 'Tasks come from gaps, from performances whose time runs out, and from what the rules of the programme find; they close when their cause is gone. A task of your own you add yourself.'
        : 'They come from gaps, from performances whose time runs out, and from what the rules of the programme find: once it is known what is examined, and which controls are yours.'
    }
    action={!wasLooked && <Link to="/">Begin at Home</Link>}
  />
);

interface Asked {
  readonly state: string;
  /** The day that it is where the company is. */
  readonly today: string;
}

/** All of them, on whichever page. What is late comes first: how many that is, is known once one is seen that is not. */
function leadOf(tasks: readonly Task[], total: number, { state, today }: Asked): string {
  const number = counted(total, 'task');
  if (state !== 'open' || total === 0)
    return `${number} ${state === 'open' ? 'to do' : `${total === 1 ? 'is' : 'are'} ${state}`}.`;
  const late = tasks.filter(({ due }) => due < today).length;
  if (late === tasks.length && late < total) return `${number} to do; more than ${late} are overdue.`;
  return `${number} to do; ${late === 0 ? 'none is overdue' : `${late} ${late === 1 ? 'is' : 'are'} overdue`}.`;
}

/** Nobody has to ask for them: what people do and what is read settles them, and the clock looks for the rest. */
const Looked = ({ at }: { readonly at: number }) => (
  <Text size="sm" c="dimmed" mt="sm">
    Tasks are looked for by themselves: at once after what you do here or what is read, and every quarter of an hour.
    Last: <When at={at} exact />.
  </Text>
);

function Filters({ search }: { readonly search: Search }) {
  const { may } = useProgramme();
  const navigate = useNavigate();
  const set = (change: Search): void =>
    void navigate({ to: '.', replace: true, search: (before: object) => ({ ...before, ...change }) });
  return (
    <Group my="md" gap="md" align="flex-end" className="no-print">
      <Select
        label="State"
        size="xs"
        w={130}
        data={STATES.map((value) => ({ value, label: inWords(value) }))}
        value={search.state ?? 'open'}
        onChange={(value) => set({ state: value === 'open' ? undefined : (value as Search['state']) })}
        allowDeselect={false}
      />
      <Select
        label="Function"
        size="xs"
        w={160}
        placeholder="All"
        clearable
        clearButtonProps={{ 'aria-label': 'All functions' }}
        data={FUNCTIONS.map((value) => ({ value, label: inWords(value) }))}
        value={search.function ?? null}
        onChange={(value) => set({ function: value ?? undefined })}
      />
      {may.has('controls:read') && (
        <Switch
          label="Only mine"
          checked={search.mine === true}
          onChange={({ currentTarget }) => set({ mine: currentTarget.checked ? true : undefined })}
        />
      )}
    </Group>
  );
}
