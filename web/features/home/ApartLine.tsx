import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { APART, type ApartCounts } from '#web/features/readiness/apart.tsx';
import { count } from '#web/kit/when.ts';

/** What stands apart from the window, in numbers that lead to it; nothing, where nothing does. */
export function ApartLine({ apart }: { readonly apart: ApartCounts }) {
  const lists = APART.filter(({ name }) => apart[name].count !== 0);
  if (lists.length === 0) return null;
  const told = lists.map(({ name, title }) => {
    const { count: all } = apart[name];
    return `${title}: ${all === null ? 'not worked out yet' : count(all)}`;
  });
  return (
    <Text size="sm" mt="sm">
      <Link to="/controls" search={{ view: 'apart' }}>
        Apart from the window
      </Link>
      {`. ${told.join('; ')}.`}
    </Text>
  );
}
