import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { amid } from '#web/kit/words.ts';
import { APART, type ApartCounts } from '#web/features/readiness/apart.tsx';
import { apartTold, nothingKnown } from '#web/features/readiness/apart-told.ts';

/** What stands apart from the window, each number leading to what it counts; nothing, where nothing does. */
export function ApartLine({ apart }: { readonly apart: ApartCounts }) {
  const lists = APART.filter(({ name }) => apart[name].count !== 0);
  if (lists.length === 0) return null;
  const nothing = nothingKnown(lists.map(({ name }) => apart[name]));
  return (
    <Text size="sm" mt="sm">
      <Link to="/controls" search={{ view: 'apart' }}>
        Apart from the window
      </Link>
      {nothing === null ? '. ' : `: ${nothing}`}
      {(nothing === null ? lists : []).map(({ list, name, title }, at) => (
        <span key={list}>
          {at > 0 && '; '}
          {`${at === 0 ? title : amid(title)}: `}
          <Link to="/controls" search={{ view: 'apart', list }}>
            {apartTold(apart[name])}
          </Link>
        </span>
      ))}
      .
    </Text>
  );
}
