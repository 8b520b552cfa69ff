import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { localClient } from '#/contract/local-client.ts';
import { githubAnswer, type GithubWorld, githubWorldOf } from '#/demo/index.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { sources } from '#/features/sources/index.ts';
import { collectOf, type Telling } from './bring-in.ts';
import type { Step } from './create.ts';
import type { StoryClock } from './story-clock.ts';

export interface GithubSteps extends AsyncDisposable {
  readonly steps: readonly Step[];
}

/** The demo company's GitHub, on a port of this machine for as long as the story is told. */
export async function githubSteps(telling: Telling): Promise<GithubSteps> {
  const world = githubWorldOf(telling.demo.company);
  const server = await serve(world, telling.clock);
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const steps = world.looks.map(
    (at, place): Step => ({
      at,
      what: 'github',
      run: async () => {
        if (place === 0) await connect(telling, world, baseUrl);
        await collectOf(telling, 'github');
      },
    }),
  );
  return {
    steps,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function connect({ attestry, caller }: Telling, world: GithubWorld, baseUrl: string): Promise<void> {
  await localClient(sourcesContract, sources(attestry.sources), caller).add({
    id: 'github',
    collector: 'github',
    settings: { ...world.settings, baseUrl },
    secrets: { token: 'demo' },
    untried: true,
  });
}

async function serve(world: GithubWorld, clock: StoryClock): Promise<Server> {
  const server = createServer((request, response) => {
    const { host = '127.0.0.1' } = request.headers;
    const url = new URL(request.url ?? '/', `http://${host}`);
    const { status, body } = githubAnswer(
      world,
      { path: decodeURIComponent(url.pathname), query: url.searchParams },
      clock.now(),
    );
    const { page, next } = paged(body, url);
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      ...(next === null ? {} : { link: `<${next}>; rel="next"` }),
    });
    response.end(JSON.stringify(page));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** A list in pages, as GitHub cuts it; the address of the next one, if there is one. */
function paged(body: unknown, url: URL): { readonly page: unknown; readonly next: string | null } {
  if (!Array.isArray(body) || isFollowed(url)) return { page: body, next: null };
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const number = Number(url.searchParams.get('page') ?? 1);
  const page: readonly unknown[] = body.slice((number - 1) * size, number * size);
  if (number * size >= body.length) return { page, next: null };
  const next = new URL(url);
  next.searchParams.set('page', String(number + 1));
  return { page, next: next.href };
}

/** Commits are asked for by the commit that a page begins with, and come cut already. */
const isFollowed = ({ pathname, searchParams }: URL): boolean =>
  pathname.endsWith('/commits') && searchParams.has('sha');
