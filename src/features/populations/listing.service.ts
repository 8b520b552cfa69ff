import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { POPULATION_NAMES, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { Row } from '#/core/segment/row.ts';
import { reachOf } from '#/features/engagements/index.ts';
import { type Ledger, listedMoment } from '#/features/ledger/index.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { type populationsContract, RecordsEnd } from './contract.ts';
import { endBefore, placeBehind } from './places.ts';
import { isOfWindows } from './reach.ts';
import type { Populations } from './reading.service.ts';
import type { OpenedSegment } from './segments.service.ts';
import { jsonOf } from './settle.ts';
import { artifactRows, sourcesBringing } from './store.ts';

interface ListingDeps {
  readonly db: Database;
  readonly populations: Populations;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

type Handling = Handlers<typeof populationsContract>;
type Asking = { readonly org: string; readonly standing: Caller['standing'] | undefined };

/** How many items each population has, and who brings them. */
export const list = (
  deps: ListingDeps,
  org: string,
  { asOf }: Parameters<Handling['list']>[1],
): ReturnType<Handling['list']> =>
  deps.db.transaction(org, async (tx) => {
    const { position } = await listedMoment(tx, deps, asOf);
    const sizes = await deps.populations.sizes(tx, org, position);
    const bringing = await sourcesBringing(tx, position);
    const listed = POPULATION_NAMES.map((name) => {
      const { doc, shape } = populationNamed(name);
      return { name, doc, shape: shape.kind, items: sizes.get(name) ?? 0, sources: [...(bringing.get(name) ?? [])] };
    });
    return { populations: listed };
  });

/** A page of a population, of what somebody may see. */
export const records = (
  deps: ListingDeps,
  { org, standing }: Asking,
  { population, asOf, after, limit }: Parameters<Handling['records']>[1],
): ReturnType<Handling['records']> =>
  deps.db.transaction(org, async (tx) => {
    const reach = await reachOf(tx, standing);
    const behind = after === undefined ? null : RecordsEnd.read(after);
    const past = behind?.position ?? (asOf === undefined ? null : (await listedMoment(tx, deps, asOf)).position);
    const wanted = { org, population, asOf: past, isOfPage: behind !== null };
    return deps.populations.browsing(tx, wanted, async (browsed, position) => {
      const { table, itemAt } = browsed;
      const found: ReturnType<typeof shown>[] = [];
      let item = behind === null ? 0 : placeBehind(browsed, behind);
      const end = Math.min(table.size, item + (reach === null ? limit : MOST_LOOKED_AT));
      for (; item < end && found.length < limit; item += 1) {
        const each = itemAt(item);
        if (each !== undefined && (reach === null || isOfWindows(population, each.row, reach.windows)))
          found.push(shown(population, each.row, each.segment));
      }
      const next = item < table.size ? RecordsEnd.write({ position, ...endBefore(browsed, item) }) : null;
      return { items: reach === null ? table.size : null, position, records: await withGrades(tx, found), next };
    });
  });

/** Of a long population, as many items are looked at for one page of those that somebody may see. */
const MOST_LOOKED_AT = 20_000;

export const shown = (
  population: PopulationName,
  { key, presence, fact, collected, place, note, artifact }: Row,
  segment?: OpenedSegment,
) => ({
  key,
  presence,
  fact: fact === null ? null : (jsonOf(fact) as Record<string, unknown>),
  collected,
  place,
  note,
  artifact: artifact === null ? null : (segment?.artifacts[artifact] ?? null),
  inferred: presence === 'gone' || (presence === 'present' && populationNamed(population).shape.kind === 'observed'),
});

/** Each with the grade of the bytes that it was read from. */
async function withGrades<R extends { readonly artifact: string | null }>(tx: Tx, records: readonly R[]) {
  const artifacts = await artifactRows(
    tx,
    records.flatMap(({ artifact }) => artifact ?? []),
  );
  return records.map((record) => ({
    ...record,
    grade: record.artifact === null ? null : (artifacts.get(record.artifact)?.grade ?? 'erased'),
  }));
}
