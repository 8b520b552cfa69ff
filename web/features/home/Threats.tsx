import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type Column, Records } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import { type StateName, STATUSES } from '#web/kit/states.ts';
import { Due } from '#web/kit/When.tsx';
import { counted } from '#web/kit/when.ts';
import { reasonShown } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { whose } from '#/core/whose.ts';
import { NextStep, useTasksOfControls } from '#web/features/work/NextStep.tsx';

export interface Gap {
  readonly control: string;
  readonly title: string;
  readonly owner: string | null;
  readonly ownerFunction: string;
  readonly status: StateName;
  readonly reasons: readonly string[];
  readonly next: string;
}

interface Props {
  readonly gaps: readonly Gap[];
  readonly label: string;
  /** What to do and by when is management's to know: nobody tells an auditor what to repair. */
  readonly advises: boolean;
}

/** What stands between here and ready, in order of effect: whose it is, by when, and one thing to do. */
export function Threats({ gaps, label, advises }: Props) {
  const tasks = useTasksOfControls();
  if (gaps.length === 0) return <Text c="dimmed">Nothing, as far as the records show.</Text>;
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
  readonly task: ReturnType<ReturnType<typeof useTasksOfControls>['get']>;
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
    cell: ({ task, owner, ownerFunction }) => <By of={whose(task?.assignee ?? owner, ownerFunction)} />,
  },
  { head: 'Due', cell: ({ task }) => task !== undefined && <Due day={task.due} isOpen={task.state === 'open'} /> },
  {
    head: 'Next',
    cell: ({ task, next }) => <NextStep next={next} task={task} />,
  },
];
