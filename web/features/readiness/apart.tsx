import { ARRIVED_LATE } from '#/core/status/arrived-words.ts';
import type { ApartCount } from './apart-told.ts';
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ItemName } from '#web/kit/ItemKey.tsx';
import type { Column } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import { OUTCOMES } from '#web/kit/states.ts';
import type { Answered } from '#web/kit/shapes.ts';
import { Day, When } from '#web/kit/When.tsx';
import { reasonShown } from '#web/kit/words.ts';
import { instantsIn } from '#web/kit/when.ts';
import { By } from '#web/features/people/By.tsx';
import { useProgramme } from '#web/shell/programme.ts';

export type ApartItem = Answered<'readiness', 'apart'>['items'][number];

/** What stands apart from a window, in the order of its days. */
export const APART = [
  {
    list: 'open-before-window',
    name: 'openBeforeWindow',
    title: 'Open when the window began',
    means:
      'It came before the first day, and was open when the window began: its deadline was still to come, or it was overdue. It is not counted in the window; what of it was late in the window shows with its control.',
  },
  {
    list: 'due-after-window',
    name: 'dueAfterWindow',
    title: 'Due only after the last day',
    means: 'The window counts it and cannot say what becomes of it; the next one finds it open.',
  },
  {
    list: 'late-arrivals',
    name: 'lateArrivals',
    title: 'Arrived late',
    means: `It is of the window, and the ledger did not have it before the window was over. ${ARRIVED_LATE}`,
  },
  {
    list: 'recorded-late',
    name: 'recordedLate',
    title: 'Recorded long after it occurred',
    means: 'A person attached it more than 30 days after it occurred.',
  },
  {
    list: 'no-longer-deviating',
    name: 'noLongerDeviating',
    title: 'Deviated, and does not now',
    means:
      'An earlier run said that it deviates, and the last one does not: its records, or the limits, were changed since. That may be right; an auditor will ask, and every version is kept.',
  },
] as const;
export type ApartList = (typeof APART)[number]['list'];

export type ApartCounts = Readonly<Record<(typeof APART)[number]['name'], ApartCount>>;

/** The checks of which nobody knows what they would add; nothing where all ran. */
export const NeverRan = ({ of: { known, neverRun } }: { readonly of: ApartCount }) =>
  neverRun.length > 0 && (
    <Text size="sm" mb="sm">
      {known === 0 ? 'Nothing is known: ' : 'What else there is, is not known: '}
      {neverRun.length === 1 ? 'this check never ran, ' : 'these checks never ran, '}
      {neverRun.map((id, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <Link to="/checks/$id" params={{ id }} className="mono">
            {id}
          </Link>
        </span>
      ))}
      .
    </Text>
  );

/** A source writes a date as an instant, as two between which it was, or as a day. */
function Occurred({ said }: { readonly said: string }) {
  const { zone } = useProgramme();
  const [first, last] = instantsIn(said, zone);
  if (first === undefined) return <Day day={said} />;
  return (
    <>
      <When at={first} />
      {last !== undefined && (
        <>
          {' to '}
          <When at={last} />
        </>
      )}
    </>
  );
}
Occurred.said = ({ said }: { readonly said: string }): string => said;

export const APART_COLUMNS: readonly Column<ApartItem>[] = [
  {
    head: 'Now',
    term: 'outcome',
    states: OUTCOMES,
    cell: ({ outcome }) => outcome !== null && <State name={outcome} />,
  },
  {
    head: 'Item',
    name: true,
    cell: ({ population, item, called, opens }) =>
      population === null ? (
        'attached by a person' // its id says nothing to anybody; the reason has its name
      ) : (
        <ItemName
          of={item}
          called={called}
          link={(name) =>
            opens ? (
              <Link to="/evidence/$population/$key" params={{ population, key: item }}>
                {name}
              </Link>
            ) : (
              name
            )
          }
        />
      ),
    value: ({ item, called }) => [called ?? '', item].filter(Boolean).join(' | '),
  },
  { head: 'Why', cell: ({ because }) => <By of={reasonShown(because)} /> },
  { head: 'Occurred', cell: ({ occurred }) => occurred !== null && <Occurred said={occurred} /> },
  { head: 'Due', cell: ({ due }) => due !== null && <When at={due - 1} /> },
  { head: 'Received', cell: ({ received }) => received !== null && <When at={received} /> },
];
