import { Agent, get } from 'node:http';
import { median } from './timing.ts';

export interface Loaded {
  /** Answers a second, of those that were answered with 200. */
  readonly rate: number;
  /** Seconds, of all. */
  readonly median: number;
  readonly p99: number;
  /** How often each status was answered; 0: no answer. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Bytes of the last body. */
  readonly bytes: number;
}

export interface Load {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Requests under way at any moment. */
  readonly connections: number;
  readonly seconds: number;
}

/** Asks again and again, each connection its next question when the last one was answered. */
export async function load({ url, headers = {}, connections, seconds }: Load): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const taken: number[] = [];
  const statuses = new Map<number, number>();
  let bytes = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const ask = async (): Promise<void> => {
    while (performance.now() < end) {
      const asked = performance.now();
      const answer = await answered(url, { agent, headers });
      taken.push((performance.now() - asked) / 1000);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 200) ({ bytes } = answer);
    }
  };
  await Promise.all(Array.from({ length: connections }, ask));
  agent.destroy();
  const sorted = taken.toSorted((a, b) => a - b);
  return {
    rate: (statuses.get(200) ?? 0) / ((performance.now() - start) / 1000),
    median: median(taken),
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    statuses,
    bytes,
  };
}

const answered = (
  url: string,
  options: { readonly agent: Agent; readonly headers: Readonly<Record<string, string>> },
): Promise<{ readonly status: number; readonly bytes: number }> =>
  new Promise((resolve) => {
    const nothing = (): void => resolve({ status: 0, bytes: 0 });
    get(url, options, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, bytes }));
      answer.on('error', nothing);
    }).on('error', nothing);
  });
