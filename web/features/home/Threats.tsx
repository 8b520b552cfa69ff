import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Column, Records } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import { type StateName, STATUSES } from '#web/kit/states.ts';
import type { Answered } from '#web/kit/shapes.ts';
import { Due } from '#web/kit/When.tsx';
import { counted } from '#web/kit/when.ts';
import { amid, reasonShown } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { ask } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';

export interface Gap {
  readonly control: string;
  readonly title: string;
  readonly owner: string | null;
  readonly ownerFunction: string;
  readonly status: StateName;
  readonly reasons: readonly string[];
  readonly next: string;
}

type Task = Answered<'work', 'list'>['tasks'][number];
/** As many tasks as are looked through for those of what is listed; what is due first comes first. */
const TASKS = 200;

interface Props {
  readonly gaps: readonly Gap[];
  readonly label: string;
  /** What to do and by when is management's to know: nobody tells an auditor what to repair. */
  readonly advises: boolean;
}

/** What stands between here and ready, in order of effect: whose it is, by when, and one thing to do. */
export function Threats({ gaps, label, advises }: Props) {
  const isNow = useProgramme().asOf === null; // tasks are of today, and say nothing of an earlier day
  const { data } = useQuery({ ...ask('work', 'list', { limit: TASKS }), enabled: useMay('work:read') && isNow });
  if (gaps.length === 0) return <Text c="dimmed">Nothing, as far as the records show.</Text>;
  const tasks = new Map((isNow ? data?.tasks : [])?.toReversed().map((task) => [task.control, task]));
  return (
    <Records
      label={label}
      rows={gaps.map((gap): Threat => ({ ...gap, task: tasks.get(gap.control) }))}
      keyOf={({ control }) => control}
      place={({ control }) => controlPage(control)}
      columns={advises ? COLUMNS : COLUMNS.filter(({ head }) => !ADVICE.has(head))}
    />
  );
}

interface Threat extends Gap {
  readonly task: Task | undefined;
}

const controlPage = (id: string) => ({ to: '/controls/$id', params: { id } });

/** The first of the reasons, and of how many checks more there are such: their counts are of the same items, and not to be added. */
function whyShown(reasons: readonly string[]): string {
  const [first = '', ...more] = reasons.flatMap((reason) => reason.split('; '));
  const others = more.filter((each) => DEVIATING.test(each)).length;
  const also =
    DEVIATING.test(first) && others > 0
      ? ` by one check; ${counted(others, 'more check', 'more checks')} found some, too`
      : '';
  return `${reasonShown(first)}${also}`;
}

const DEVIATING = /^[a-z-]+\.[a-z-]+: [\d,]+ deviations? among/;

const ADVICE: ReadonlySet<string> = new Set(['Due', 'Next']);

const COLUMNS: readonly Column<Threat>[] = [
  { head: 'Status', states: STATUSES, cell: ({ status }) => <State name={status} /> },
  {
    head: 'Control',
    name: true,
    cell: ({ control, title }) => <Link {...controlPage(control)}>{title}</Link>,
  },
  { head: 'Why', cell: ({ reasons }) => whyShown(reasons) },
  {
    head: 'Who',
    cell: ({ task, owner, ownerFunction }) => (
      <By of={task?.assignee ?? owner ?? `nobody yet (${amid(ownerFunction)})`} />
    ),
  },
  { head: 'Due', cell: ({ task }) => task !== undefined && <Due day={task.due} isOpen={task.state === 'open'} /> },
  {
    head: 'Next',
    cell: ({ task, next }) =>
      task === undefined ? (
        next
      ) : (
        <Link to="/work" search={{ task: task.key }}>
          {next.replace(/[.:]?$/, '')}
        </Link>
      ),
  },
];
