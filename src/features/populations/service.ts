import type { Aliases } from '#/checks/engine/people.ts';
import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { POPULATION_NAMES, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { rowReader } from '#/core/segment/row-reader.ts';
import { Keys, rowsOfKey } from '#/core/segment/rows-of-key.ts';
import type { Row } from '#/core/segment/row.ts';
import { numbersOf, SYSTEM } from '#/core/segment/segment.ts';
import { tableOf } from '#/core/segment/table.ts';
import { type Reach, reachIn } from '#/features/engagements/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { populationsContract } from './contract.ts';
import { isOfWindows } from './reach.ts';
import type { Populations } from './reading.service.ts';
import { type Comparison, reconciled } from './reconcile.service.ts';
import type { OpenedSegment } from './segments.service.ts';
import { jsonOf } from './settle.ts';
import {
  type ArtifactRow,
  artifactRows,
  coverageOf,
  insertReconciliation,
  receivedDates,
  sealedSegments,
  sourcesBringing,
} from './store.ts';

export interface PopulationsDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly populations: Populations;
  readonly zoneOf: (tx: Tx) => Promise<string>;
  /** Whose handles are, as it was declared. */
  readonly aliasesOf: (tx: Tx) => Promise<Aliases>;
}

export const populationsService = (deps: PopulationsDeps): Handlers<typeof populationsContract> => ({
  list: async ({ org }) => {
    const sizes = await deps.populations.sizes(org);
    const bringing = await deps.db.transaction(org, sourcesBringing);
    const populations = POPULATION_NAMES.map((name) => {
      const { doc, shape } = populationNamed(name);
      return { name, doc, shape: shape.kind, items: sizes.get(name) ?? 0, sources: [...(bringing.get(name) ?? [])] };
    });
    return { populations };
  },
  records: async ({ org, standing }, { population, asOf, after, limit }) => {
    const reach = await reachIn(deps.db, org, standing);
    return deps.populations.browsing(org, { population, asOf: asOf ?? null }, async ({ table, itemAt }) => {
      const records: ReturnType<typeof shown>[] = [];
      const end = Math.min(table.size, after + (reach === null ? limit : MOST_LOOKED_AT));
      let item = after;
      for (; item < end && records.length < limit; item += 1) {
        const found = itemAt(item);
        if (found !== undefined && (reach === null || isOfWindows(population, found.row, reach.windows)))
          records.push(shown(found.row, found.segment));
      }
      const graded = await deps.db.transaction(org, (tx) => withGrades(tx, records));
      return { items: reach === null ? table.size : null, records: graded, next: item < table.size ? item : null };
    });
  },
  record: async ({ org, standing }, { population, key }) => {
    const reach = await reachIn(deps.db, org, standing);
    const refs = await deps.populations.browsing(org, { population, asOf: null }, async ({ segments }) => {
      const positions = positionsOf(segments, key);
      if (positions.size === 0 || (reach !== null && !isKeyOfWindows(population, segments, { key, reach })))
        throw new DomainError('not_found', { what: `item of ${population}`, id: key });
      const sealed = await deps.db.transaction(org, (tx) => sealedSegments(tx, { population, reference: true }));
      return sealed
        .filter(({ position }) => positions.has(position))
        .map(({ position, digest }) => ({ position, digest, merged: false }));
    });
    return deps.populations.readingSealed(org, refs, (segments) =>
      deps.db.transaction(org, async (tx) => ({ versions: await versionsOf(tx, { population, segments, refs }, key) })),
    );
  },
  coverage: ({ org }, { population }) =>
    deps.db.transaction(org, async (tx) => ({
      coverage: (await coverageOf(tx, population, Number.MAX_SAFE_INTEGER)).map(
        ({ run: _, population: __, ...row }) => row,
      ),
    })),
  reconcile: (caller, input) =>
    input.kind === 'count' ? confirmCount(deps, caller, input) : reconcile(deps, caller, input),
});

/** Of a long population, as many items are looked at for one page of those that somebody may see. */
const MOST_LOOKED_AT = 20_000;

/** Is any version of an item of the windows? */
function isKeyOfWindows(
  population: PopulationName,
  segments: readonly OpenedSegment[],
  { key, reach }: { readonly key: string; readonly reach: Reach },
): boolean {
  let found = false;
  rowsOfKey(segments, key, (place, row) => {
    const segment = segments[place];
    if (segment === undefined) return;
    const read = rowReader(populationNamed(population).fields, segment, (artifact) => artifact)(row);
    found ||= isOfWindows(population, read, reach.windows);
  });
  return found;
}

const shown = ({ key, presence, fact, collected, place, note, artifact }: Row, segment?: OpenedSegment) => ({
  key,
  presence,
  fact: fact === null ? null : (jsonOf(fact) as Record<string, unknown>),
  collected,
  place,
  note,
  artifact: artifact === null ? null : (segment?.artifacts[artifact] ?? null),
});

/** Each with the grade of the bytes that it was read from. */
async function withGrades<R extends { readonly artifact: string | null }>(tx: Tx, records: readonly R[]) {
  const artifacts = await artifactRows(
    tx,
    records.flatMap(({ artifact }) => artifact ?? []),
  );
  return records.map((record) => ({ ...record, grade: artifacts.get(record.artifact ?? '')?.grade ?? null }));
}

/** Positions at which versions of a key were sealed. */
export const positionsOf = (segments: readonly OpenedSegment[], key: string): ReadonlySet<number> =>
  new Set(positionsOfKeys(segments)(key));

/** The same for one key after the other. */
export function positionsOfKeys(segments: readonly OpenedSegment[]): (key: string) => readonly number[] {
  const keys = new Keys(segments);
  return (key) => {
    const positions: number[] = [];
    keys.find(key, (place, row) => {
      const segment = segments[place];
      if (segment === undefined) return;
      positions.push(
        segment.merged ? (numbersOf(segment.column(SYSTEM.position), segment.rows)[row] ?? 0) : segment.position,
      );
    });
    return positions;
  };
}

interface Sealed {
  readonly population: PopulationName;
  readonly segments: readonly OpenedSegment[];
  readonly refs: readonly { readonly digest: string }[];
}

/** All versions of an item, oldest first, each with its place in the log and in the bytes that it was read from. */
async function versionsOf(tx: Tx, { population, segments, refs }: Sealed, key: string) {
  const rows: {
    readonly read: ReturnType<typeof shown>;
    readonly row: number;
    readonly position: number;
    readonly digest: string;
  }[] = [];
  rowsOfKey(segments, key, (place, row) => {
    const segment = segments[place];
    if (segment === undefined) return;
    const read = shown(rowReader(populationNamed(population).fields, segment, (artifact) => artifact)(row), segment);
    rows.push({ read, row, position: segment.position, digest: refs[place]?.digest ?? '' });
  });
  const received = await receivedDates(
    tx,
    rows.map(({ position }) => position),
  );
  const artifacts = await artifactRows(
    tx,
    rows.flatMap(({ read }) => read.artifact ?? []),
  );
  return rows.map(({ read, row, position, digest }) => {
    const artifact = read.artifact === null ? undefined : artifacts.get(read.artifact);
    return {
      ...read,
      position,
      received: received.get(position) ?? 0,
      segment: { digest, row },
      source: artifact === undefined ? null : shownArtifact(artifact),
    };
  });
}

const shownArtifact = ({ id, sha256, name, media, grade, bytes, position }: ArtifactRow) => ({
  artifact: id,
  sha256,
  name,
  media,
  grade,
  bytes,
  position,
});

async function reconcile(deps: PopulationsDeps, { org, person }: Caller, comparison: Comparison) {
  return deps.populations.reading(org, null, async (open) =>
    deps.db.transaction(org, async (tx) => {
      const known = { open, aliases: await deps.aliasesOf(tx), zone: await deps.zoneOf(tx) };
      const found = await reconciled(comparison, known);
      const complete = found.matched > 0 && found.onlyThere.length === 0;
      const compared = { ...comparison, zone: known.zone };
      const payload = { v: 1, comparison: compared as Json, ...found, complete, person } as unknown as Json;
      const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'reconciliation', payload }]);
      const position = sealed?.position ?? -1;
      for (const [part, source] of found.sources.entries()) {
        await insertReconciliation(tx, {
          org,
          position,
          part,
          kind: comparison.kind,
          definition: { ...compared, population: found.population, source },
          result: { complete, matched: found.matched },
        });
      }
      return {
        position,
        kind: comparison.kind,
        ...found,
        onlyHere: [...found.onlyHere],
        onlyThere: [...found.onlyThere],
        sources: [...found.sources],
        complete,
      };
    }),
  );
}

interface CountSeen {
  readonly population: PopulationName;
  readonly source: string;
  readonly count: number;
  readonly note: string;
  readonly artifact?: string | undefined;
}

/** A count that a person saw in the source itself, against ours. Of 0 and 0 nothing was compared, so it completes nothing. */
async function confirmCount(
  deps: PopulationsDeps,
  { org, person }: Caller,
  { population, source, count, note, artifact }: CountSeen,
) {
  return deps.populations.reading(org, null, async (open) =>
    deps.db.transaction(org, async (tx) => {
      const segments = await open(population);
      const ours = countFrom(population, segments, source);
      const complete = ours === count && ours > 0;
      const definition = { kind: 'count', population, source, count, note, artifact: artifact ?? null };
      const [sealed] = await deps.ledger.seal(tx, org, [
        { kind: 'reconciliation', payload: { v: 1, comparison: definition, ours, complete, person } },
      ]);
      const position = sealed?.position ?? -1;
      await insertReconciliation(tx, { org, position, part: 0, kind: 'count', definition, result: { complete, ours } });
      return {
        position,
        kind: 'count',
        population,
        matched: Math.min(ours, count),
        onlyHere: [],
        onlyThere: [],
        complete,
        sources: [source],
      };
    }),
  );
}

function countFrom(population: PopulationName, segments: readonly OpenedSegment[], source: string): number {
  const table = tableOf(segments, { observed: false, asOf: Number.MAX_SAFE_INTEGER });
  let count = 0;
  segments.forEach((segment, place) => {
    const read = rowReader(populationNamed(population).fields, segment, (artifact) => artifact);
    (table.itemOf[place] ?? []).forEach((item, row) => {
      if (item >= 0 && read(row).key.startsWith(`${source}/`)) count += 1;
    });
  });
  return count;
}
