import path from 'node:path';
import { lookTold } from '#/collectors/file/told.ts';
import type { Collector } from '#/collectors/collector.ts';
import { sources, type UploadDeps } from '#/features/sources/index.ts';
import { folderBlobs } from '#/platform/blob/folder.ts';
import type { Database } from '#/platform/db/database.ts';
import { openVault } from '#/platform/keys.ts';
import { NO_TRACES } from '#/platform/traces/traces.ts';
import { testFolder, testLedger } from './ledger.ts';
import { testTools } from './tools.ts';

/** A look in the same thread. */
export const lookHere: UploadDeps['look'] = async (file, layout, zone) => lookTold(await file(), layout, zone);

/** The sources of an organization of its own, which may be of these collectors. */
export async function testSources(db: Database, collectors: readonly Collector<unknown>[]) {
  const folder = testFolder();
  const { ledger, org, chance } = await testLedger(db);
  const deps: UploadDeps = {
    db,
    ledger,
    chance,
    vault: openVault(folder, null),
    blobs: () => folderBlobs(path.join(folder, 'blobs')),
    traces: NO_TRACES,
    collectors: async () => new Map(collectors.map((each) => [each.id, each])),
    tools: async (_org, _source, signal) => testTools({ workFolder: folder, signal }),
    zoneOf: async () => 'UTC',
    look: lookHere,
  };
  return { deps, service: sources(deps), org, ledger, chance, caller: { org, person: 'email:ann@acme.example' } };
}
