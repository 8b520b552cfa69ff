import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FIRST_TASKS } from '#/core/status/beginning.ts';
import { Answer } from '#web/kit/Answer.tsx';
import { ask } from '#web/shell/api.ts';
import { TaskLine } from './TaskLine.tsx';

/** What to do first, by its effect: each with why, what to do, and by when. */
export function FirstTasks() {
  const found = useQuery(ask('work', 'list', { by: 'effect', limit: FIRST_TASKS }));
  return (
    <Answer of={found}>
      {({ tasks, looked }) =>
        tasks.length === 0 ? (
          <Text c="dimmed">
            {looked === null ? (
              <>
                Tasks were not looked for yet: <Link to="/work">Work</Link> shows them within a quarter of an hour.
              </>
            ) : (
              'Nothing is to be done first.'
            )}
          </Text>
        ) : (
          <ol className="tasks">
            {tasks.map((task) => (
              <TaskLine key={task.key} task={task} />
            ))}
          </ol>
        )
      }
    </Answer>
  );
}
