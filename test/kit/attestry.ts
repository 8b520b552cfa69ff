import path from 'node:path';
import { type Attestry, wired } from '#/app/wire.ts';
import { defineCollector, found, type Page } from '#/collectors/collector.ts';
import type { Caller } from '#/contract/endpoint.ts';
import type { Fact } from '#/core/populations/index.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { folderBlobs } from '#/platform/blob/folder.ts';
import { systemChance } from '#/platform/clock.ts';
import type { Database, Organization } from '#/platform/db/database.ts';
import { z } from 'zod';
import { testChance, type TestChance } from './chance.ts';
import { Faults, faultyBlobs, faultyDatabase } from './faults.ts';
import { testFolder } from './ledger.ts';

/** Everything that the product is, put together as it is, on a database of the test and a clock that a test moves. */
export interface TestAttestry {
  readonly attestry: Attestry;
  readonly chance: TestChance;
  readonly organization: Organization;
  readonly caller: Caller;
  readonly faults: Faults;
  readonly folder: string;
  /** What the source of the collector `made-up` has to tell from now on. */
  accounts: readonly Fact<'account'>[];
}

const person = 'ada@acme.example';

export async function testAttestry(db: Database): Promise<TestAttestry> {
  const folder = testFolder();
  const chance = {
    ...testChance(),
    /** It goes on between two looks, as any clock does: what is sealed and what is stored must come of one look. */
    now(): number {
      this.at += 1;
      return this.at;
    },
    newId: () => systemChance.newId(),
    random: (length: number) => systemChance.random(length),
  };
  const config = {
    data: folder,
    databaseUrl: null,
    secret: null,
    organization: null,
    person,
    color: false,
    smtp: null,
    webhookNetworks: null,
    host: '127.0.0.1',
    port: 0,
  } as Attestry['config'];
  const faults = new Faults();
  const attestry = wired(config, {
    db: faultyDatabase(db, faults),
    chance,
    blobs: (org) => faultyBlobs(folderBlobs(path.join(folder, 'blobs', org)), faults),
  });
  const made: { accounts: readonly Fact<'account'>[] } = { accounts: [] };
  const collectors = new Map([...(await attestry.sources.collectors()), ['made-up', madeUp(() => made.accounts)]]);
  const organization = await createOrganization(
    attestry,
    { slug: `acme-${systemChance.newId().slice(0, 8)}`, name: 'Acme', zone: 'UTC', demo: false },
    person,
  );
  return Object.assign(made, {
    attestry: { ...attestry, sources: { ...attestry.sources, collectors: async () => collectors } },
    chance,
    organization,
    caller: { org: organization.org, person },
    faults,
    folder,
  });
}

/** A collector that brings the accounts that a test gives, one on a page. */
export const madeUp = (accounts: () => readonly Fact<'account'>[]) =>
  defineCollector<unknown>({
    id: 'made-up',
    title: 'Accounts of a test',
    version: 1,
    doc: 'Brings what a test says.',
    populations: ['account'],
    privileges: [],
    settings: z.unknown(),
    identity: [],
    secrets: [{ name: 'token', doc: 'any', required: true }],
    grade: 'source',
    test: async () => ({ seen: [], rejected: 0 }),
    async *collect({ tools }) {
      const all = accounts();
      for (const [at, fact] of all.entries())
        yield {
          artifacts: [{ bytes: Buffer.from(JSON.stringify(fact)), media: 'application/json', name: `account ${at}` }],
          records: [found('account', fact, 0, '')],
          cursor: at,
          progress: { what: 'accounts', done: at + 1, total: all.length },
        } satisfies Page;
      yield {
        artifacts: [],
        records: [],
        looks: [{ population: 'account', scope: '' }],
        accounted: [
          {
            population: 'account',
            kind: 'counted',
            from: tools.startedAt,
            to: tools.startedAt,
            query: 'all accounts',
            sourceCount: all.length,
            ourCount: all.length,
            rejected: 0,
            note: '',
          },
        ],
        cursor: all.length,
        progress: { what: 'accounts', done: all.length, total: all.length },
      } satisfies Page;
    },
  });
