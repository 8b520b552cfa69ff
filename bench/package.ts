import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from '#/collectors/collector.ts';
import { createPackage } from '#/features/packages/index.ts';
import { Ingest } from '#/features/populations/index.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { leafHash } from '#/ledger/hash.ts';
import { parseVerifierKey } from '#/ledger/note.ts';
import { EMPTY, extend, rootOf } from '#/ledger/tree.ts';
import { verifyPackage } from '#/package/verify.ts';
import type { Attestry } from '#/app/wire.ts';
import type { Bench } from './kit/bench.ts';
import { atAMillion, atMost, ofProcessor, seconds } from './kit/measure.ts';
import { alternating } from './kit/timing.ts';
import { factOf, POPULATIONS, type Populated } from './world/company.ts';
import { ingestDeps, ingestRun, openEngagement, openWorld } from './world/world.ts';

/** Records an artifact: 1,000,000 records come from 20,000 artifacts. */
const RECORDS = 50;

/** How long what ours left may take to end, in milliseconds. */
const SETTLED = 100;

/** Verifying a package, against hashing its bytes and the leaves of its log once and nothing else. */
export const packages: Bench = {
  name: 'package',
  title: 'Verifying a package',
  needs: 'own',
  run: async ({ folder, size, rounds }) => {
    const { file, entries, key } = await makePackage(folder, size);
    const trust = { key: parseVerifierKey(key), since: null, believed: { anchors: '', witnesses: [] } };
    const verified = verifyPackage(file, trust);
    assert.deepEqual(verified.faults, []);
    assert.ok(verified.signer !== null, 'the signer is established');
    assert.equal(verified.records, size);
    assert.equal(verified.artifacts, Math.ceil(size / RECORDS));
    const taken = await alternating(rounds, {
      ours: { turn: () => verifyPackage(file, trust) },
      // a thread that ours was helped by ends before the reference begins
      hashing: { ready: () => setTimeout(SETTLED), turn: () => hashed(file, entries) },
    });
    const megabytes = statSync(file).size / 2 ** 20;
    return [
      {
        what: 'verifying a package, as many times as hashing its bytes and leaves',
        figure: taken.ours / taken.hashing,
        unit: '×',
        budget: atAMillion(size, atMost(1.5)),
        detail: `${verified.records.toLocaleString('en')} records, ${verified.artifacts.toLocaleString('en')} artifacts, ${megabytes.toFixed(0)} MB: verified in ${seconds(taken.ours)}, hashed in ${seconds(taken.hashing)}, ${ofProcessor(taken.processor.ours, taken.processor.hashing)}`,
        growth: { of: 'verifying a package', seconds: taken.ours, budget: atMost(11) },
      },
    ];
  },
};

async function makePackage(
  folder: string,
  size: number,
): Promise<{ readonly file: string; readonly entries: readonly Uint8Array[]; readonly key: string }> {
  const attestry = await openWorld(folder);
  try {
    const about = { slug: 'bench', name: 'Bench', zone: 'UTC', demo: false };
    const { org } = await createOrganization(attestry, about, 'bench');
    const caller = { org, person: 'bench' };
    await bring(attestry, org, size);
    await openEngagement(attestry, org);
    const file = path.join(folder, 'bench.tar');
    const software = 'attestry bench';
    await createPackage({ ...attestry, software }, caller, { out: file, progress: () => undefined });
    const { size: held, verifier } = await attestry.ledger.status(org);
    const stored = await attestry.db.transaction(org, (tx) => attestry.ledger.page(tx, 0, held));
    return { file, entries: stored.map(({ entry }) => entry), key: verifier };
  } finally {
    await attestry.close();
  }
}

/** Records of all populations in equal shares, so many an artifact; the bytes of an artifact are its records. */
async function bring(attestry: Attestry, org: string, size: number): Promise<void> {
  const share = Math.ceil(size / POPULATIONS.length);
  const door = await Ingest.begin(ingestDeps(attestry, org), ingestRun(attestry, org));
  try {
    for (const [at, population] of POPULATIONS.entries()) {
      const count = Math.min(share, size - at * share);
      for (let from = 0; from < count; from += RECORDS)
        await door.page(page(population, { from, to: Math.min(count, from + RECORDS), size }), async () => undefined);
    }
    await door.flush(async () => undefined);
  } finally {
    door.close();
  }
}

function page(
  population: Populated,
  { from, to, size }: { readonly from: number; readonly to: number; readonly size: number },
): Page {
  const facts = Array.from({ length: to - from }, (_, place) => factOf(population, from + place, { size }));
  const name = `GET /${population}?from=${from}`;
  return {
    artifacts: [{ bytes: Buffer.from(JSON.stringify(facts)), media: 'application/json', name }],
    records: facts.map((fact, place) => ({ population, fact: fact as never, artifact: 0, place: `/${place}` })),
    cursor: null,
    progress: { what: population, done: to, total: null },
  };
}

const CHUNK = 4 * 2 ** 20;

/** All bytes of the file once, and the tree of the log's leaves. */
function hashed(file: string, entries: readonly Uint8Array[]): void {
  const handle = openSync(file, 'r');
  const hash = createHash('sha256');
  const bytes = new Uint8Array(CHUNK);
  for (let read = readSync(handle, bytes); read > 0; read = readSync(handle, bytes))
    hash.update(bytes.subarray(0, read));
  closeSync(handle);
  hash.digest();
  rootOf(extend(EMPTY, entries.map(leafHash)));
}
