import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localClient } from '#/contract/local-client.ts';
import { fsck } from '#/app/fsck.ts';
import { evidenceContract } from '#/features/evidence/contract.ts';
import { evidence } from '#/features/evidence/index.ts';
import { parseCheckpoint } from '#/ledger/checkpoint.ts';
import { verifyConsistency } from '#/ledger/proof.ts';
import { serverGone } from '#/platform/db/embedded/server.ts';
import { type Acknowledged, openWorker, round, type Said, type Worker } from './crash-round.ts';
import { program } from './program.ts';

export interface Crashes {
  /** How often something was killed, by what it was. */
  readonly killed: Readonly<Record<Victim, number>>;
  /** How often each kind of work had begun and was not acknowledged when it was killed. */
  readonly interrupted: Readonly<Record<string, number>>;
  readonly acknowledged: number;
}

const VICTIMS = ['process', 'postgres', 'both'] as const;
type Victim = (typeof VICTIMS)[number];

export interface CrashPlan {
  readonly folder: string;
  readonly instants: number;
  /** Between 0 and 1. */
  readonly random: () => number;
  readonly say?: (text: string) => void;
}

const WORKER = path.join(import.meta.dirname, 'crash-worker.ts');
/** How long a process is let go on after PostgreSQL was killed under it. In milliseconds. */
const GOES_ON = 3_000;

/** How many lines a round says; the killing begins behind any of them. */
const LINES = 6;
/** And so long after it, at most. In milliseconds. */
const SPREAD = 200;

/**
 * Kills the process, PostgreSQL or both at random instants while they collect, seal and check. After each, everything
 * that was acknowledged must be there, the log must be the continuation of every checkpoint that was acknowledged, no
 * byte may be damaged, and the next run must complete the work.
 */
export async function crashes({ folder, instants, random, say = () => undefined }: CrashPlan): Promise<Crashes> {
  const killed: Record<Victim, number> = { process: 0, postgres: 0, both: 0 };
  const interrupted: Record<string, number> = {};
  const acknowledged: Acknowledged[] = [];
  let n = 0;
  for (let instant = 0; instant < instants; instant += 1) {
    const victim = VICTIMS[instant % VICTIMS.length] ?? 'both';
    const said = await untilKilled({
      folder,
      n,
      victim,
      lines: Math.floor(random() * LINES),
      after: random() * SPREAD,
    });
    acknowledged.push(...said.filter((line) => 'did' in line));
    killed[victim] += 1;
    const last = said.at(-1);
    const during = last !== undefined && 'begins' in last ? last.begins : 'between';
    interrupted[during] = (interrupted[during] ?? 0) + 1;
    n += said.length + 1;
    await serverGone(path.join(folder, 'postgres'));
    const worker = await openWorker(folder);
    try {
      await mustHold(worker, acknowledged);
      await round(worker, n, (line) => 'did' in line && acknowledged.push(line));
      await mustHold(worker, acknowledged);
    } finally {
      await worker.attestry.close();
    }
    n += 1;
    say(`${instant + 1}: killed ${victim} during ${during}, ${acknowledged.length} acknowledged so far, all there`);
  }
  return { killed, interrupted, acknowledged: acknowledged.length };
}

/** Runs the worker until it is killed, and returns what it said. */
async function untilKilled({
  folder,
  n,
  victim,
  lines,
  after,
}: {
  readonly folder: string;
  readonly n: number;
  readonly victim: Victim;
  readonly lines: number;
  readonly after: number;
}): Promise<readonly Said[]> {
  const worker = program(WORKER, [folder, String(n)]);
  const said: Said[] = [];
  while (said.length <= lines) said.push(JSON.parse(await worker.line()) as Said);
  const reading = (async () => {
    for (;;) said.push(JSON.parse(await worker.line()) as Said);
  })().catch(() => undefined); // it was killed
  await sleep(after);
  const pidFile = path.join(folder, 'postgres', 'postmaster.pid');
  const server = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0;
  if (victim !== 'process' && server > 0) process.kill(server, 'SIGKILL');
  // A process that asked for nothing just then starts PostgreSQL again, and goes on.
  if (victim === 'postgres') await Promise.race([worker.ended, sleep(GOES_ON, undefined, { ref: false })]);
  worker.kill();
  const ended = await worker.ended;
  assert.notEqual(ended, 0, 'the worker ends by what was done to it only');
  await reading;
  return said;
}

async function mustHold({ attestry, caller }: Worker, acknowledged: readonly Acknowledged[]): Promise<void> {
  const { damages, unfinished } = await fsck(attestry, caller.org);
  assert.deepEqual(damages, []);
  assert.deepEqual(unfinished, []);
  const head = parseCheckpoint((await attestry.ledger.status(caller.org)).checkpoint);
  const evidenceThere = new Set(
    (await localClient(evidenceContract, evidence(attestry), caller).list({})).evidence.map(({ id }) => id),
  );
  await attestry.db.transaction(caller.org, async (tx) => {
    for (const { did, made, checkpoint } of acknowledged) {
      const known = parseCheckpoint(checkpoint);
      const proof = await attestry.ledger.consistencyProof(tx, known.size, head.size);
      assert.ok(verifyConsistency(known, head, proof), `the log goes on from ${known.size}`);
      if (did === 'seal') assert.ok(evidenceThere.has(made), `evidence ${made} is there`);
      if (did === 'collect') {
        const run = await tx.selectFrom('run').select('state').where('id', '=', made).executeTakeFirst();
        assert.equal(run?.state, 'finished');
      }
      if (did === 'check') {
        const run = await tx.selectFrom('check_run').select('position').where('position', '=', Number(made)).execute();
        assert.equal(run.length, 1);
      }
    }
  });
}
