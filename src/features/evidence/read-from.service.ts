import { POPULATION_NAMES, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { rowReader } from '#/core/segment/row-reader.ts';
import { type OpenedSegment, type Populations, sealedSegments } from '#/features/populations/index.ts';
import type { EvidenceDeps } from './service.ts';

/** Records of a kind that were read from an artifact. */
interface ReadFrom {
  readonly population: PopulationName;
  readonly items: number;
  /** Of the first of them, at most `MOST_KEYS`. */
  readonly keys: readonly string[];
}

const MOST_KEYS = 5;

/** What the records say that were read from some artifacts: it stays when these are erased. */
export async function readFrom(
  { db, populations }: Pick<EvidenceDeps, 'db'> & { readonly populations: Populations },
  org: string,
  artifacts: ReadonlySet<string>,
): Promise<readonly ReadFrom[]> {
  const found: ReadFrom[] = [];
  for (const population of POPULATION_NAMES) {
    const sealed = await db.transaction(org, (tx) => sealedSegments(tx, { population, reference: true }));
    const refs = sealed.map(({ position, digest }) => ({ position, digest, merged: false }));
    const keys = await populations.readingSealed(
      org,
      refs,
      async (segments) => new Set(segments.flatMap((segment) => keysFrom(population, segment, artifacts))),
    );
    if (keys.size > 0) found.push({ population, items: keys.size, keys: [...keys].sort().slice(0, MOST_KEYS) });
  }
  return found;
}

function keysFrom(population: PopulationName, segment: OpenedSegment, wanted: ReadonlySet<string>): readonly string[] {
  const places = new Set(segment.artifacts.flatMap((id, place) => (wanted.has(id) ? [place] : [])));
  if (places.size === 0) return [];
  const read = rowReader(populationNamed(population).fields, segment, (artifact) => artifact);
  return Array.from({ length: segment.rows }, (_, at) => read(at)).flatMap(({ key, artifact, presence }) =>
    artifact !== null && places.has(artifact) && presence !== 'erased' ? [key] : [],
  );
}
