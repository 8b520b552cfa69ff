import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { APART_COLUMNS, type ApartItem } from '#web/features/readiness/apart.tsx';
import { apartTold } from '#web/features/readiness/apart-told.ts';
import { MOST_APART, useApart } from '#web/features/readiness/use-apart.ts';

/** What of a control stands apart from the window; nothing, where nothing does. */
export function ApartFrom({ control }: { readonly control: string }) {
  const lists = (useApart(control).data ?? []).filter(({ of }) => of.count !== 0);
  const rows = lists.flatMap(({ title, of: { items } }) => items.map((item) => ({ ...item, list: title })));
  if (lists.length === 0) return null;
  return (
    <Section
      title="Apart from the window"
      term="window"
      aside={
        <Link to="/controls" search={{ view: 'apart', control }}>
          All of this control
        </Link>
      }
    >
      <Text size="sm" c="dimmed" mb="sm">
        {lists.map(({ list, title, of }, at) => (
          <span key={list}>
            {at > 0 && '; '}
            {`${title}: `}
            <Link to="/controls" search={{ view: 'apart', list, control }}>
              {apartTold(of)}
            </Link>
          </span>
        ))}
        {rows.length === 0 ? '.' : `. Up to ${MOST_APART} of each are shown.`}
      </Text>
      {rows.length > 0 && (
        <Records<ApartItem & { readonly list: string }>
          label="Apart from the window"
          rows={rows}
          keyOf={({ list, item, check }) => `${list} ${item} ${check ?? ''}`}
          columns={[
            { head: 'What', cell: ({ list }) => <span className="whole">{list}</span> },
            ...APART_COLUMNS.filter(({ head }) => isFilled(head, rows)),
          ]}
        />
      )}
    </Section>
  );
}

/** A column that no row fills is left out. */
function isFilled(head: string, rows: readonly ApartItem[]): boolean {
  if (head === 'Now') return rows.some(({ outcome }) => outcome !== null);
  if (head === 'Due') return rows.some(({ due }) => due !== null);
  if (head === 'Item') return rows.some(({ population }) => population !== null);
  return head !== 'Received' || rows.some(({ received }) => received !== null);
}
