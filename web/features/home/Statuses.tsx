import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { State } from '#web/kit/State.tsx';
import type { StateName } from '#web/kit/states.ts';
import { count } from '#web/kit/when.ts';

/** How many controls have each status; each number opens them. */
export function Statuses({ counts }: { readonly counts: Readonly<Partial<Record<StateName, number>>> }) {
  return (
    <Group gap="xl">
      {(Object.entries(counts) as [StateName, number][])
        .filter(([, controls]) => controls > 0)
        .map(([state, controls]) => (
          <Link key={state} to="/controls" search={{ status: state }} className="plain">
            <Text fz={22} fw={600} lh={1.2}>
              {count(controls)}
            </Text>
            <State name={state} />
          </Link>
        ))}
    </Group>
  );
}
