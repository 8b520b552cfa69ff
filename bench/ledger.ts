import assert from 'node:assert/strict';
import { createOrganization } from '#/features/organization/index.ts';
import { committed, entered, grown, type Sealable } from '#/features/ledger/batch.ts';
import { entriesIn } from '#/features/ledger/forms.ts';
import { parseCheckpoint } from '#/ledger/checkpoint.ts';
import { SALT_BYTES } from '#/ledger/entry.ts';
import { leafHash, sameBytes } from '#/ledger/hash.ts';
import { verifyInclusion } from '#/ledger/proof.ts';
import { EMPTY, type Frontier, rootOf } from '#/ledger/tree.ts';
import type { Attestry } from '#/app/wire.ts';
import { dice, NOW } from './kit/chance.ts';
import type { Bench } from './kit/bench.ts';
import { atLeast, atMost, type Measure, ofProcessor, rate, seconds } from './kit/measure.ts';
import { processorTime } from './kit/processor.ts';
import { plainRoot } from './kit/rfc6962.ts';
import { alternating, median } from './kit/timing.ts';
import { openWorld } from './world/world.ts';

const BATCH = 1_000;
/** What is sealed between two turns of the reference. */
const SHARE = 10 * BATCH;
/** So many entries at least, in logs or trees of their own: a short one is over before the machine has shown what it can. */
const LEAST = 500 * BATCH;
const PROOFS = 400;
const WARM = 100;

/** Append in memory and through PostgreSQL against the plain RFC 6962 root of the same leaves; and proofs. */
export const ledger: Bench = {
  name: 'ledger',
  title: 'The ledger: append in memory, append durably, proofs',
  needs: 'own',
  run: async ({ folder, size, rounds }) => {
    const turns = Math.max(rounds, LEAST / size);
    const memory = await inMemory(entriesOf(size), turns);
    const attestry = await openWorld(folder);
    try {
      const few = await createdOrganization(attestry, 'few');
      await sealAll(attestry, few, SHARE); // which warms everything up, too
      const logs: (Sealing & { readonly org: string })[] = [];
      for (let turn = 0; turn < turns; turn += 1) {
        const org = await createdOrganization(attestry, `bench-${turn}`);
        logs.push({ org, ...(await sealAll(attestry, org, size)) });
      }
      const durable = middle(logs);
      return [
        {
          what: 'append in memory, as a share of the plain root of the same leaves',
          figure: memory.plain / memory.extend,
          unit: '×',
          budget: atLeast(0.8),
          detail: `extending the tree ${seconds(memory.extend)} (${rate(size, memory.extend)}), RFC 6962 root ${seconds(memory.plain)}, ${ofProcessor(memory.processor.plain, memory.processor.extend)}`,
        },
        {
          what: `durable append in batches of ${BATCH}, as a share of the plain root`,
          figure: durable.root / durable.append,
          unit: '×',
          budget: atLeast(0.25),
          detail: `median of ${logs.length} logs; sealed and committed ${seconds(durable.append)} (${rate(size, durable.append)}), RFC 6962 root ${seconds(durable.root)}, ${durable.processor}`,
          growth: { of: 'durable append', seconds: durable.append, budget: null },
        },
        ...(size > SHARE ? [await proofs(attestry, durable.org, few)] : []),
      ];
    } finally {
      await attestry.close();
    }
  },
};

function inMemory(entries: readonly Uint8Array[], rounds: number) {
  assert.ok(sameBytes(rootOf(extended(entries)), plainRoot(entries)), 'both give one root');
  return alternating(rounds, {
    extend: { turn: () => extended(entries) },
    plain: { turn: () => plainRoot(entries) },
  });
}

async function createdOrganization(attestry: Attestry, slug: string): Promise<string> {
  return (await createOrganization(attestry, { slug, name: 'Bench', zone: 'UTC', demo: false }, 'bench')).org;
}

/** Entries as the log takes them. */
function entriesOf(size: number): readonly Uint8Array[] {
  const salts = new Uint8Array(BATCH * SALT_BYTES);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < size; at += BATCH) {
    const some = sealables(at, Math.min(BATCH, size - at));
    const kinds = some.map(({ kind }) => kind);
    const { entries: batch, forms } = entered(kinds, NOW, committed(some, salts).commitments);
    const entryOf = entriesIn(forms);
    let start = 0;
    for (const length of batch.lengths) entries.push(entryOf(batch.bytes.subarray(start, (start += length))));
  }
  return entries;
}

const sealables = (from: number, count: number): readonly Sealable[] =>
  Array.from({ length: count }, (_, at) => ({
    kind: 'artifact-received',
    payload: {
      v: 1,
      id: `00000000-0000-4000-8000-${String(from + at).padStart(12, '0')}`,
      sha256: '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
      bytes: 4096,
      media: 'application/json',
      name: `GET /repos/bench/app/pulls?page=${from + at}`,
      source: 'bench',
    },
  }));

/** What an append does to the tree, batch by batch. */
function extended(entries: readonly Uint8Array[]): Frontier {
  let frontier = EMPTY;
  for (let at = 0; at < entries.length; at += BATCH)
    ({ frontier } = grown(
      frontier,
      entries
        .slice(at, at + BATCH)
        .values()
        .map(leafHash),
    ));
  return frontier;
}

interface Sealing {
  /** In seconds, and the reference beside it. */
  readonly append: number;
  readonly root: number;
  readonly processor: string;
}

/** The one in the middle by its share. */
function middle<S extends Sealing>(sealings: readonly S[]): S {
  const sorted = sealings.toSorted((a, b) => a.root / a.append - b.root / b.append);
  return sorted[sorted.length >>> 1] ?? assert.fail('nothing was sealed');
}

/** Seals everything in batches, and computes the root of each batch's share in between: so both meet the same machine. */
async function sealAll({ db, ledger: log }: Attestry, org: string, size: number): Promise<Sealing> {
  let append = 0;
  let root = 0;
  let worked = 0;
  let rooted = 0;
  for (let from = 0; from < size; from += SHARE) {
    const count = Math.min(SHARE, size - from);
    const before = processorTime();
    for (let at = from; at < from + count; at += BATCH) {
      const batch = sealables(at, Math.min(BATCH, from + count - at)); // one at a time, as a reading brings them
      const start = performance.now();
      await db.transaction(org, (tx) => log.seal(tx, org, batch));
      append += (performance.now() - start) / 1000;
    }
    worked += processorTime() - before; // with what it took to make them
    const entries = entriesOf(count); // only now, so that nothing of the reference lies in the way before
    const [between, middle] = [performance.now(), processorTime()];
    plainRoot(entries);
    root += (performance.now() - between) / 1000;
    rooted += processorTime() - middle;
  }
  return { append, root, processor: ofProcessor(rooted, worked) };
}

/**
 * Inclusion proofs at places all over the log, each verified against the signed checkpoint; and of a small log in the
 * same database in turns with them, so that both meet the same machine.
 */
async function proofs(attestry: Attestry, org: string, few: string): Promise<Measure> {
  const die = dice(7);
  const [all, small] = [await proven(attestry, org), await proven(attestry, few)];
  for (let proof = 0; proof < WARM + PROOFS; proof += 1) {
    const isWarm = proof >= WARM;
    await all.one(die(), isWarm);
    await small.one(die(), isWarm);
  }
  const [ours, least] = [median(all.taken), median(small.taken)];
  return {
    what: 'an entry with its inclusion proof, as many times as long as of a small log',
    figure: ours / least,
    unit: '×',
    budget: atMost(1.6),
    detail: `median of ${PROOFS} at places all over: of ${all.size} entries ${seconds(ours)}, of ${small.size} ${seconds(least)}`,
  };
}

async function proven({ ledger: log }: Attestry, org: string) {
  const { size } = await log.status(org);
  const taken: number[] = [];
  const one = async (place: number, counts: boolean): Promise<void> => {
    const position = Math.floor(place * size);
    const start = performance.now();
    const { entry, proof, checkpoint } = await log.entry(org, position);
    if (counts) taken.push((performance.now() - start) / 1000);
    const { root } = parseCheckpoint(checkpoint);
    assert.ok(
      verifyInclusion(leafHash(entry), { index: position, size }, proof, root),
      `the proof of entry ${position}`,
    );
  };
  return { size, taken, one };
}
