import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { State } from '#web/kit/State.tsx';
import type { StateName } from '#web/kit/states.ts';
import { count } from '#web/kit/when.ts';

export type Counts = Readonly<Partial<Record<StateName, number>>>;

/** The statuses that some control has, each with how many. */
export const presentIn = (counts: Counts): readonly (readonly [StateName, number])[] =>
  (Object.entries(counts) as [StateName, number][]).filter(([, controls]) => controls > 0);

/** How many controls have each status; each number opens them. */
export function Statuses({ counts }: { readonly counts: Counts }) {
  return (
    <div className="statuses">
      {presentIn(counts).map(([state, controls]) => (
        <div key={state}>
          <Link to="/controls" search={{ status: state }} aria-label={`${count(controls)} ${state}`}>
            <Text fz={22} fw={600} lh={1.2}>
              {count(controls)}
            </Text>
          </Link>
          <State name={state} />
        </div>
      ))}
    </div>
  );
}
