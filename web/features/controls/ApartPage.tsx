import { arrivedInTurn } from '#/core/status/arrived-words.ts';
import { Text } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { wordIn } from '#web/kit/address.ts';
import { Page, Section } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import type { Column } from '#web/kit/Records.tsx';
import { usePages } from '#web/kit/use-pages.ts';
import { count, counted } from '#web/kit/when.ts';
import { useStatus } from '#web/features/readiness/use-status.ts';

import { usePast, useProgramme } from '#web/shell/programme.ts';
import { controlLinks } from './control-links.tsx';
import { useTitles } from './titles.ts';
import type { ApartCount } from '#web/features/readiness/apart-told.ts';
import { APART, APART_COLUMNS, type ApartItem, type ApartList, NeverRan } from '#web/features/readiness/apart.tsx';
import { useApart } from '#web/features/readiness/use-apart.ts';
import { RoomActions } from './RoomActions.tsx';
import { Views } from './Views.tsx';

type Counted = (typeof APART)[number] & { readonly of: ApartCount };

/** What belongs to the window and yet stands apart from it, of all controls or of one: nothing of it is silently left out. */
export function ApartPage() {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const control = wordIn(search, 'control');
  const only = wordIn(search, 'list');
  return (
    <Answer of={useStatus()} page="Controls">
      {({ engagement, apart, controls }) => (
        <Page title="Controls" actions={<RoomActions />}>
          <Views view="apart" />
          {engagement.type === 'type-1' ? (
            <Empty
              what="A Type I has a day and no window"
              why="What is open, due later or late is of a window. Of the design nothing stands apart."
            />
          ) : control === undefined ? (
            <Lists all={APART.map((list) => ({ ...list, of: apart[list.name] }))} only={only} />
          ) : (
            <OfControl id={control} title={controls.find(({ id }) => id === control)?.title ?? control} only={only} />
          )}
        </Page>
      )}
    </Answer>
  );
}

function OfControl({
  id,
  title,
  only,
}: {
  readonly id: string;
  readonly title: string;
  readonly only?: string | undefined;
}) {
  return (
    <>
      <Text mt="md">
        {'Only what is of '}
        <Link to="/controls/$id" params={{ id }}>
          {title}
        </Link>
        {'. '}
        <Link to="/controls" search={{ view: 'apart', list: only }}>
          Of all controls
        </Link>
      </Text>
      <Answer of={useApart(id)}>{(all) => <Lists all={all} only={only} control={id} />}</Answer>
    </>
  );
}

interface ListsProps {
  readonly all: readonly Counted[];
  /** The one list that is looked at; all, where it is left out or is none of them. */
  readonly only: string | undefined;
  readonly control?: string;
}

function Lists({ all, only, control }: ListsProps) {
  const chosen = all.filter(({ list }) => list === only);
  return (
    <>
      <Text mt="md">
        {chosen.length === 0 ? (
          leadOf(all)
        ) : (
          <Link to="/controls" search={{ view: 'apart', control }}>
            All that stands apart
          </Link>
        )}
      </Text>
      {(chosen.length === 0 ? all : chosen).map(({ list, title, means, of }) => (
        <Section key={list} title={title} aside={of.count !== null && of.count > 0 && count(of.count)}>
          <Text size="sm" c="dimmed" mb="sm">
            {means}
          </Text>
          {of.inTurn !== undefined && of.inTurn > 0 && (
            <Text size="sm" mb="sm">
              {arrivedInTurn(of.inTurn)}
            </Text>
          )}
          <NeverRan of={of} />
          {of.known === null && <Text c="dimmed">Not worked out yet: the next run of the checks does it.</Text>}
          {of.known === 0 && of.neverRun.length === 0 && <Text c="dimmed">None.</Text>}
          {of.known !== null && of.known > 0 && <List list={list} title={title} control={control} />}
        </Section>
      ))}
    </>
  );
}

function leadOf(all: readonly Counted[]): string {
  const known = all.reduce((sum, { of }) => sum + (of.known ?? 0), 0);
  const entries = `${counted(known, 'entry stands', 'entries stand')} apart from the window`;
  if (all.every(({ of }) => of.count === 0)) return 'Nothing stands apart from the window.';
  return all.some(({ of }) => of.count === null) ? `${entries}, as far as is known yet.` : `${entries}.`;
}

const controlsColumn = (titleOf: (id: string) => string): Column<ApartItem> => ({
  head: 'Controls',
  cell: ({ controls }) => controlLinks(controls, titleOf),
});

interface ListProps {
  readonly list: ApartList;
  readonly title: string;
  readonly control: string | undefined;
}

function List({ list, title, control }: ListProps) {
  const titleOf = useTitles();
  const { engagement } = useProgramme();
  const past = usePast();
  const of = { control, engagement: engagement?.id, ...past };
  const pages = usePages<ApartItem, string>(['readiness', 'apart', list, of], async (after, limit, here) => {
    const { items, next } = await here.readiness.apart({ list, limit, ...of, after: after ?? undefined });
    return { rows: items, next };
  });
  return (
    <Pages
      label={title}
      of={pages}
      keyOf={({ item, check }) => `${item} ${check ?? ''}`}
      columns={[...APART_COLUMNS, controlsColumn(titleOf)].filter(({ head }) => hasColumn(list, head))}
      empty="None."
    />
  );
}

/** Columns that a list fills. */
function hasColumn(list: ApartList, head: string): boolean {
  if (head === 'Now') return list === 'open-before-window' || list === 'no-longer-deviating';
  if (head === 'Due') return list === 'open-before-window' || list === 'due-after-window';
  if (head === 'Item') return list !== 'recorded-late'; // what people attached has no key, and the reason names it
  return head !== 'Received' || list === 'late-arrivals' || list === 'recorded-late';
}
