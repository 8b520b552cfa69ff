import { setTimeout as sleep } from 'node:timers/promises';
import { type Remote, remoteClient } from '#/contract/remote-client.ts';
import { DomainError } from '#/core/errors.ts';
import { jobsContract } from '#/features/jobs/contract.ts';
import { organizationContract } from '#/features/organization/contract.ts';
import type { Attestry } from '#/app/wire.ts';
import { systemChance } from '#/platform/clock.ts';
import type { Config } from '#/platform/config.ts';
import { httpTool } from '#/platform/http.ts';
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
    newId: () => systemChance.newId(),
  };
}

/** What a command works with when it works on a server: whatever needs the data folder itself says so. */
export async function remoteContext(remote: Remote, command: string, signal: AbortSignal): Promise<Context> {
  const { slug, zone } = await remoteClient(organizationContract, remote).show({});
  const local = (): never => {
    throw new DomainError('local_only', { command });
  };
  return {
    remote,
    zone,
    slug,
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

/** Waits for a job on the server, and shows how far it is; its result. Throws `job_failed` when it did not end well. */
export async function followed(remote: Remote, id: string, to: Output, signal: AbortSignal): Promise<unknown> {
  const client = remoteClient(jobsContract, remote);
  for (;;) {
    const { job } = await client.show({ id });
    if (job.state === 'done') return job.result;
    if (job.state === 'dead' || job.state === 'cancelled')
      throw new DomainError('job_failed', { id, state: job.state, because: job.error ?? 'somebody stopped it' });
    to.progress(`${job.kind} ${job.subject} ${job.what}`.trim(), job.done, job.total);
    await sleep(LOOK_EVERY, undefined, { signal }).catch(() => {
      throw new DomainError('stopped');
    });
  }
}
