import { Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { count } from '#web/kit/when.ts';
import { useStatus } from '#web/features/readiness/use-status.ts';
import { ask } from '#web/shell/api.ts';
import { usePast } from '#web/shell/programme.ts';
import { APART, APART_COLUMNS, type ApartItem } from '#web/features/readiness/apart.tsx';

/** So many of each list; the room has all. */
const MOST = 5;

/** What of a control stands apart from the window; nothing, where nothing does. */
export function ApartFrom({ control }: { readonly control: string }) {
  const { data } = useStatus();
  const past = usePast();
  const lists = APART.filter(({ name }) => data !== undefined && data.apart[name].count !== 0);
  const found = useQueries({
    queries: lists.map(({ list }) =>
      ask('readiness', 'apart', { list, control, limit: MOST, engagement: data?.engagement.id, ...past }),
    ),
  });
  const rows = found.flatMap((each, at) =>
    (each.data?.items ?? []).map((item) => ({ ...item, list: lists[at]?.title ?? '' })),
  );
  const counts = found.flatMap(({ data: one }, at) =>
    one === undefined || one.count === 0 ? [] : `${lists[at]?.title ?? ''}: ${countOf(one.count)}`,
  );
  if (counts.length === 0) return null;
  return (
    <Section
      title="Apart from the window"
      aside={
        <Link to="/controls" search={{ view: 'apart' }}>
          All that stands apart
        </Link>
      }
    >
      <Text size="sm" c="dimmed" mb="sm">
        {`${counts.join('; ')}. Up to ${MOST} of each are shown.`}
      </Text>
      {rows.length > 0 && (
        <Records<ApartItem & { readonly list: string }>
          label="Apart from the window"
          rows={rows}
          keyOf={({ list, item, check }) => `${list} ${item} ${check ?? ''}`}
          columns={[
            { head: 'What', cell: ({ list }) => list },
            ...APART_COLUMNS.filter(({ head }) => isFilled(head, rows)),
          ]}
        />
      )}
    </Section>
  );
}

const countOf = (all: number | null): string => (all === null ? 'not worked out yet' : count(all));

/** A column that no row fills is left out. */
function isFilled(head: string, rows: readonly ApartItem[]): boolean {
  if (head === 'Now') return rows.some(({ outcome }) => outcome !== null);
  if (head === 'Due') return rows.some(({ due }) => due !== null);
  return head !== 'Received' || rows.some(({ received }) => received !== null);
}
