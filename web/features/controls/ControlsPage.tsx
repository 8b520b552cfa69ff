import { Chip, Group, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { wordIn } from '#web/kit/address.ts';
import { Parted, Phrase } from '#web/kit/ItemKey.tsx';
import { Page } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import { STATUSES } from '#web/kit/states.ts';
import { count, counted } from '#web/kit/when.ts';
import { amid, reasonShown } from '#web/kit/words.ts';
import { useStatus } from '#web/features/readiness/use-status.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { ApartPage } from './ApartPage.tsx';
import { BeforeScope } from './BeforeScope.tsx';
import { GiveOwner } from './GiveOwner.tsx';
import { Matrix } from './Matrix.tsx';
import { RetiredPage } from './RetiredPage.tsx';
import { RoomActions } from './RoomActions.tsx';
import type { Standing } from './shapes.ts';
import { Views } from './Views.tsx';

interface Search {
  readonly status?: string | undefined;
  readonly criterion?: string | undefined;
  readonly series?: string | undefined;
  readonly find?: string | undefined;
  readonly view?: string | undefined;
  /** "nobody": those that nobody owns. */
  readonly owner?: string | undefined;
}

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
  { head: 'Why', cell: ({ reasons }) => reasonShown(reasons[0] ?? ''), value: ({ reasons }) => reasons.join('; ') },
  { head: 'Criteria', cell: ({ criteria }) => <Phrase of={criteria.join(', ')} /> },
  {
    head: 'Owner',
    cell: ({ owner, ownerFunction }) => (owner === null ? `nobody (${amid(ownerFunction)})` : <Parted of={owner} />),
  },
  { head: 'Frequency', cell: ({ frequency }) => amid(frequency) },
  { head: 'Function', extra: true, cell: ({ ownerFunction }) => amid(ownerFunction) },
  { head: 'Id', extra: true, cell: ({ id }) => <span className="mono">{id}</span> },
];

/** As the address says it of those that nobody owns. */
const NOBODY = 'nobody';
/** Whatever stands between here and ready, whichever status it has. */
const OPEN = 'open';

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
        const open = new Set(gaps.map(({ control }) => control));
        const shown = controls.filter(
          (control) =>
            (search.status === OPEN
              ? open.has(control.id)
              : search.status === undefined || search.status === control.status) &&
            fits(control, { ...search, find: isMatrix ? wordIn({ ...search }, 'find') : '' }),
        );
        return (
          <Page title="Controls" lead={leadOf(engagement.type, controls.length, counts)} actions={<RoomActions />}>
            <Views view={search.view} />
            <Filters search={search} counts={{ [OPEN]: gaps.length, ...counts }} />
            {shown.length === 0 && <NoneFits adopted={controls.length} />}
            {shown.length > 0 && isMatrix && <Matrix controls={shown} criteria={criteria} />}
            {shown.length > 0 && !isMatrix && <List controls={shown} />}
          </Page>
        );
      }}
    </Answer>
  );
}

/** A Type I looks at the design alone, and must not read as if operation had been looked at. */
function leadOf(type: 'type-1' | 'type-2', controls: number, counts: Readonly<Record<string, number>>): string {
  const adopted = `${counted(controls, 'control')} adopted`;
  const [clean, deviating] = [counts['no deviation found'] ?? 0, counts['deviations found'] ?? 0];
  return type === 'type-1'
    ? `${adopted}; the design of ${count(clean)} is complete. A Type I examination does not look at operation.`
    : `${adopted}; ${counted(clean, 'shows', 'show')} no deviation, ${counted(deviating, 'shows', 'show')} deviations.`
        // a number stands beside what it counts
        .replaceAll(/(\d) (?=show)/g, '$1\u{a0}');
}

const NoneFits = ({ adopted }: { readonly adopted: number }) =>
  adopted === 0 ? (
    <Empty
      what="No control is adopted yet"
      why="A control is what your company does, and what an auditor looks at. Adopt from the library what you will really perform, in your own words."
      action={<Link to="/controls/library">Look through the library</Link>}
    />
  ) : (
    <Empty what="No control is like this" why="Take a filter away, or adopt more controls from the library." />
  );

function List({ controls }: { readonly controls: readonly Standing[] }) {
  const isNow = useProgramme().asOf === null;
  const mayGive = useMay('controls:write') && isNow;
  return (
    <Records
      label="Controls"
      main
      rows={controls}
      keyOf={({ id }) => id}
      place={({ id }) => ({ to: '/controls/$id', params: { id } })}
      columns={COLUMNS}
      {...(mayGive
        ? {
            act: (selected: readonly Standing[], clear: () => void) => <GiveOwner selected={selected} clear={clear} />,
          }
        : {})}
    />
  );
}

function fits(
  { criteria, title, id, owner }: Standing,
  { criterion, series, find = '', owner: whose }: Search,
): boolean {
  if (whose === NOBODY && owner !== null) return false;
  if (criterion !== undefined && !criteria.includes(criterion)) return false;
  if (series !== undefined && !criteria.some((each) => each.startsWith(`${series}.`))) return false;
  return `${title} ${id} ${criteria.join(' ')} ${owner ?? ''}`.toLowerCase().includes(find.toLowerCase());
}

function Filters({ search, counts }: { readonly search: Search; readonly counts: Readonly<Record<string, number>> }) {
  const navigate = useNavigate();
  const set = (change: Search): void =>
    void navigate({ to: '.', replace: true, search: (before: object) => ({ ...before, ...change }) });
  return (
    <Group my="md" gap="sm" className="no-print">
      {search.view === 'matrix' && (
        <TextInput
          aria-label="Find a control"
          placeholder="Find by name, criterion or owner"
          value={search.find ?? ''}
          onChange={({ currentTarget }) => set({ find: currentTarget.value === '' ? undefined : currentTarget.value })}
          w={280}
        />
      )}
      {Object.entries(counts).map(([state, controls]) => (
        <Chip
          key={state}
          size="xs"
          variant="outline"
          checked={search.status === state}
          onChange={(on) => set({ status: on ? state : undefined })}
        >
          {`${state} ${controls}`}
        </Chip>
      ))}
      {search.owner === NOBODY && (
        <Chip size="xs" checked onChange={() => set({ owner: undefined })}>
          nobody owns it
        </Chip>
      )}
      {search.series !== undefined && (
        <Chip size="xs" checked onChange={() => set({ series: undefined })}>
          {search.series}
        </Chip>
      )}
      {search.criterion !== undefined && (
        <Chip size="xs" checked onChange={() => set({ criterion: undefined })}>
          {search.criterion}
        </Chip>
      )}
    </Group>
  );
}
