import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Answered } from '#web/kit/shapes.ts';
import { ask } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';

type Task = Answered<'work', 'list'>['tasks'][number];
/** As many tasks as are looked through for those of controls; what is due first comes first. */
const TASKS = 200;

/** Tasks about what is open of a control, rather than about what else was found of it. */
const isOfStatus = ({ kind }: Task): boolean => kind === 'gap' || kind === 'performance';

/**
 * By control, the task about what is open of it, else the one that it shares with others, else any of it; first what is
 * due first. Tasks are of today, and say nothing of an earlier day.
 */
export function useTasksOfControls(): ReadonlyMap<string | null, Task> {
  const isNow = useProgramme().asOf === null;
  const { data } = useQuery({ ...ask('work', 'list', { limit: TASKS }), enabled: useMay('work:read') && isNow });
  const tasks = (isNow ? data?.tasks : [])?.toReversed() ?? [];
  const own = (all: readonly Task[]) => all.map((task) => [task.control, task] as const);
  const shared = tasks.flatMap((task) => task.controls.map((control) => [control, task] as const));
  return new Map([...own(tasks), ...shared, ...own(tasks.filter(isOfStatus))]);
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
