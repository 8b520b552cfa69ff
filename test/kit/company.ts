import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type Accounted, found, type Look, type Unreadable } from '#/collectors/collector.ts';
import { localClient } from '#/contract/local-client.ts';
import type { Fact, PopulationName } from '#/core/populations/index.ts';
import { checksContract } from '#/features/checks/contract.ts';
import { checks, type RunReport } from '#/features/checks/index.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { controls } from '#/features/controls/index.ts';
import { explainedAmong } from '#/features/deviations/index.ts';
import { engagementsContract } from '#/features/engagements/contract.ts';
import { engagements } from '#/features/engagements/index.ts';
import { evidenceContract } from '#/features/evidence/contract.ts';
import { evidence } from '#/features/evidence/index.ts';
import { type Ledger, ledger } from '#/features/ledger/index.ts';
import { calendarAt, createOrganization, organization } from '#/features/organization/index.ts';
import { organizationContract } from '#/features/organization/contract.ts';
import { peopleContract } from '#/features/people/contract.ts';
import { aliasesOf, aliasRows, people } from '#/features/people/index.ts';
import { populationsContract } from '#/features/populations/contract.ts';
import { Ingest, populations, populationsService } from '#/features/populations/index.ts';
import { readinessContract } from '#/features/readiness/contract.ts';
import { judgeAnew, readiness } from '#/features/readiness/index.ts';
import { folderBlobs } from '#/platform/blob/folder.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { exportsIn } from '#/platform/exports.ts';
import { openVault } from '#/platform/keys.ts';
import { signingKeys } from '#/platform/signing-keys.ts';
import { testChance } from './chance.ts';
import { testFolder } from './ledger.ts';

const EVER = Number.MAX_SAFE_INTEGER;

/** A change that nobody approved. */
export const CHANGE: Fact<'change'> = {
  repository: 'acme/app',
  revision: 'merge-1',
  headRevision: 'head',
  mergedAt: '2026-02-20T12:00:00Z',
  author: 'employee:1',
  emergency: false,
  coauthors: [],
  approvals: [],
};
/** Whoever wrote it. */
export const PERSON: Fact<'person'> = {
  employee: '1',
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn: null,
  email: 'ada@acme.example',
};

/** An examination of the first quarter of 2026, and of security alone. */
export const QUARTER: Omit<Parameters<ReturnType<typeof engagements>['create']>[1], 'id' | 'name'> = {
  type: 'type-2',
  first: '2026-01-01',
  last: '2026-03-31',
  categories: ['security'],
  notRelevant: {},
  boundary: {},
  subservice: [],
  promises: [],
  cuecs: [],
};

/** What a source brings in one reading. */
export interface Brought<P extends PopulationName = PopulationName> {
  readonly source: string;
  readonly population: P;
  readonly facts: readonly Fact<P>[];
  readonly accounted?: Partial<Accounted>;
  /** A look at all that the source has, so that what is missing is no longer reported. */
  readonly look?: boolean;
  readonly unreadable?: readonly Omit<Unreadable, 'population' | 'artifact' | 'place'>[];
}

/** A company with every service on it, a clock that stands still, and sources that bring what a test says. */
export async function testCompany(db: Database, { zone = 'Europe/Berlin', at = Date.UTC(2026, 0, 1, 9) } = {}) {
  const folder = testFolder();
  const chance = { ...testChance(at), newId: () => randomUUID() };
  const vault = openVault(folder, null);
  const log: Ledger = ledger({ db, keys: signingKeys(path.join(folder, 'keys'), vault), chance });
  const person = 'lead@acme.example';
  const slug = `acme-${randomUUID().slice(0, 8)}`;
  const { org } = await createOrganization(
    { db, ledger: log, chance },
    { slug, name: 'Acme', zone, demo: false },
    person,
  );
  const store = folderBlobs(path.join(folder, 'blobs'));
  const blobs = () => store;
  const deps = {
    db,
    vault,
    ledger: log,
    chance,
    blobs,
    exports: exportsIn(folder),
    populations: populations({ db, blobs }),
    zoneOf: async (tx: Tx) => (await calendarAt(tx, EVER)).zone,
    aliasesOf: async (tx: Tx) => aliasesOf(await aliasRows(tx, EVER)),
    explained: explainedAmong,
  };
  const caller = { org, person };
  const bring = async <P extends PopulationName>({ source, population, facts, ...more }: Brought<P>): Promise<void> => {
    const run = chance.newId();
    const reading = {
      org,
      source,
      run,
      collector: { id: 'test', version: 1 },
      grade: 'source',
      startedAt: chance.at,
    };
    const ingest = await Ingest.begin({ db, blobs: store, seal: log.seal, chance }, reading);
    const looks: readonly Look[] = more.look === true ? [{ population, scope: '' }] : [];
    const { accounted } = more;
    await ingest.page(
      {
        artifacts: [{ bytes: Buffer.from(`${source} ${run}`), media: 'text/plain', name: `an export of ${source}` }],
        records: facts.map((fact, place) => found(population, fact, 0, `row ${place + 2}`)),
        unreadable: (more.unreadable ?? []).map((each) => ({ ...each, population, artifact: 0, place: 'row 1' })),
        looks,
        accounted:
          accounted === undefined
            ? []
            : [
                {
                  population,
                  kind: 'counted',
                  from: 0,
                  to: chance.at,
                  query: { every: population },
                  sourceCount: facts.length,
                  ourCount: facts.length,
                  rejected: 0,
                  note: '',
                  ...accounted,
                },
              ],
        cursor: null,
        progress: { what: population, done: facts.length, total: null },
      },
      async () => undefined,
    );
    await ingest.flush(async () => undefined);
    ingest.close();
  };
  return {
    org,
    chance,
    caller,
    deps,
    ledger: log,
    bring,
    run: (only: readonly string[] | null = null): Promise<readonly RunReport[]> =>
      judgeAnew(deps, org, only, () => undefined),
    organization: localClient(organizationContract, organization(deps), caller),
    controls: localClient(controlsContract, controls(deps), caller),
    checks: localClient(checksContract, checks(deps), caller),
    engagements: localClient(engagementsContract, engagements(deps), caller),
    evidence: localClient(evidenceContract, evidence(deps), caller),
    people: localClient(peopleContract, people(deps), caller),
    populations: localClient(populationsContract, populationsService(deps), caller),
    readiness: localClient(readinessContract, readiness(deps), caller),
  };
}

export type TestCompany = Awaited<ReturnType<typeof testCompany>>;
