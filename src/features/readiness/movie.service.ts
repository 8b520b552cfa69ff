import { CHECKS } from '#/checks/index.ts';
import { criteriaIn, daysOf, windowIn, zoneIn } from '#/features/engagements/index.ts';
import { FRESH_DAYS, type Hole } from '#/core/coverage/coverage.ts';
import { erasedOf } from '#/core/status/erased-pieces.ts';
import { DAY } from '#/core/time/instant.ts';
import { criterionWithId, SERIES } from '#/library/library.ts';
import { type Cell, cellsOf, type Week, type Weekly, weekly, weeksOf } from './movie.ts';
import type { Ground } from './facts.service.ts';
import { kept, keyOf } from './kept.service.ts';
import type { Standing } from './standing.service.ts';

export interface Series {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly string[];
  /** The controls that serve it. */
  readonly serving: Standing['ranked'];
  readonly cells: readonly Cell[];
}

export interface Movie {
  readonly weeks: readonly Week[];
  /** By check, what each week has of its last run. */
  readonly counted: ReadonlyMap<string, Weekly>;
  readonly series: readonly Series[];
}

/** Raise it when something else is kept of a week. */
const FORM = 2;

/** By check, how the items of its last run lie in the weeks; counted only where nobody counted them before. */
async function weeklyOf(
  ground: Ground,
  { runs, outcomesOf }: Standing['facts'],
  weeks: readonly Week[],
): Promise<ReadonlyMap<string, Weekly>> {
  const days = weeks.map(({ start, end }) => ({ start, end }));
  const parts = [...runs.values()].map(({ checkId, outcomes }) => ({
    check: checkId,
    subject: `${checkId} ${ground.opened.id}`,
    key: keyOf({ form: FORM, outcomes, days }),
  }));
  const values = await kept(ground, 'weekly', {
    parts,
    workOut: async ({ check }) => {
      const outcomes = await outcomesOf(check);
      return { value: outcomes === undefined ? [] : [...weekly(outcomes, weeks)] };
    },
  });
  return new Map(parts.map(({ check, subject }) => [check, Int32Array.from((values.get(subject) ?? []) as number[])]));
}

const isStarted = ({ of }: Standing['ranked'][number]): boolean => of.status !== 'not started';

const holesOf = (ranked: Standing['ranked']): readonly Hole[] =>
  ranked.flatMap(({ facts: { coverage } }) => coverage.flatMap(({ holes }) => holes));

/** Series by week over the whole window, from what the last runs stored; nothing is judged again. */
export async function movieOf(standing: Standing, ground: Ground): Promise<Movie> {
  const { engagement } = standing.opened;
  const weeks = weeksOf({ ...daysOf(engagement), zone: zoneIn(engagement) });
  const counted = await weeklyOf(ground, standing.facts, weeks);
  const series = [...new Set(criteriaIn(engagement).map(({ series: name }) => name))];
  return { weeks, counted, series: series.map((id) => seriesOf(standing, id, { weeks, counted })) };
}

function seriesOf(
  { opened: { engagement, opened }, asOf, ranked, facts: { attached } }: Standing,
  id: string,
  { weeks, counted }: Pick<Movie, 'weeks' | 'counted'>,
): Series {
  const isFresh = asOf.instant < Math.min(opened + FRESH_DAYS * DAY, windowIn(engagement).end);
  const isGap = ({ source }: Hole): boolean => !isFresh || source !== null;
  const serving = ranked.filter(({ criteria }) => criteria.some((each) => criterionWithId(each)?.series === id));
  const checks = new Set(serving.flatMap(({ facts: { checks: of } }) => of.map(({ id: check }) => check)));
  const judged = CHECKS.filter((check) => checks.has(check.id)).map((check) => check.id);
  const cells = cellsOf(
    {
      counts: judged.flatMap((check) => counted.get(check) ?? []),
      holes: holesOf(serving.filter(isStarted)).filter(isGap),
      idle: [
        ...holesOf(serving.filter((each) => !isStarted(each))),
        ...holesOf(serving).filter((each) => !isGap(each)),
      ],
      due: serving.flatMap(({ id: control, facts: { occurrences } }) => {
        const own = attached.filter((each) => each.control === control);
        const gone = new Set(
          erasedOf(own, { window: windowIn(engagement), isOfDesign: false, items: [] }).map(({ id: piece }) => piece),
        );
        return occurrences.map((each) => ({
          kind: each.kind,
          end: each.period.end,
          isErased: 'performance' in each && gone.has(each.performance.proof),
        }));
      }),
    },
    weeks,
    asOf.instant,
  );
  return { id, title: SERIES[id] ?? '', checks: judged, serving, cells };
}
