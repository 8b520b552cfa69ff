import type { AddressInfo } from 'node:net';
import { DomainError } from '#/core/errors.ts';
import { CHANNEL } from '#/features/jobs/index.ts';
import { type Auth, openAuth } from '#/platform/auth/auth.ts';
import { listen } from '#/platform/db/listen.ts';
import { freePort } from '#/platform/free-port.ts';
import { metrics } from '#/platform/metrics.ts';
import { confined } from './confined.ts';
import { streams } from './server/events.ts';
import { httpServer, type ServerOptions, SLOWEST } from './server/server.ts';
import { answerAhead } from './server/trust/ahead.ts';
import { keepPages } from './server/trust/keeping.ts';
import { noteLooks } from './server/trust/noting.ts';
import { TrustPages } from './server/trust/pages.ts';
import { missedWhere } from './server/trust/routes.ts';
import { accountService, servicesOf } from './services.ts';
import { startTelling } from './telling.ts';
import { trustDeps } from './trust.ts';
import type { Attestry } from './wire.ts';
import { startWorking } from './worker.ts';

export interface Running {
  /** The address of the console. */
  readonly url: string;
  /** The link that claims a fresh installation; null: it has been claimed. */
  readonly setup: string | null;
  readonly routes: readonly string[];
  close(): Promise<void>;
}

export type Part = 'all' | 'web' | 'worker';

export interface ServeOptions extends Pick<ServerOptions, 'rate' | 'logger' | 'console'> {
  /** What this process does: answer, work, or both. */
  readonly part: Part;
  /** How often it is looked whether who follows events still may, in milliseconds. */
  readonly heartbeat?: number;
  /** How long a request may take to come to its end, in milliseconds. */
  readonly slowest?: number;
}

/** How long what is being worked on may take to come to a good place when the server stops. In milliseconds. */
const GRACE = 20_000;

/** Starts the server, which answers and works when this returns. */
export async function serve(given: Attestry, { part, ...options }: ServeOptions): Promise<Running> {
  const attestry = confined(given);
  await attestry.traces.begin();
  const auth = await openAuth({
    database: attestry.db.url,
    vault: attestry.vault,
    url: attestry.url,
  });
  const works = part !== 'web';
  // what answers is put together while the database is asked for the queue
  const [queue, web] = await Promise.all([
    attestry.queue(works),
    part === 'worker' ? null : answering(attestry, auth, options),
  ]).catch(async (error: unknown) => {
    await auth.close();
    throw error;
  });
  if (works) await startWorking(attestry, queue, auth);
  const telling = works ? await startTelling(attestry) : null;
  const url = attestry.config.url ?? `http://localhost:${web?.port ?? attestry.config.port}`;
  const isFresh = web !== null && !(await auth.hasAccounts());
  return {
    url,
    setup: isFresh ? `${url}/setup#${await auth.setupLink()}` : null,
    routes: web?.routes ?? [],
    close: async () => {
      await web?.close();
      await telling?.close();
      await queue.close(GRACE);
      await auth.close();
    },
  };
}

/** What the operating system says of a place where nobody can listen, and by which variable it was given. */
const UNHEARD: Readonly<Record<string, 'ATTESTRY_HOST' | 'PORT'>> = {
  ENOTFOUND: 'ATTESTRY_HOST',
  EAI_AGAIN: 'ATTESTRY_HOST',
  EADDRNOTAVAIL: 'ATTESTRY_HOST',
  EACCES: 'PORT',
};

const unheard =
  ({ host, port }: Pick<Attestry['config'], 'host' | 'port'>) =>
  (error: NodeJS.ErrnoException): never => {
    const name = UNHEARD[error.code ?? ''];
    if (name === undefined) throw error;
    const facts =
      name === 'PORT'
        ? { because: `nobody may listen at ${port} here`, help: 'a number from 1024 on' }
        : { because: `"${host}" is no address of this machine`, help: '127.0.0.1 for this machine only, or 0.0.0.0' };
    throw new DomainError('variable_invalid', { name, ...facts }, { cause: error });
  };

/** Throws at once what listening would later, before anybody waits for what is made first. */
export const mustBeHeard = async (config: Pick<Attestry['config'], 'host' | 'port'>): Promise<void> => {
  await freePort(config.port, config.host).catch(unheard(config));
};

async function answering(attestry: Attestry, auth: Auth, options: Omit<ServeOptions, 'part'>) {
  const { config, db } = attestry;
  const open = streams(options.heartbeat);
  const counts = metrics();
  const pages = new TrustPages(trustDeps(attestry), (error) => server.app.log.error({ err: error }, 'trust page'));
  const serving = {
    attestry,
    auth,
    services: servicesOf(attestry),
    account: accountService(attestry, auth),
    lookOf: (slug: string) => pages.look(slug),
    missed: (slug: string, query: string, address: string) => missedWhere({ auth }, pages, { slug, query, address }),
  };
  const server = await httpServer(serving, {
    slowest: SLOWEST,
    ...options,
    proxies: config.proxies,
    metrics: counts,
    streams: open,
    trust: pages,
  });
  const { app, routes } = server;
  const listening = await listen(db.url, CHANNEL, open.changed);
  const noting = noteLooks(attestry, pages.counts);
  const keeping = await keepPages(db.url, pages, () => attestry.chance.now());
  counts.gauge('attestry_event_streams_open', open.count);
  counts.gauge('attestry_trust_pages_answered', answerAhead(app.server, pages));
  counts.gauges('attestry_jobs', async () =>
    (await (await attestry.queue()).counts()).flatMap(({ kind, waiting, running }) => [
      { labels: { kind, state: 'waiting' }, value: waiting },
      { labels: { kind, state: 'running' }, value: running },
    ]),
  );
  const close = async (): Promise<void> => {
    open.endAll();
    await app.close();
    await keeping.close();
    await noting.close();
    await listening.close();
  };
  try {
    await app.listen({ port: config.port, host: config.host }).catch(unheard(config));
  } catch (error) {
    await close(); // what stays open keeps the process from ending
    throw error;
  }
  return { port: (app.server.address() as AddressInfo).port, routes, close };
}
