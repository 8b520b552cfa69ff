import type { AddressInfo } from 'node:net';
import { openAuth } from '#/platform/auth/auth.ts';
import { metrics } from '#/platform/metrics.ts';
import { httpServer, type ServerOptions } from './server/server.ts';
import { accountService, servicesOf } from './services.ts';
import type { Attestry } from './wire.ts';

export interface Running {
  /** The address of the console. */
  readonly url: string;
  /** The link that claims a fresh installation; null: it has been claimed. */
  readonly setup: string | null;
  readonly routes: readonly string[];
  close(): Promise<void>;
}

/** Starts the server, which answers when this returns. */
export async function serve(attestry: Attestry, options: Pick<ServerOptions, 'rate' | 'logger'>): Promise<Running> {
  const { config, db, vault } = attestry;
  const auth = await openAuth({ database: db.url, vault, url: attestry.url, mail: async () => undefined });
  const serving = { attestry, auth, services: servicesOf(attestry), account: accountService(attestry, auth) };
  const { app, routes } = await httpServer(serving, {
    ...options,
    behindProxy: config.behindProxy,
    metrics: metrics(),
  });
  await app.listen({ port: config.port, host: config.host });
  const { port } = app.server.address() as AddressInfo;
  const url = config.url ?? `http://localhost:${port}`;
  return {
    url,
    setup: (await auth.hasAccounts()) ? null : `${url}/setup#${await auth.setupLink()}`,
    routes,
    close: async () => {
      await app.close();
      await auth.close();
    },
  };
}
