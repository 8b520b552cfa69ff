import { Button, Group, Select, Switch } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { More } from '#web/kit/More.tsx';
import { Page } from '#web/kit/Page.tsx';
import { counted } from '#web/kit/when.ts';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { inWords } from '#web/kit/words.ts';
import { dayIn } from '#web/features/scope/facts.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { TaskLine } from './TaskLine.tsx';

type Task = Answered<'work', 'list'>['tasks'][number];
const FUNCTIONS = ['engineering', 'operations', 'security', 'hr', 'leadership', 'legal', 'product'] as const;
const STATES = ['open', 'done', 'dropped', 'lapsed'] as const;
const PAGE = 50;

interface Search {
  readonly mine?: boolean | undefined;
  readonly function?: (typeof FUNCTIONS)[number] | undefined;
  readonly state?: (typeof STATES)[number] | undefined;
  /** One task alone, as a notification leads to it. */
  readonly task?: string | undefined;
}

/** What is to be done; or one task alone, where the address names it. */
export function WorkPage() {
  const search = useSearch({ strict: false }) as Search;
  return search.task === undefined ? <Tasks search={search} /> : <One task={search.task} />;
}

function One({ task }: { readonly task: string }) {
  const found = useQuery(ask('work', 'show', { key: task }));
  return (
    <Answer of={found} page="Work">
      {({ task: shown }) => (
        <Page title={shown.title} above={[{ to: '/work', label: 'Work' }]} lead={ONE[shown.state]}>
          <ol className="tasks">
            <TaskLine task={shown} opened />
          </ol>
        </Page>
      )}
    </Answer>
  );
}

const ONE: Readonly<Record<Task['state'], string>> = {
  open: 'It is to be done.',
  done: 'It is done.',
  dropped: 'It was put aside.',
  lapsed: 'Its cause is gone, and it was not done.',
};

/** First what is due first. The address bar holds what is looked for. */
function Tasks({ search }: { readonly search: Search }) {
  const { now, zone } = useProgramme();
  const asked = {
    mine: search.mine === true,
    state: search.state ?? ('open' as const),
    ...(search.function === undefined ? {} : { function: search.function }),
  };
  const looked = useQuery(ask('work', 'list', { ...asked, limit: 1 }));
  const pages = usePages<Task, string>(['work', 'tasks', asked], async (after) => {
    const { tasks, next } = await api.work.list({ ...asked, limit: PAGE, ...(after === null ? {} : { after }) });
    return { rows: tasks, next };
  });
  return (
    <Page
      title="Work"
      lead={leadOf(pages.rows, pages.more.has, { state: asked.state, today: dayIn(now, zone, 0) })}
      actions={<Refresh />}
    >
      <Filters search={search} />
      <Answer of={pages.found}>
        {() =>
          pages.rows.length === 0 ? (
            <Empty
              what={asked.state === 'open' ? 'Nothing is to be done' : 'No task is like this'}
              why={
                looked.data?.looked === null
                  ? 'Tasks were never worked out. They come from gaps, from performances whose time runs out, and from what the rules of the programme find.'
                  : 'Tasks come from gaps, from performances whose time runs out, and from what the rules of the programme find; they close when their cause is gone.'
              }
            />
          ) : (
            <>
              <ol className="tasks">
                {pages.rows.map((task) => (
                  <TaskLine key={task.key} task={task} />
                ))}
              </ol>
              <More {...pages.more} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}

interface Asked {
  readonly state: string;
  /** The day that it is where the company is. */
  readonly today: string;
}

function leadOf(tasks: readonly Task[], more: boolean, { state, today }: Asked): string {
  const number = `${counted(tasks.length, 'task')}${more ? ' and more' : ''}`;
  const [first] = tasks;
  if (state !== 'open' || first === undefined) return `${number} ${state === 'open' ? 'to do' : `are ${state}`}.`;
  const late = tasks.filter(({ due }) => due < today).length;
  return `${number} to do; ${late === 0 ? 'none is late' : `${late} should have been done by now`}.`;
}

function Refresh() {
  const may = useMay('work:write');
  const refresh = useMutation({ mutationFn: () => api.work.refresh({}), onSuccess: () => changed('work') });
  if (!may) return null;
  return (
    <>
      <Button variant="default" loading={refresh.isPending} onClick={() => refresh.mutate()}>
        Work out anew
      </Button>
      {refresh.isError && <Problem error={refresh.error} />}
    </>
  );
}

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
