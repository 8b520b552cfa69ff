import { CHECKS } from '#/checks/index.ts';
import { shownOccurrence } from '#/core/occurrences/occurrences.ts';
import { DomainError } from '#/core/errors.ts';
import type { Handlers } from '#/contract/endpoint.ts';
import type { readinessContract } from './contract.ts';
import type { Ground } from './facts.service.ts';
import { countsIn, endsIn, type Week } from './movie.ts';
import { movieOf, type Series } from './movie.service.ts';
import type { Standing } from './standing.service.ts';

type Shown = Awaited<ReturnType<Handlers<typeof readinessContract>['week']>>;

/** One cell of the movie, and all that it counts: what each check says of the week, and what was due in it. */
export async function weekOf(
  standing: Standing,
  ground: Ground,
  { series: id, week: day }: { readonly series: string; readonly week: string },
): Promise<Shown> {
  const { weeks, counted, series } = await movieOf(standing, ground);
  const found = series.find((each) => each.id === id);
  const at = weeks.findIndex(({ first, last }) => first <= day && day <= last);
  const [week, cell] = [weeks[at], found?.cells[at]];
  if (found === undefined || week === undefined || cell === undefined)
    throw new DomainError('not_found', { what: 'week of the window', id: `${id} ${day}` });
  return {
    asOf: { ...standing.asOf },
    series: { id, title: found.title },
    first: week.first,
    last: week.last,
    cell: { ...cell },
    checks: found.checks.flatMap((check) => {
      const counts = counted.get(check);
      const { title, population } = CHECKS.find((each) => each.id === check) ?? {};
      if (title === undefined || population === undefined) return [];
      return [{ id: check, title, population, counts: counts === undefined ? null : { ...countsIn(counts, at) } }];
    }),
    performances: performancesIn(found, week),
    holes: holesIn(found, week, standing.asOf.instant),
  };
}

const performancesIn = ({ serving }: Series, week: Week): Shown['performances'] =>
  serving.flatMap(({ id, title, facts: { occurrences } }) =>
    occurrences
      .filter(({ period: { end } }) => endsIn(end, week))
      .map((occurrence) => {
        const { kind, first, due } = shownOccurrence(occurrence);
        return { control: id, title, kind, first, due };
      }),
  );

/** What of the week nothing accounts for, each population of a source once. */
function holesIn({ serving }: Series, { start, end }: Week, asOf: number): Shown['holes'] {
  const holes = new Map<string, Shown['holes'][number]>();
  for (const { population, holes: all } of serving.flatMap(({ facts: { coverage } }) => coverage))
    for (const { source, from, to, because } of all)
      if (from < Math.min(end, asOf) && to > start)
        holes.set(JSON.stringify([population, source, because]), { population, source, because });
  return [...holes.values()];
}
