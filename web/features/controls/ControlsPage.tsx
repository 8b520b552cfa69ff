import { Group, Text } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { standsOf } from '#/core/status/stands.ts';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { wordIn } from '#web/kit/address.ts';
import { Phrase } from '#web/kit/ItemKey.tsx';
import { Page } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import { STATUSES } from '#web/kit/states.ts';
import { count, counted } from '#web/kit/when.ts';
import { amid, reasonShown } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { whose } from '#/core/whose.ts';
import { useStatus } from '#web/features/readiness/use-status.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { ApartPage } from './ApartPage.tsx';
import { BeforeScope } from './BeforeScope.tsx';
import { Filters } from './Filters.tsx';
import { GiveOwner } from './GiveOwner.tsx';
import { fits, OWNED_BY_NOBODY, type Search, standsSo } from './looked-for.ts';
import { Matrix } from './Matrix.tsx';
import { RetiredPage } from './RetiredPage.tsx';
import { RoomActions } from './RoomActions.tsx';
import type { Standing } from './shapes.ts';
import { Views } from './Views.tsx';

const COLUMNS: readonly Column<Standing>[] = [
  { head: 'Status', states: STATUSES, cell: ({ status }) => <State name={status} /> },
  {
    head: 'Control',
    name: true,
    cell: ({ id, title }) => (
      <Link to="/controls/$id" params={{ id }}>
        {title}
      </Link>
    ),
  },
  {
    head: 'Why',
    cell: ({ reasons }) => <By of={reasonShown(reasons[0] ?? '')} />,
    value: ({ reasons }) => reasons.join('; '),
  },
  { head: 'Criteria', cell: ({ criteria }) => <Phrase of={criteria.join(', ')} /> },
  {
    head: 'Owner',
    cell: ({ owner, ownerFunction }) => <By of={whose(owner, ownerFunction)} />,
  },
  { head: 'Frequency', cell: ({ frequency }) => amid(frequency) },
  { head: 'Function', extra: true, cell: ({ ownerFunction }) => amid(ownerFunction) },
  { head: 'Id', extra: true, cell: ({ id }) => <span className="mono">{id}</span> },
];

/** All adopted controls with where each stands. The address bar holds what is looked for. */
export function ControlsPage() {
  const { view } = useSearch({ strict: false }) as Search;
  const { engagement } = useProgramme();
  if (view === 'retired') return <RetiredPage />;
  if (engagement === null) return <BeforeScope />;
  return view === 'apart' ? <ApartPage /> : <Measured />;
}

function Measured() {
  const status = useStatus();
  const search = useSearch({ strict: false }) as Search;
  return (
    <Answer of={status} page="Controls">
      {({ engagement, controls, counts, criteria, gaps }) => {
        const isMatrix = search.view === 'matrix';
        const stands = standsOf(controls, gaps);
        const find = isMatrix ? wordIn({ ...search }, 'find') : '';
        const fitting = controls.filter((control) => fits(control, { ...search, find }));
        const shown = fitting.filter((control) => standsSo(control, search.status, stands));
        return (
          <Page
            title="Controls"
            lead={<Lead type={engagement.type} controls={controls.length} counts={counts} />}
            actions={<RoomActions />}
          >
            <Views view={search.view} />
            <Filters search={search} controls={fitting} stands={stands} />
            {shown.length === 0 && <NoneFits adopted={controls.length} />}
            {shown.length > 0 && isMatrix && <Matrix controls={shown} criteria={criteria} />}
            {shown.length > 0 && !isMatrix && <List controls={shown} areUnowned={search.owner === OWNED_BY_NOBODY} />}
          </Page>
        );
      }}
    </Answer>
  );
}

interface LeadProps {
  readonly type: 'type-1' | 'type-2';
  readonly controls: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** A Type I looks at the design alone, and must not read as if operation had been looked at. Each number opens what it counts. */
function Lead({ type, controls, counts }: LeadProps) {
  const [clean, deviating] = [counts['no deviation found'] ?? 0, counts['deviations found'] ?? 0];
  const adopted = <Link to="/controls">{counted(controls, 'control')}</Link>;
  const cleanOnes = <Those status="no deviation found">{count(clean)}</Those>;
  if (type === 'type-1')
    return (
      <>
        {adopted} adopted; the design of {cleanOnes} is complete. A Type I examination does not look at operation.
      </>
    );
  return (
    <>
      {adopted} adopted; {cleanOnes}
      {`\u{a0}${clean === 1 ? 'shows' : 'show'} no deviation, `}
      <Those status="deviations found">{count(deviating)}</Those>
      {`\u{a0}${deviating === 1 ? 'shows' : 'show'} deviations.`}
    </>
  );
}

const Those = ({ status, children }: { readonly status: string; readonly children: ReactNode }) => (
  <Link to="/controls" search={{ status }}>
    {children}
  </Link>
);

const NoneFits = ({ adopted }: { readonly adopted: number }) =>
  adopted === 0 ? (
    <Empty
      what="No control is adopted yet"
      why="A control is what your company does, and what an auditor looks at. Adopt from the library what you will really perform, in your own words."
      action={<Link to="/controls/library">Look through the library</Link>}
    />
  ) : (
    <Empty
      what="No control is left here"
      why="None of those adopted is as the filter asks. Take it away to see them all."
      action={<Link to="/controls">Show all controls</Link>}
    />
  );

interface ListProps {
  readonly controls: readonly Standing[];
  /** They are looked at because nobody owns them. */
  readonly areUnowned: boolean;
}

function List({ controls, areUnowned }: ListProps) {
  const isNow = useProgramme().asOf === null;
  const mayGive = useMay('controls:write') && isNow;
  return (
    <>
      {areUnowned && mayGive && (
        <Group mb="md" gap="sm" className="no-print">
          <GiveOwner selected={controls} all />
          <Text size="sm">Or select some of them in the table, and give those.</Text>
        </Group>
      )}
      <Records
        label="Controls"
        main
        rows={controls}
        keyOf={({ id }) => id}
        place={({ id }) => ({ to: '/controls/$id', params: { id } })}
        columns={COLUMNS}
        {...(mayGive
          ? {
              act: (selected: readonly Standing[], clear: () => void) => (
                <GiveOwner selected={selected} clear={clear} />
              ),
            }
          : {})}
      />
    </>
  );
}
