import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverGone } from '#/platform/db/embedded/server.ts';
import type { Bench } from './kit/bench.ts';
import { load } from './kit/load.ts';
import { atLeast, atMost, seconds } from './kit/measure.ts';
import { begun, over } from './kit/program.ts';
import { median, several } from './kit/timing.ts';
import { clusterOf } from './world/world.ts';

const CONNECTIONS = 16;
const SECONDS = 4;
/** As a browser asks. */
const HEADERS = { 'accept-encoding': 'gzip, deflate, br' };

/** The public page through the whole product, against a server that does nothing but send the same bytes. */
export const trust: Bench = {
  name: 'trust',
  title: 'The public page of the trust center, against a bare server that sends the same bytes',
  needs: 'own',
  sizes: (size) => size <= 10_000,
  run: async ({ folder, ...given }) => {
    const rounds = several(given.rounds);
    const files = mkdtempSync(path.join(tmpdir(), 'attestry-bench-'));
    const [product, page] = await begun<string>('trust-page.ts', [folder]);
    const { bytes, headers } = await whole(page);
    const [body, said] = [path.join(files, 'body'), path.join(files, 'headers.json')];
    writeFileSync(body, bytes);
    writeFileSync(said, JSON.stringify(headers));
    const [reference, plain] = await begun<string>('plain-page.ts', [body, said]);
    const [other, file] = hasNginx() ? await begun<string>('nginx-page.ts', [files, body, said]) : [null, null];
    const urls = { ours: page, bare: plain, ...(file === null ? {} : { nginx: file }) };
    const names = Object.keys(urls) as (keyof typeof urls)[];
    const rates = { ours: [] as number[], bare: [] as number[], nginx: [] as number[] };
    const tails = { ours: [] as number[], bare: [] as number[], nginx: [] as number[] };
    for (let round = 0; round <= rounds; round += 1)
      for (const name of round % 2 === 0 ? names : names.toReversed()) {
        const url = urls[name] ?? page;
        const loaded = await load({
          url,
          headers: HEADERS,
          connections: CONNECTIONS,
          seconds: round === 0 ? 1 : SECONDS,
        });
        assert.deepEqual([...loaded.statuses.keys()], [200], `${name} answers everything`);
        assert.equal(loaded.bytes, bytes.length);
        if (round === 0) continue;
        rates[name].push(loaded.rate);
        tails[name].push(loaded.p99);
      }
    for (const child of [product, reference, other]) if (child !== null) await over(child);
    await serverGone(clusterOf(folder));
    rmSync(files, { recursive: true, force: true });
    const [ours, bare] = [median(rates.ours), median(rates.bare)];
    const detail = `${bytes.length} bytes at ${CONNECTIONS} connections: ours ${ours.toPrecision(3)}/s, bare ${bare.toPrecision(3)}/s`;
    return [
      {
        what: 'the public page, as a share of a bare server that sends the same bytes',
        figure: ours / bare,
        unit: '×',
        budget: atLeast(0.8),
        detail,
      },
      {
        what: 'its 99th of 100 answers, as many times as that of the bare server',
        figure: median(tails.ours) / median(tails.bare),
        unit: '×',
        budget: atMost(2),
        detail: `ours ${seconds(median(tails.ours))}, bare ${seconds(median(tails.bare))}`,
      },
      ...(file === null
        ? []
        : [
            {
              what: 'the public page, as a share of nginx that sends the same bytes from a file',
              figure: ours / median(rates.nginx),
              unit: '×' as const,
              budget: atLeast(0.4),
              detail: `ours ${ours.toPrecision(3)}/s, nginx ${median(rates.nginx).toPrecision(3)}/s`,
            },
          ]),
    ];
  },
};

/** It is no part of the project: it is compared where the machine has it. */
const hasNginx = (): boolean => spawnSync('nginx', ['-v']).status === 0;

interface Whole {
  readonly bytes: Buffer;
  /** Names and values, without what every server adds by itself. */
  readonly headers: readonly string[];
}

const ADDED: ReadonlySet<string> = new Set(['date', 'connection', 'keep-alive']);

/** The page as it is sent, once it is there. */
async function whole(url: string): Promise<Whole> {
  for (let look = 0; look < 100; look += 1) {
    const found = await new Promise<Whole | null>((resolve, reject) => {
      get(url, { headers: HEADERS }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const pairs = answer.rawHeaders.flatMap((name, at) => {
            const value = answer.rawHeaders[at + 1] ?? '';
            return at % 2 === 0 && !ADDED.has(name.toLowerCase()) ? [name, value] : [];
          });
          resolve(answer.statusCode === 200 ? { bytes: Buffer.concat(chunks), headers: pairs } : null);
        });
      }).on('error', reject);
    });
    if (found !== null) return found;
    await sleep(100);
  }
  throw new Error('the page is not there');
}
