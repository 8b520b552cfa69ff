import { serialize } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import type { Collector, Page, Tools } from '#/collectors/collector.ts';
import { lookTold } from '#/collectors/file/told.ts';
import { COLLECTORS } from '#/collectors/index.ts';
import { DomainError } from '#/core/errors.ts';
import { speakPlainly } from '#/core/schema-words.ts';
import type { Given, Line, Order, Packed, Reply, Results } from './orders.ts';

/** So many records are unpacked at a time. */
const PART = 1_000;

function collectorOf({ collector: id }: Given): Collector<unknown> {
  const collector = COLLECTORS.get(id);
  if (collector === undefined)
    throw new DomainError('collector_unknown', { id, known: [...COLLECTORS.keys()].join(', ') });
  return collector;
}

const apart = (): never => {
  throw new TypeError('a file is read, and nothing else of the world is asked');
};

function inputOf({ settings, file, startedAt, exportedAnew }: Given, lines: Line[]) {
  const tools: Tools = {
    http: apart,
    git: apart,
    readFile: apart,
    changedAt: apart,
    workFolder: '',
    fileHandedIn: async () => file,
    signal: new AbortController().signal, // its thread is ended
    startedAt,
    exportedAnew,
    log: (level, message) => void lines.push({ level, message }),
  };
  return { settings, secrets: {}, tools };
}

async function carriedOut(order: Order, lines: Line[]): Promise<Results[Order['what']]> {
  switch (order.what) {
    case 'look':
      return lookTold(order.file, order.layout, order.zone);
    case 'test':
      return collectorOf(order).test(inputOf(order, lines));
    case 'collect': {
      const pages: Packed[] = [];
      for await (const page of collectorOf(order).collect(inputOf(order, lines), order.cursor))
        pages.push(packed(page, order.file.bytes));
      return pages;
    }
  }
}

function packed({ artifacts, records, unreadable = [], ...page }: Page, bytes: Uint8Array): Packed {
  if (artifacts.some((artifact) => artifact.bytes !== bytes)) throw new TypeError('an artifact is not the file');
  return {
    page,
    artifacts: artifacts.map(({ media, name }) => ({ media, name })),
    records: inParts(records),
    unreadable: inParts(unreadable),
  };
}

const inParts = (all: readonly unknown[]): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(all.length / PART) }, (_, at) => serialize(all.slice(at * PART, (at + 1) * PART)));

async function replyTo(order: Order): Promise<Reply> {
  const lines: Line[] = [];
  try {
    return { kind: 'done', result: await carriedOut(order, lines), lines };
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'refused', code: error.code, facts: error.facts, lines };
    return { kind: 'broken', because: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function answer(order: Order): Promise<void> {
  const reply = await replyTo(order);
  parentPort?.postMessage(reply, []);
}

speakPlainly();
parentPort?.on('message', (order: Order) => void answer(order));
