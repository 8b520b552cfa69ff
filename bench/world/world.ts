import path from 'node:path';
import { checkWithId } from '#/checks/index.ts';
import { controls } from '#/features/controls/index.ts';
import { engagements } from '#/features/engagements/index.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { Ingest, type IngestRun, mergeSegments } from '#/features/populations/index.ts';
import type { Page } from '#/collectors/collector.ts';
import { configFrom } from '#/platform/config.ts';
import { systemChance } from '#/platform/clock.ts';
import { type Attestry, openAttestry, organizationOf } from '#/app/wire.ts';
import { NOW, standingStill } from '#bench/kit/chance.ts';
import { watchServer } from '#bench/kit/processor.ts';
import { type Company, factOf, POPULATIONS, type Populated } from './company.ts';
import { indexTables, insertItems, makeTables, openReference } from './reference.ts';

/** The four checks of the bench. */
export const CHECKS = [
  'changes.approved-by-another',
  'people.leaver-access-removed',
  'people.trained-on-hire',
  'vulnerabilities.fixed-in-time',
] as const;

const CALLER = { person: 'bench' } as const;

/** A data folder as anybody's, at an instant that stands still. */
export async function openWorld(folder: string): Promise<Attestry> {
  const config = configFrom({}, { data: folder, person: CALLER.person });
  const attestry = await openAttestry(config, standingStill(systemChance));
  watchServer(clusterOf(folder));
  return attestry;
}

export const clusterOf = (folder: string): string => path.join(folder, 'postgres');

/** Makes a data folder that holds the company, and the reference's tables beside it. */
export async function makeWorld(folder: string, company: Company): Promise<void> {
  const attestry = await openWorld(folder);
  const reference = await openReference(clusterOf(folder));
  try {
    const about = { slug: 'bench', name: 'Bench', zone: 'UTC', demo: false };
    const { org } = await createOrganization(attestry, about, CALLER.person);
    await adoptAll(attestry, org);
    await openEngagement(attestry, org);
    await ingestItems(attestry, org, company, { from: 0, to: company.size });
    await makeTables(reference.sql);
    await insertItems(reference.sql, company, 0, company.size);
    await indexTables(reference.sql);
  } finally {
    await reference.close();
    await attestry.close();
  }
}

/** Adopts the controls that the four checks serve, with the limits of the library. */
async function adoptAll(attestry: Attestry, org: string): Promise<void> {
  const wanted = CHECKS.map((id) => checkWithId(id)?.controls[0] ?? '');
  await controls(attestry).adopt(
    { org, ...CALLER },
    { controls: wanted.map((id) => ({ id, owner: null })), effectiveFrom: '2020-01-01' },
  );
}

const EVERYTHING = { id: 'all', first: '2020-01-01', last: '2029-12-31' };

/** An examination; when nothing is said of it, one whose window holds everything. */
export const openEngagement = (attestry: Attestry, org: string, about = EVERYTHING): Promise<unknown> =>
  engagements(attestry).create(
    { org, ...CALLER },
    {
      ...about,
      name: about.id,
      type: 'type-2',
      categories: ['security'],
      notRelevant: {},
      boundary: {},
      subservice: [],
      promises: [],
      cuecs: [],
    },
  );

/** As many rows as a page of a collector holds. */
const PAGE = 5_000;

/** Brings items of all populations through the ingest door, and merges what lies apart as every reading does at its end. */
export async function ingestItems(
  attestry: Attestry,
  org: string,
  company: Company,
  ids: { readonly from: number; readonly to: number },
): Promise<void> {
  for (const population of POPULATIONS) {
    const ingest = await Ingest.begin(ingestDeps(attestry, org), ingestRun(attestry, org));
    for (let at = ids.from; at < ids.to; at += PAGE)
      await ingest.page(
        page(population, company, { from: at, to: Math.min(ids.to, at + PAGE) }),
        async () => undefined,
      );
    await ingest.flush(async () => undefined);
    ingest.close();
    await mergeSegments(
      { db: attestry.db, blobs: attestry.blobs, seal: attestry.ledger.seal, chance: attestry.chance },
      org,
      population,
    );
  }
}

export const ingestDeps = ({ db, blobs, ledger, chance }: Attestry, org: string) => ({
  db,
  blobs: blobs(org),
  seal: ledger.seal,
  chance,
});

export const ingestRun = ({ chance }: Attestry, org: string, source = 'bench'): IngestRun => ({
  org,
  source,
  run: chance.newId(),
  collector: { id: 'bench', version: 1 },
  grade: 'source',
  startedAt: NOW,
});

/** A source that was asked for all that it has, and counted nothing: without it, nothing rests on what is not there. */
const ALL = { kind: 'contiguous', from: 0, to: NOW, query: null, sourceCount: null, rejected: 0, note: '' } as const;

/** The bytes of an artifact say which items they stand for; what is measured of bytes is measured elsewhere. */
function page(
  population: Populated,
  company: Company,
  { from, to }: { readonly from: number; readonly to: number },
): Page {
  const records = Array.from({ length: to - from }, (_, place) => ({
    population,
    fact: factOf(population, from + place, company) as never,
    artifact: 0,
    place: `line ${place + 1}`,
  }));
  const name = `${population} ${from} to ${to}`;
  return {
    artifacts: [{ bytes: Buffer.from(name), media: 'text/plain', name }],
    records,
    accounted: [{ population, ...ALL, ourCount: records.length }],
    cursor: null,
    progress: { what: population, done: to, total: null },
  };
}

export const organizationIn = async (attestry: Attestry): Promise<string> => (await organizationOf(attestry)).org;
