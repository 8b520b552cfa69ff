import type { Aliases } from '#/checks/engine/people.ts';
import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { Follows } from '#/core/coverage/chains.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { rowReader } from '#/core/segment/row-reader.ts';
import { Keys, rowsOfKey } from '#/core/segment/rows-of-key.ts';
import { numbersOf, SYSTEM } from '#/core/segment/segment.ts';
import { engagementsOf, type Reach, reachOf } from '#/features/engagements/index.ts';
import { type Ledger, listedMoment, remembering } from '#/features/ledger/index.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { populationsContract } from './contract.ts';
import { find } from './finding.service.ts';
import { list, records, shown } from './listing.service.ts';
import { isOfWindows } from './reach.ts';
import type { Populations } from './reading.service.ts';
import { confirmCount, reconcile, shownComparison } from './reconciling.service.ts';
import type { OpenedSegment } from './segments.service.ts';
import { type ArtifactRow, artifactRows, comparisonRows, receivedDates, sealedSegments } from './store.ts';
import { coverageOf, followsBefore } from './coverage.store.ts';

export interface PopulationsDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly populations: Populations;
  readonly zoneOf: (tx: Tx) => Promise<string>;
  /** Whose handles are, as it was declared. */
  readonly aliasesOf: (tx: Tx) => Promise<Aliases>;
}

type Handling = Handlers<typeof populationsContract>;

export function populationsService(deps: PopulationsDeps): Handling {
  const remember = remembering(deps);
  return {
    list: ({ org }, input) => remember(org, { what: 'populations', ...input }, () => list(deps, org, input)),
    find: (caller, input) => find(deps, caller, input),
    records: ({ org, standing }, input) =>
      remember(org, { what: 'records', engagements: engagementsOf(standing), ...input }, () =>
        records(deps, { org, standing }, input),
      ),
    record: async ({ org, standing }, { population, key, asOf }) => {
      const refs = await deps.db.transaction(org, async (tx) => {
        const reach = await reachOf(tx, standing);
        const { position: end } = await listedMoment(tx, deps, asOf);
        return deps.populations.browsing(tx, { org, population, asOf: null }, async ({ segments }) => {
          const positions = new Set([...positionsOf(segments, key)].filter((position) => position < end));
          if (positions.size === 0 || (reach !== null && !isKeyOfWindows(population, segments, { key, reach })))
            throw new DomainError('not_found', { what: `item of ${population}`, id: key });
          return (await sealedSegments(tx, { population, reference: true }))
            .filter(({ position }) => positions.has(position))
            .map(({ position, digest }) => ({ position, digest, merged: false }));
        });
      });
      return deps.populations.readingSealed(org, refs, (segments) =>
        deps.db.transaction(org, async (tx) => ({
          versions: await versionsOf(tx, { population, segments, refs }, key),
        })),
      );
    },
    coverage: ({ org }, { population, asOf }) =>
      deps.db.transaction(org, async (tx) => {
        const { position } = await listedMoment(tx, deps, asOf);
        const rows = await coverageOf(tx, population, position);
        return {
          coverage: rows.map(({ run: _, population: __, ...row }) => row),
          follows: followsAmong(new Set(rows.map(({ source }) => source)), await followsBefore(tx, position)),
          comparisons: (await comparisonRows(tx, population, position)).map(shownComparison),
        };
      }),
    reconcile: (caller, input) =>
      input.kind === 'count' ? confirmCount(deps, caller, input) : reconcile(deps, caller, input),
  };
}

/** Which of these sources follow another of them. */
const followsAmong = (sources: ReadonlySet<string>, follows: ReadonlyMap<string, Follows>) =>
  [...follows].flatMap(([source, { source: before, by, at }]) =>
    sources.has(source) && sources.has(before) ? [{ source, follows: before, by, at }] : [],
  );

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
    const of = rowReader(populationNamed(population).fields, segment, (artifact) => artifact)(row);
    const read = shown(population, of, segment);
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
