import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { type Collector, defineCollector, found, type Page } from '#/collectors/collector.ts';
import type { Fact, PopulationName } from '#/core/populations/index.ts';
import { DAY, formatInstant, type Instant } from '#/core/time/instant.ts';
import { checks, runChecks } from '#/features/checks/index.ts';
import { controls } from '#/features/controls/index.ts';
import { explainedAmong } from '#/features/deviations/index.ts';
import { engagements } from '#/features/engagements/index.ts';
import { evidence } from '#/features/evidence/index.ts';
import { ledger } from '#/features/ledger/index.ts';
import { calendarAt, createOrganization } from '#/features/organization/index.ts';
import { createPackage } from '#/features/packages/index.ts';
import { people } from '#/features/people/index.ts';
import { populations } from '#/features/populations/index.ts';
import { collect, sources } from '#/features/sources/index.ts';
import { folderBlobs } from '#/platform/blob/folder.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { exportsIn } from '#/platform/exports.ts';
import { openVault } from '#/platform/keys.ts';
import { signingKeys } from '#/platform/signing-keys.ts';
import { NO_TRACES } from '#/platform/traces/traces.ts';
import { type TestChance, testChance } from './chance.ts';
import { testFolder } from './ledger.ts';
import { lookHere } from './sources.ts';
import { testTools } from './tools.ts';

export type Company = Awaited<ReturnType<typeof testCompany>>;

/** What a source of the test has to give, read by the collector `test` like any other. */
export interface Feed {
  page: Page;
}

const collectorOf = (feed: Feed, populations: readonly PopulationName[]): Collector<unknown> =>
  defineCollector({
    id: 'test',
    title: 'A source of the test',
    version: 1,
    doc: 'Gives what the test puts into it.',
    populations,
    privileges: [],
    settings: z.unknown(),
    identity: [],
    secrets: [],
    grade: 'source',
    test: async () => ({ seen: [], rejected: 0 }),
    collect: async function* () {
      yield feed.page;
    },
  });

interface Made {
  readonly slug?: string;
  readonly demo?: boolean;
  /** What sources of the test say that they tell of. */
  readonly brings?: readonly PopulationName[];
}

/** An organization with nothing in it, and every service that it needs, wired as the product wires them. */
export async function testCompany(
  db: Database,
  { slug = `acme-${randomUUID().slice(0, 8)}`, demo = false, brings = [] }: Made = {},
) {
  const folder = testFolder();
  const chance: TestChance = { ...testChance(Date.UTC(2026, 0, 1, 9)), newId: () => randomUUID() };
  const vault = openVault(folder, null);
  const blobs = (org: string) => folderBlobs(path.join(folder, 'blobs', org));
  const log = ledger({ db, keys: signingKeys(path.join(folder, 'keys'), vault), chance });
  const deps = {
    db,
    chance,
    vault,
    ledger: log,
    blobs,
    exports: exportsIn(folder),
    populations: populations({ db, blobs }),
    zoneOf: async (tx: Tx) => (await calendarAt(tx, Number.MAX_SAFE_INTEGER)).zone,
    explained: explainedAmong,
  };
  const feed: Feed = { page: pageOf('person', []) };
  const sourceDeps = {
    ...deps,
    traces: NO_TRACES,
    look: lookHere,
    collectors: async () => new Map([['test', collectorOf(feed, brings)]]),
    tools: async () => testTools({ workFolder: folder }),
  };
  const { org } = await createOrganization(deps, { slug, name: 'Acme', zone: 'Europe/Berlin', demo }, 'ada');
  const caller = { org, person: 'ada' };
  const connecting = sources(sourceDeps);
  return {
    ...deps,
    org,
    caller,
    folder,
    feed,
    sources: connecting,
    /** Sources of the test, that are judged and follow nothing. */
    connect: async (...ids: readonly string[]) => {
      const about = { collector: 'test', settings: {}, secrets: {}, reference: false, follows: null, untried: true };
      for (const id of ids) await connecting.add(caller, { id, ...about });
    },
    collect: (source: string, page: Page) => {
      feed.page = page;
      return collect(sourceDeps, org, source, { signal: new AbortController().signal, progress: () => undefined });
    },
    controls: controls(deps),
    checks: checks(deps),
    runChecks: () => runChecks(deps, org, null, () => undefined),
    engagements: engagements(deps),
    evidence: evidence(deps),
    people: people(deps),
    createPackage: (out: string, engagement?: string, progress: () => void = () => undefined) =>
      createPackage({ ...deps, software: 'attestry test' }, caller, { out, engagement, progress }),
  };
}

/** A page of records that were read from one artifact, and account for all of the window. */
export function pageOf<P extends PopulationName>(
  population: P,
  facts: readonly Fact<P>[],
  name = population as string,
): Page {
  return {
    artifacts: [{ bytes: Buffer.from(`${name}\n${JSON.stringify(facts)}\n`), media: 'application/json', name }],
    records: facts.map((fact, at) => found(population, fact, 0, `/${at}`)),
    accounted: [
      {
        population,
        kind: 'counted',
        from: Date.UTC(2025, 0, 1),
        to: Date.UTC(2026, 3, 2),
        query: { all: true },
        sourceCount: facts.length,
        ourCount: facts.length,
        rejected: 0,
        note: '',
      },
    ],
    cursor: null,
    progress: { what: population, done: facts.length, total: facts.length },
  };
}

const WINDOW_START = Date.UTC(2026, 0, 2);

/** A change of the company's, on a day of the window; with a reviewer unless it is given none. */
export const changeOn = (day: number, over: Partial<Fact<'change'>> = {}): Fact<'change'> => {
  const at: Instant = WINDOW_START + day * DAY;
  return {
    repository: 'acme/app',
    revision: `r${String(day).padStart(4, '0')}`,
    form: 'pull-request',
    number: String(day),
    title: `Change ${day}`,
    branch: 'main',
    author: 'email:ada@acme.example',
    mergedBy: 'email:bo@acme.example',
    openedAt: formatInstant(at - DAY),
    mergedAt: formatInstant(at),
    headRevision: `h${day}`,
    approvals: [
      {
        by: 'email:bo@acme.example',
        state: 'approved',
        at: formatInstant(at - 1000),
        revision: `h${day}`,
        grade: 'platform',
      },
    ],
    tickets: [`ACME-${day}`],
    emergency: false,
    ...over,
  };
};

export const PEOPLE: readonly Fact<'person'>[] = [
  {
    employee: '1',
    name: 'Ada',
    email: 'ada@acme.example',
    kind: 'employee',
    startedOn: '2024-01-01[Europe/Berlin]',
    endedOn: null,
  },
  {
    employee: '2',
    name: 'Bo',
    email: 'bo@acme.example',
    kind: 'employee',
    startedOn: '2024-02-01[Europe/Berlin]',
    endedOn: null,
  },
  {
    employee: '3',
    name: 'Cy',
    email: 'cy@acme.example',
    kind: 'contractor',
    startedOn: '2026-01-12[Europe/Berlin]',
    endedOn: null,
  },
];

/** The population key of what the source `git` gave. */
export const changeKey = (day: number): string => `git/acme/app@r${String(day).padStart(4, '0')}`;
