import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useLayoutEffect, useRef } from 'react';
import { Answer } from '#web/kit/Answer.tsx';
import { Mark } from '#web/kit/Mark.tsx';
import { Explained, Term } from '#web/kit/Term.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { count, counted, showPlainDay } from '#web/kit/when.ts';
import { CELLS } from '#web/features/readiness/cells.ts';
import { ask } from '#web/shell/api.ts';
import { usePast, useProgramme } from '#web/shell/programme.ts';
import { onMovieKey } from './movie-keys.ts';

type Movie = Answered<'readiness', 'movie'>;
type Series = Movie['series'][number];
type Cell = Series['cells'][number];

/** Each series of criteria by week over the window: what the stored outcomes say of the items of that week. */
export function MovieOfWindow() {
  const { engagement } = useProgramme();
  const past = usePast();
  const movie = useQuery(
    ask('readiness', 'movie', {
      ...(engagement === null ? {} : { engagement: engagement.id }),
      ...past,
    }),
  );
  return <Answer of={movie}>{({ weeks, series }) => <Weeks weeks={weeks} series={series} />}</Answer>;
}

/** Where not all weeks have room, the latest that are judged are in sight. */
function Weeks({ weeks, series }: Pick<Movie, 'weeks' | 'series'>) {
  const region = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const latest = Math.max(...series.map(({ cells }) => cells.findLastIndex(({ state }) => state !== 'upcoming')));
    const cell = region.current?.querySelectorAll('thead th')[latest + 1] as HTMLElement | undefined;
    if (region.current !== null && cell !== undefined)
      region.current.scrollLeft = cell.offsetLeft + cell.offsetWidth - region.current.clientWidth;
  }, [series]);
  return (
    <div
      ref={region}
      className="movie"
      tabIndex={0}
      role="region"
      data-arrows=""
      aria-label="The window by week. Keys: arrows go through its weeks, enter opens."
      onKeyDown={onMovieKey}
    >
      <table>
        <caption className="visually-hidden">Series of criteria by week</caption>
        <thead>
          <tr>
            <th scope="col">
              <Term name="series">Series</Term>
            </th>
            {weeks.map(({ first }, place) => (
              <th key={first} scope="col">
                <span className={startsMonth(weeks, place) ? '' : 'visually-hidden'}>{monthOf(first)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map((each) => (
            <tr key={each.id}>
              <th scope="row" title={each.title}>
                <Link to="/controls" search={{ series: each.id }}>
                  {each.id}
                </Link>
              </th>
              {each.cells.map((cell, place) => (
                <td key={weeks[place]?.first ?? place}>
                  <CellOf cell={cell} series={each} first={weeks[place]?.first ?? ''} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const monthOf = (day: string): string => showPlainDay(day).split(/\s/)[1] ?? '';
/** Where the name of a month stands: over its first week, and over the first of all unless the next name would touch it. */
const startsMonth = (weeks: Movie['weeks'], place: number): boolean =>
  place === 0 ? !changesMonth(weeks, 1) : changesMonth(weeks, place);
const changesMonth = (weeks: Movie['weeks'], place: number): boolean =>
  weeks[place]?.first.slice(5, 7) !== weeks[place - 1]?.first.slice(5, 7);

function CellOf({ cell, series, first }: { readonly cell: Cell; readonly series: Series; readonly first: string }) {
  const { state, deviations, unknown, items } = cell;
  const numbers = [
    counted(items, 'item'),
    ...(deviations > 0 ? [counted(deviations, 'deviation')] : []),
    ...(unknown > 0 ? [`${count(unknown)} unknown`] : []),
  ];
  const says = `${series.id}, week of ${showPlainDay(first)}: ${state}, ${numbers.join(', ')}`;
  if (state === 'upcoming' || (series.checks.length === 0 && state === 'not judged'))
    return (
      <span title={says} role="img" aria-label={says}>
        <Mark look={CELLS[state].look} />
      </span>
    );
  return (
    <Link to="/checks" search={{ series: series.id, week: first }} title={says} aria-label={says} tabIndex={-1}>
      <Mark look={CELLS[state].look} />
    </Link>
  );
}

/** What the marks of the movie say. */
export function MovieLegend() {
  return (
    <ul className="legend">
      {LEGEND.map(({ state, word = state }) => (
        <li key={state}>
          <Explained says={CELLS[state].means}>
            <span className="state">
              <Mark look={CELLS[state].look} />
              <span>{word}</span>
            </span>
          </Explained>
        </li>
      ))}
    </ul>
  );
}

const LEGEND: readonly { readonly state: Cell['state']; readonly word?: string }[] = [
  { state: 'pass' },
  { state: 'deviation' },
  { state: 'unknown' },
  { state: 'not evidenced' },
  { state: 'pending' },
  { state: 'excluded' },
  { state: 'nothing occurred' },
  { state: 'not judged' },
  { state: 'upcoming', word: 'not started or upcoming' },
];
