import { CHECKS } from '#/checks/index.ts';
import { criteriaIn, daysOf, zoneIn } from '#/features/engagements/index.ts';
import { criterionWithId, SERIES } from '#/library/library.ts';
import { type Cell, cellsOf, type Week, type Weekly, weekly, weeksOf } from './movie.ts';
import type { Standing } from './standing.service.ts';

export interface Movie {
  readonly weeks: readonly Week[];
  readonly series: readonly {
    readonly id: string;
    readonly title: string;
    readonly checks: readonly string[];
    readonly cells: readonly Cell[];
  }[];
}

/** Series by week over the whole window, from what the last runs stored; nothing is judged again. */
export function movieOf({ opened: { engagement }, asOf, facts, ranked }: Standing): Movie {
  const weeks = weeksOf({ ...daysOf(engagement), zone: zoneIn(engagement) });
  const counted = new Map<string, Weekly>();
  for (const [id, outcomes] of facts.outcomes) counted.set(id, weekly(outcomes, weeks));
  const series = [...new Set(criteriaIn(engagement).map(({ series: name }) => name))];
  return {
    weeks,
    series: series.map((id) => {
      const serving = ranked.filter(({ criteria }) => criteria.some((each) => criterionWithId(each)?.series === id));
      const checks = new Set(serving.flatMap(({ facts: { checks: of } }) => of.map(({ id: check }) => check)));
      const judged = CHECKS.filter((check) => checks.has(check.id)).map((check) => check.id);
      return {
        id,
        title: SERIES[id] ?? '',
        checks: judged,
        cells: cellsOf(
          {
            counts: judged.flatMap((check) => counted.get(check) ?? []),
            holes: serving.flatMap(({ facts: { coverage } }) => coverage.flatMap(({ holes }) => holes)),
            due: serving.flatMap(({ facts: { occurrences } }) =>
              occurrences.map(({ kind, period: { end } }) => ({ kind, end })),
            ),
          },
          weeks,
          asOf.instant,
        ),
      };
    }),
  };
}
