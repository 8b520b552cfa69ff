import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Mark } from '#web/kit/Mark.tsx';
import { STATES } from '#web/kit/states.ts';
import { type Counts, presentIn } from './Statuses.tsx';

export interface Criterion {
  readonly id: string;
  readonly title: string;
  readonly notRelevant: string | null;
  readonly counts: Counts;
}

/** Each criterion with the counts of its controls; never one judgement. */
export function Criteria({ criteria }: { readonly criteria: readonly Criterion[] }) {
  return (
    <ul className="criteria">
      {criteria.map((criterion) => (
        <li key={criterion.id}>
          <Text size="sm" lh={1.35}>
            <Link to="/controls" search={{ criterion: criterion.id }}>
              {criterion.id}
            </Link>{' '}
            <span className="quiet">{criterion.title}</span>
          </Text>
          <Tally {...criterion} />
        </li>
      ))}
    </ul>
  );
}

/** Each number opens the controls of that criterion that have that status. */
function Tally({ id, notRelevant, counts }: Criterion) {
  if (notRelevant !== null)
    return (
      <Text size="xs" c="dimmed" title={notRelevant}>
        not relevant
      </Text>
    );
  if (presentIn(counts).length === 0)
    return (
      <Text size="xs" c="dimmed">
        no control
      </Text>
    );
  return (
    <span style={{ display: 'flex', flexWrap: 'wrap', gap: '0 8px' }}>
      {presentIn(counts).map(([state, controls]) => (
        <Link
          key={state}
          to="/controls"
          search={{ criterion: id, status: state }}
          className="tally"
          title={`${controls} ${state}`}
          aria-label={`${controls} ${state} of ${id}`}
        >
          <Mark look={STATES[state].look} />
          {controls}
        </Link>
      ))}
    </span>
  );
}
