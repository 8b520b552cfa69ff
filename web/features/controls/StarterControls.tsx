import { Text } from '@mantine/core';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';

/** The first controls, each with its reason. */
export const StarterControls = ({ controls }: Pick<Answered<'controls', 'starter'>, 'controls'>) => (
  <details>
    <summary>
      {counted(controls.length, 'control')} to begin with, {controls.filter(({ adopted }) => adopted).length} of them
      adopted already
    </summary>
    <ul className="seen">
      {controls.map(({ id, title, because }) => (
        <li key={id}>
          {title}{' '}
          <Text span size="sm" c="dimmed">
            {because}
          </Text>
        </li>
      ))}
    </ul>
  </details>
);
