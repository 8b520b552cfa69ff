import { grouped } from '#/core/grouped.ts';
import type { Coverage } from './coverage.ts';

/** What holes a source has, a line for each cause: a year of missing days is one line. */
export function holesInWords({ population, holes }: Pick<Coverage, 'population' | 'holes'>): readonly string[] {
  const causes = Map.groupBy(
    holes,
    ({ source, because }) => `${population}${source === null ? '' : ` from ${source}`}: ${because}`,
  );
  return [...causes].map(([line, { length }]) => (length === 1 ? line : `${line}, in ${length} stretches`));
}

export const declaredInWords = ({
  population,
  declaredOnly,
}: Pick<Coverage, 'population' | 'declaredOnly'>): readonly string[] =>
  declaredOnly.map((source) => `${population} from ${source}: its completeness rests on what a person declared`);

/** That it is all there by a count which nobody but a person vouches for. */
export const statedInWords = ({ population, stated }: Pick<Coverage, 'population' | 'stated'>): readonly string[] =>
  stated.map(
    ({ source, count, by, day }) =>
      `${population} from ${source}: its completeness rests on a count of ${grouped(count)}, stated ${by === null ? '' : `by ${by} `}on ${day}`,
  );

/** That what one source was read for is taken on by another, on whose word, and since when it was said. */
export const followedInWords = ({
  population,
  followed,
}: Pick<Coverage, 'population' | 'followed'>): readonly string[] =>
  followed.map(
    ({ source, follows, until, by, day }) =>
      `${population} from ${source}: it follows ${follows}, ${until === null ? 'which was read of no time' : `which was read up to ${until}`}; stated by ${by} on ${day}`,
  );
