import { setTimeout as sleep } from 'node:timers/promises';
import { type Remote, remoteClient } from '#/contract/remote-client.ts';
import { DomainError } from '#/core/errors.ts';
import { speakPlainly } from '#/core/schema-words.ts';
import { jobsContract } from '#/features/jobs/contract.ts';
import { organizationContract } from '#/features/organization/contract.ts';
import type { Attestry } from '#/app/wire.ts';
import { systemChance } from '#/platform/clock.ts';
import type { Config } from '#/platform/config.ts';
import { httpStream, httpTool } from '#/platform/http.ts';
import type { Context } from './command.ts';
import type { Output } from './output.ts';

/** How the server that a command line names is called. */
export function remoteOf(server: string, { apiKey, organization }: Config, signal: AbortSignal): Remote {
  if (apiKey === null) throw new DomainError('unauthenticated');
  const http = httpTool({ chance: systemChance, signal, limits: { tries: 2 } });
  return {
    server: server.replace(/\/+$/, ''),
    headers: () => ({
      authorization: `Bearer ${apiKey}`,
      ...(organization === null ? {} : { 'attestry-organization': organization }),
    }),
    fetch: (url, init) => http(url, init),
    stream: httpStream(signal),
    newId: () => systemChance.newId(),
  };
}

/** What a command works with when it works on a server: whatever needs the data folder itself says so. */
export async function remoteContext(remote: Remote, command: string, signal: AbortSignal): Promise<Context> {
  speakPlainly();
  const { slug, zone, name } = await remoteClient(organizationContract, remote).show({});
  const local = (): never => {
    throw new DomainError('local_only', { command });
  };
  return {
    remote,
    zone,
    slug,
    company: name,
    signal,
    get attestry(): Attestry {
      return local();
    },
    get caller() {
      return local();
    },
  };
}

const LOOK_EVERY = 500;

type Jobs = ReturnType<typeof remoteClient<typeof jobsContract>>;

/**
 * Starts a job on the server, waits for it, and shows how far it is; its result. Where one of the same is open, as that
 * by which the server judges what it read, it is begun after that. Throws `job_failed` when it did not end well.
 */
export async function followed(
  remote: Remote,
  start: (jobs: Jobs) => Promise<{ readonly job: string }>,
  to: Output,
  signal: AbortSignal,
): Promise<unknown> {
  const client = remoteClient(jobsContract, remote);
  const id = await started(client, start, to, signal);
  for (;;) {
    const { job } = await client.show({ id });
    if (job.state === 'done') return job.result;
    if (job.state === 'dead' || (job.state === 'cancelled' && job.finished !== null))
      throw new DomainError('job_failed', { id, state: job.state, because: job.error ?? 'somebody stopped it' });
    to.progress(`${job.kind} ${job.subject} ${job.what}`.trim(), job.done, job.total);
    await waited(signal);
  }
}

async function started(client: Jobs, start: Parameters<typeof followed>[1], to: Output, signal: AbortSignal) {
  for (;;) {
    try {
      return (await start(client)).job;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'busy') throw error;
      to.progress('waits for another that is open', 0, null);
      await waited(signal);
    }
  }
}

const waited = (signal: AbortSignal): Promise<unknown> =>
  sleep(LOOK_EVERY, undefined, { signal }).catch(() => {
    throw new DomainError('stopped');
  });
