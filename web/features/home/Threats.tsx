import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { State } from '#web/kit/State.tsx';
import type { StateName } from '#web/kit/states.ts';
import type { Answered } from '#web/kit/shapes.ts';
import { distanceOfDay, showPlainDay } from '#web/kit/when.ts';
import { amid, withoutCheck } from '#web/kit/words.ts';
import { ask } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';

export interface Gap {
  readonly control: string;
  readonly title: string;
  readonly ownerFunction: string;
  readonly status: StateName;
  readonly reasons: readonly string[];
  readonly next: string;
}

type Task = Answered<'work', 'list'>['tasks'][number];
/** As many tasks as are looked through for those of what is listed; what is due first comes first. */
const TASKS = 200;

/** What stands between here and ready, in order of effect: whose it is, by when, and one thing to do. */
export function Threats({ gaps }: { readonly gaps: readonly Gap[] }) {
  const isNow = useProgramme().asOf === null; // tasks are of today, and say nothing of an earlier day
  const { data } = useQuery({ ...ask('work', 'list', { limit: TASKS }), enabled: useMay('work:read') && isNow });
  if (gaps.length === 0) return <Text c="dimmed">Nothing, as far as the records show.</Text>;
  const tasks = new Map((isNow ? data?.tasks : [])?.toReversed().map((task) => [task.control, task]));
  return (
    <ol className="threats">
      {gaps.map((gap) => (
        <Threat key={gap.control} gap={gap} task={tasks.get(gap.control)} />
      ))}
    </ol>
  );
}

function Threat({ gap, task }: { readonly gap: Gap; readonly task: Task | undefined }) {
  const { now, zone } = useProgramme();
  const { control, title, ownerFunction, status, reasons, next } = gap;
  const due = task === undefined ? [] : [`due ${showPlainDay(task.due)} (${distanceOfDay(task.due, now, zone)})`];
  return (
    <li className="threat">
      <State name={status} />
      <div>
        <Link to="/controls/$id" params={{ id: control }}>
          {title}
        </Link>
        <Text size="sm" c="dimmed">
          {[withoutCheck(reasons[0] ?? ''), task?.assignee ?? amid(ownerFunction), ...due].filter(Boolean).join(' · ')}
        </Text>
        <Text size="sm">
          {task === undefined ? (
            next
          ) : (
            <Link to="/work" search={{ task: task.key }}>
              {next.replace(/[.:]?$/, '')}
            </Link>
          )}
        </Text>
      </div>
    </li>
  );
}
