import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { type Part, serve } from '#/app/serve.ts';
import type { Readers } from '#/app/readers/readers.ts';
import { type Attestry, openAttestry } from '#/app/wire.ts';
import { type Chance, systemChance } from '#/platform/clock.ts';
import { configFrom } from '#/platform/config.ts';
import { QUEUE } from '#/platform/db/roles.ts';
import { freePort } from '#/platform/free-port.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export interface TestInstallation {
  readonly attestry: Attestry;
  readonly url: string;
  readonly setup: string | null;
  readonly routes: readonly string[];
  readonly db: TestDatabase;
  /** Stops it before the tests are over. */
  readonly close: () => Promise<void>;
}

/** The whole product on a port of its own, with a database of its own, gone after the tests of the file. */
export async function testInstallation({
  console: pages = null,
  part = 'all',
  environment = {},
  chance = systemChance,
  reading = (readers) => readers,
  isTimed = false,
  ...pace
}: {
  readonly console?: string | null;
  readonly part?: Part;
  readonly environment?: Readonly<Record<string, string>>;
  readonly chance?: Chance;
  /** How its files are read. */
  readonly reading?: (readers: Readers) => Readers;
  /** What the clock asks for every quarter of an hour comes, wherever a test then is. */
  readonly isTimed?: boolean;
  readonly heartbeat?: number;
  readonly slowest?: number;
  /** Requests a minute from one address. */
  readonly rate?: number;
} = {}): Promise<TestInstallation> {
  const db = await testDatabase();
  const data = mkdtempSync(path.join(tmpdir(), 'attestry-test-'));
  const port = String(await freePort());
  const config = configFrom({ DATABASE_URL: db.url, ATTESTRY_DATA: data, PORT: port, ...environment }, {});
  const opened = await openAttestry(config, chance);
  const attestry = { ...opened, readers: reading(opened.readers) };
  const running = await serve(attestry, {
    part,
    rate: 1_000_000,
    logger: process.env['TEST_LOG'] === '1',
    console: pages,
    ...pace,
  });
  if (!isTimed && part !== 'web') await db.admin.query(`delete from ${QUEUE}.schedule`);
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => (closing ??= running.close().then(() => attestry.close()));
  after(async () => {
    await close();
    rmSync(data, { recursive: true, force: true });
  });
  return { attestry, url: running.url, setup: running.setup, routes: running.routes, db, close };
}

/** A browser's memory of cookies, with its origin. */
export class Browser {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  async send(
    method: string,
    route: string,
    { body, headers = {} }: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(this.#url + route, {
      method,
      redirect: 'manual',
      headers: {
        origin: this.#url,
        'sec-fetch-site': 'same-origin',
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const isOver = attributes.some((each) => /^\s*max-age=0$/i.test(each));
    if (isOver || value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }
}
