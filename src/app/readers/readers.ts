import path from 'node:path';
import { deserialize } from 'node:v8';
import type { Collector, Found, Input, Page, Unreadable } from '#/collectors/collector.ts';
import type { NamedBytes } from '#/collectors/formats/limits.ts';
import { sourceFile } from '#/collectors/formats/source-file.ts';
import { DomainError } from '#/core/errors.ts';
import { pathIn } from '#/core/handed-in.ts';
import type { UploadDeps } from '#/features/sources/index.ts';
import { takingTurns } from '#/platform/taking-turns.ts';
import { type Asking, Threads } from '#/platform/threads.ts';
import type { Given, Line, Order, Packed, Reply, Results } from './orders.ts';

/** Orders that wait for a thread, how long one may take, in milliseconds, and what it may hold, in megabytes. */
export interface ReadersSetup {
  readonly waiting: number;
  /** Of a look or a trial, for which somebody waits. */
  readonly longest: number;
  /** Of a reading. Its signal ends it, too. */
  readonly longestReading: number;
  readonly heap: number;
}

const MOST: ReadersSetup = { waiting: 16, longest: 45_000, longestReading: 300_000, heap: 1_024 };

/** Reads files beside what a server answers: whoever brings a large one keeps nobody waiting but those who bring another. */
export interface Readers {
  readonly look: UploadDeps['look'];
  /** The same collector, which reads its file there; one that asks a provider reads as it is. */
  readonly apart: (collector: Collector<unknown>) => Collector<unknown>;
  close(): Promise<void>;
}

export function readers(setup: Partial<ReadersSetup> = {}): Readers {
  const { longestReading, ...most } = { ...MOST, ...setup };
  const threads = new Threads<Order, Reply>({ ...most, program: path.join(import.meta.dirname, 'worker.ts') });
  const ask: Ask = async (order, log, asking) => {
    const reading = { name: 'that waits' };
    const reply = await threads.ask(async () => {
      const made = await order();
      reading.name = made.file.name;
      return made;
    }, asking);
    if (reply.kind === 'failed')
      throw new DomainError('file_too_heavy', { file: reading.name, because: reply.because });
    if (reply.kind === 'broken') throw new Error(`A file could not be read: ${reply.because}`);
    for (const { level, message } of reply.lines) log(level, message);
    if (reply.kind === 'refused') throw new DomainError(reply.code, reply.facts);
    return reply.result;
  };
  return {
    look: async (file, layout, zone) =>
      (await ask(
        async () => ({ what: 'look', file: await file(), layout, zone }),
        () => undefined,
        {
          given: ({ file: { bytes } }) => (isAlone(bytes) ? [bytes.buffer] : []),
        },
      )) as Results['look'],
    apart: (collector) => (collector.grade === 'export' ? readApart(collector, ask, longestReading) : collector),
    close: () => threads.close(),
  };
}

/** Whether nothing else lies in the memory of these bytes, so that it can be given away. */
const isAlone = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;

type Ask = (
  order: () => Promise<Order>,
  log: (level: Line['level'], message: string) => void,
  asking: Asking<Order>,
) => Promise<Results[Order['what']]>;

const fileOf = ({ settings, tools }: Input<unknown>): Promise<NamedBytes> => sourceFile(tools, pathIn(settings));

function readApart(collector: Collector<unknown>, ask: Ask, longest: number): Collector<unknown> {
  const given = ({ settings, tools }: Input<unknown>, file: NamedBytes): Given => ({
    collector: collector.id,
    settings,
    file,
    startedAt: tools.startedAt,
    exportedAnew: tools.exportedAnew ?? false,
  });
  return {
    ...collector,
    test: async (input) => {
      const { signal, log } = input.tools;
      const order = async (): Promise<Order> => ({ what: 'test', ...given(input, await fileOf(input)) });
      return (await ask(order, log, { signal })) as Results['test'];
    },
    async *collect(input, cursor) {
      const { signal, log } = input.tools;
      const read: { bytes: Uint8Array } = { bytes: new Uint8Array() };
      const order = async (): Promise<Order> => {
        const file = await fileOf(input);
        read.bytes = file.bytes;
        return { what: 'collect', cursor, ...given(input, file) };
      };
      const pages = (await ask(order, log, { longest, signal })) as Results['collect'];
      for (const packed of pages) yield await unpacked(packed, read.bytes);
    },
  };
}

async function unpacked({ page, artifacts, records, unreadable }: Packed, bytes: Uint8Array): Promise<Page> {
  return {
    ...page,
    artifacts: artifacts.map((artifact) => ({ ...artifact, bytes })),
    records: await whole<Found>(records),
    unreadable: await whole<Unreadable>(unreadable),
  };
}

/** Part by part, so that whatever else waits is not kept waiting by it. */
async function whole<T>(parts: readonly Uint8Array[]): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const part of takingTurns(parts, 2)) all.push(...(deserialize(part) as readonly T[]));
  return all;
}
