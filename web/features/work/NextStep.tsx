import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Answered } from '#web/kit/shapes.ts';
import { ask } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';

type Task = Answered<'work', 'list'>['tasks'][number];
/** As many tasks as are looked through for those of controls; what is due first comes first. */
const TASKS = 200;

/** By control, the task of it that is due first, else the one of several of them. Tasks are of today, and say nothing of an earlier day. */
export function useTasksOfControls(): ReadonlyMap<string | null, Task> {
  const isNow = useProgramme().asOf === null;
  const { data } = useQuery({ ...ask('work', 'list', { limit: TASKS }), enabled: useMay('work:read') && isNow });
  const tasks = (isNow ? data?.tasks : [])?.toReversed() ?? [];
  return new Map([
    ...tasks.flatMap((task) => task.controls.map((control) => [control, task] as const)),
    ...tasks.map((task) => [task.control, task] as const),
  ]);
}

interface Props {
  readonly next: string;
  readonly task: Task | undefined;
}

/** What is to be done next, a sentence in any case, which opens its task where there is one. */
export const NextStep = ({ next, task }: Props) =>
  task === undefined ? (
    next
  ) : (
    <>
      <Link to="/work" search={{ task: task.key }}>
        {next.replace(/\.$/, '')}
      </Link>
      .
    </>
  );
