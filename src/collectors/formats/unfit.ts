import type { Found } from '#/collectors/collector.ts';
import { populationNamed } from '#/core/populations/index.ts';

/** What a report says that no record can hold, such as a name of ten thousand letters; each with its place. */
export const faultsOfRecords = (records: readonly Found[]): readonly string[] =>
  records.flatMap(({ population, fact, place }) => {
    const { error } = populationNamed(population).schema.safeParse(fact);
    return (error?.issues ?? []).map(({ path, message }) => `${place}: ${path.map(String).join('.')}: ${message}`);
  });
