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
