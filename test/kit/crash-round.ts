import { type Attestry, openAttestry } from '#/app/wire.ts';
import { localClient } from '#/contract/local-client.ts';
import type { Caller } from '#/contract/endpoint.ts';
import type { Fact } from '#/core/populations/index.ts';
import { runChecks } from '#/features/checks/index.ts';
import { controlsContract } from '#/features/controls/contract.ts';
import { controls } from '#/features/controls/index.ts';
import { evidenceContract } from '#/features/evidence/contract.ts';
import { evidence } from '#/features/evidence/index.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { collect, sources } from '#/features/sources/index.ts';
import { configFrom } from '#/platform/config.ts';
import { madeUp } from './attestry.ts';

/** The product on a data folder of its own, with the source of a test. */
export interface Worker {
  readonly attestry: Attestry;
  readonly caller: Caller;
  accounts: readonly Fact<'account'>[];
}

/** What was acknowledged: the kind of work, its number, what it made, and the checkpoint that was signed for it. */
export interface Acknowledged {
  readonly did: 'collect' | 'seal' | 'check';
  readonly n: number;
  readonly made: string;
  readonly checkpoint: string;
}

export type Said = Acknowledged | { readonly begins: Acknowledged['did'] };

const PERSON = 'ada@acme.example';

/** Opens a data folder; makes the company first where there is none. */
export async function openWorker(folder: string): Promise<Worker> {
  const opened = await openAttestry(configFrom({}, { data: folder, person: PERSON }));
  const made: { accounts: readonly Fact<'account'>[] } = { accounts: [] };
  const collectors = new Map([...(await opened.sources.collectors()), ['made-up', madeUp(() => made.accounts)]]);
  const attestry = { ...opened, sources: { ...opened.sources, collectors: async () => collectors } };
  const known = (await attestry.db.organizations())[0];
  if (known !== undefined) return Object.assign(made, { attestry, caller: { org: known.org, person: PERSON } });
  const { org } = await createOrganization(attestry, { slug: 'acme', name: 'Acme', zone: 'UTC', demo: false }, PERSON);
  const caller = { org, person: PERSON };
  await localClient(controlsContract, controls(attestry), caller).adopt({ controls: [{ id: 'mfa-enforced' }] });
  const source = { id: 'accounts', collector: 'made-up', settings: {}, secrets: { token: 'a secret' } };
  await localClient(sourcesContract, sources(attestry.sources), caller).add(source);
  return Object.assign(made, { attestry, caller });
}

/** Collects, seals and checks once. Each is acknowledged when it is done, and not before. */
export async function round(worker: Worker, n: number, say: (said: Said) => void): Promise<void> {
  const { attestry, caller } = worker;
  const done = async (did: Acknowledged['did'], made: string): Promise<void> =>
    say({ did, n, made, checkpoint: (await attestry.ledger.status(caller.org)).checkpoint });
  say({ begins: 'collect' });
  worker.accounts = Array.from({ length: 40 }, (_, at) => account(`person-${at}`, (at + n) % 3 !== 0));
  const watching = { signal: new AbortController().signal, progress: () => undefined };
  const { run, state } = await collect(attestry.sources, caller.org, 'accounts', watching);
  if (state !== 'finished') throw new Error(`the run ${state}`);
  await done('collect', run);
  say({ begins: 'seal' });
  const { id } = await localClient(evidenceContract, evidence(attestry), caller).add({
    control: 'mfa-enforced',
    occurred: '2026-01-01',
    name: `minutes-${n}.txt`,
    bytes: Buffer.from(`minutes number ${n}`),
  });
  await done('seal', id);
  say({ begins: 'check' });
  const reports = await runChecks(attestry, caller.org, null, () => undefined);
  await done('check', String(reports[0]?.position ?? -1));
}

const account = (login: string, mfa: boolean): Fact<'account'> => ({
  system: 'okta',
  login,
  status: 'active',
  kind: 'person',
  password: true,
  mfa,
});
