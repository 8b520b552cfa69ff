import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Answered } from '#web/kit/shapes.ts';
import { Due } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';
import { whoDoes } from '#/core/whose.ts';
import { Actions, Counted, List, ToDo, Why } from './TaskParts.tsx';

type Task = Answered<'work', 'list'>['tasks'][number];

/** One task: what, by when, for whom; opened, why it is there, what to do, and what shows that it was done. */
export function TaskLine({ task }: { readonly task: Task }) {
  const { title, due, control, todo, evidence, state, because } = task;
  return (
    <li>
      <details>
        <summary>
          <span className="title">
            {title}
            <Counted of={task} />
          </span>
          <Text span size="sm" c="dimmed">
            {state === 'open' ? (
              <>
                due <Due day={due} isOpen />
              </>
            ) : (
              <By of={because} />
            )}{' '}
            · <By of={whoDoes(task)} />
          </Text>
        </summary>
        <div className="body prose">
          <Why task={task} />
          <ToDo of={todo} />
          <List title="What shows that it was done" of={evidence} />
          <Group gap="md" fz="sm">
            {control !== null && !todo.some(({ place }) => place?.name === 'control' && place.of === control) && (
              <Link to="/controls/$id" params={{ id: control }}>
                The control
              </Link>
            )}
            <Actions task={task} />
          </Group>
        </div>
      </details>
    </li>
  );
}
