import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import type { Column } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { counted } from '#web/kit/when.ts';
import { useStatus } from '#web/features/readiness/use-status.ts';
import { api } from '#web/shell/api.ts';
import { usePast, useProgramme } from '#web/shell/programme.ts';
import {
  APART,
  APART_COLUMNS,
  type ApartCounts,
  type ApartItem,
  type ApartList,
} from '#web/features/readiness/apart.tsx';
import { RoomActions } from './RoomActions.tsx';
import { Views } from './Views.tsx';

/** What belongs to the window and yet stands apart from it: nothing of it is silently left out. */
export function ApartPage() {
  return (
    <Answer of={useStatus()} page="Controls">
      {({ engagement, apart, controls }) => (
        <Page
          title="Controls"
          lead={hasRun(controls) ? leadOf(engagement.type, apart) : undefined}
          actions={<RoomActions />}
        >
          <Views view="apart" />
          {engagement.type === 'type-1' ? (
            <Empty
              what="A Type I has a day and no window"
              why="What is open, due later or late is of a window. Of the design nothing stands apart."
            />
          ) : hasRun(controls) ? (
            APART.map(({ list, name, title, means }) => (
              <Section key={list} title={title}>
                <Text size="sm" c="dimmed" mb="sm">
                  {means}
                </Text>
                {apart[name].count === null ? (
                  <Text c="dimmed">Not worked out yet: the next run of the checks does it.</Text>
                ) : (
                  <List list={list} title={title} />
                )}
              </Section>
            ))
          ) : (
            <Empty what="No check was run" why="What stands apart from the window is known once the checks have run." />
          )}
        </Page>
      )}
    </Answer>
  );
}

const hasRun = (controls: Answered<'readiness', 'status'>['controls']): boolean =>
  controls.some(({ checks }) => checks.some(({ asOf }) => asOf !== null));

function leadOf(type: 'type-1' | 'type-2', apart: ApartCounts): string | undefined {
  if (type === 'type-1') return undefined;
  if (APART.some(({ name }) => apart[name].count === null)) return 'Not all of it is worked out yet.';
  const all = APART.reduce((sum, { name }) => sum + (apart[name].count ?? 0), 0);
  return `${counted(all, 'entry stands', 'entries stand')} apart from the window.`;
}

const CONTROLS: Column<ApartItem> = {
  head: 'Controls',
  cell: ({ controls }) =>
    controls.map((id, at) => (
      <span key={id}>
        {at > 0 && ', '}
        <Link to="/controls/$id" params={{ id }}>
          {id}
        </Link>
      </span>
    )),
  value: ({ controls }) => controls.join(', '),
};

function List({ list, title }: { readonly list: ApartList; readonly title: string }) {
  const { engagement } = useProgramme();
  const past = usePast();
  const of = engagement === null ? {} : { engagement: engagement.id };
  const pages = usePages<ApartItem, number>(['readiness', 'apart', list, of, past], async (after, limit) => {
    const { items, next } = await api.readiness.apart({ list, limit, after: after ?? 0, ...of, ...past });
    return { rows: items, next };
  });
  return (
    <Pages
      label={title}
      of={pages}
      keyOf={({ item, check }) => `${item} ${check ?? ''}`}
      columns={[...APART_COLUMNS, CONTROLS].filter(({ head }) => hasColumn(list, head))}
      empty="None."
    />
  );
}

/** Columns that a list fills. */
function hasColumn(list: ApartList, head: string): boolean {
  if (head === 'Now') return list === 'open-before-window';
  if (head === 'Due') return list === 'open-before-window' || list === 'due-after-window';
  return head !== 'Received' || list === 'late-arrivals' || list === 'recorded-late';
}
