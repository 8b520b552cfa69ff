import type { Check } from '#/checks/check.ts';
import { SYSTEM, numbersOf } from '#/core/segment/segment.ts';
import { rowReader } from '#/core/segment/row-reader.ts';
import { Keys } from '#/core/segment/rows-of-key.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { artifactRows, gradesOfSources, type Populations } from '#/features/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { FindingRow } from './finding.ts';
import { wasArtifactErased } from './store.ts';

interface Asked {
  readonly org: string;
  readonly check: Check;
  /** What the run saw. */
  readonly asOf: number;
}

type Found = Pick<FindingRow, 'item' | 'look'>;
const nameOf = ({ item, look }: Found): string => JSON.stringify([item, look]);

/**
 * How far the bytes of each of these items can be believed. Of a source whose bytes all have one grade that is known
 * without its records, which would take as long as its population is; only where bytes were erased, or have several
 * grades, the records are looked at.
 */
export async function gradesOf(
  tx: Tx,
  populations: Populations,
  asked: Asked,
  found: readonly Found[],
): Promise<(of: Found) => string | null> {
  if (found.length === 0) return () => null;
  const bySource = await gradesOfSources(tx, [...new Set(found.map(({ item }) => sourceOf(item)))]);
  const isPlain = [...bySource.values()].every(({ length }) => length <= 1) && !(await wasArtifactErased(tx));
  if (isPlain) return ({ item }) => bySource.get(sourceOf(item))?.[0] ?? null;
  const exact = await byRecord(tx, populations, asked, found);
  return (of) => exact.get(nameOf(of)) ?? null;
}

const sourceOf = (item: string): string => item.slice(0, item.indexOf('/'));

const byRecord = (
  tx: Tx,
  populations: Populations,
  { org, check: { population }, asOf }: Asked,
  found: readonly Found[],
) =>
  populations.browsing(tx, { org, population, asOf }, async ({ segments }) => {
    const keys = new Keys(segments);
    const artifacts = new Map<string, string>();
    for (const each of found) {
      let latest = -1;
      keys.find(each.item, (place, row) => {
        const segment = segments[place];
        if (segment === undefined) return;
        const position = segment.merged
          ? (numbersOf(segment.column(SYSTEM.position), segment.rows)[row] ?? 0)
          : segment.position;
        const { collected, artifact } = rowReader(populationNamed(population).fields, segment, (of) => of)(row);
        const isIt = each.look === null ? position >= latest && position < asOf : collected === each.look;
        if (!isIt) return;
        latest = position;
        const id = artifact === null ? undefined : segment.artifacts[artifact];
        if (id === undefined) artifacts.delete(nameOf(each));
        else artifacts.set(nameOf(each), id);
      });
    }
    const rows = await artifactRows(tx, [...artifacts.values()]);
    return new Map(
      [...artifacts].flatMap(([name, id]) => {
        const grade = rows.get(id)?.grade;
        return grade === undefined ? [] : [[name, grade] as const];
      }),
    );
  });
