import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { columnsOfRows, rowReader } from '#/core/segment/row-reader.ts';
import type { Row } from '#/core/segment/row.ts';
import { SYSTEM } from '#/core/segment/segment.ts';
import { type Table, tableOf } from '#/core/segment/table.ts';
import { stringReader } from '#/core/segment/text-column.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import { type OpenedSegment, openSegments, type SegmentRef } from './segments.service.ts';

/** A population as somebody pages through it. */
export interface Browsed {
  readonly segments: readonly OpenedSegment[];
  readonly table: Table;
  readonly keyAt: (item: number) => string;
  /** The row of an item, and the segment in which it stands. */
  readonly itemAt: (item: number) => { readonly row: Row; readonly segment: OpenedSegment } | undefined;
}

export interface Browsing {
  readonly org: string;
  readonly population: PopulationName;
  readonly refs: readonly SegmentRef[];
  /** Only rows that the ledger sealed before this position are seen. */
  readonly asOf: number;
  /** Each state of what is looked at from time to time is an item. */
  readonly states: boolean;
}

interface Entry {
  readonly browsed: Promise<Browsed>;
  /** Of its columns and its table, read or not. */
  bytes: number;
  users: number;
  timer: NodeJS.Timeout | undefined;
}

/** So many bytes are kept open; what is being read stays, however long it is. */
const MOST_BYTES = 384 * 2 ** 20;
/** And so long after it was last asked for, in milliseconds. */
const KEPT_FOR = 60_000;
/** Of so many populations it is known how long they are. */
const MOST_SIZES = 2_000;

/**
 * Populations that people page through. The first page opens one, compares what it reads with its digests and lays its
 * items out, all of which takes as long as the population is; the pages after it find that done. What is sealed under
 * a digest does not change, so nothing kept here can be out of date: more records are other segments.
 */
export class Shelf {
  /** The ones used last at the end. */
  readonly #entries = new Map<string, Entry>();
  readonly #sizes = new Map<string, number>();
  readonly #blobs: (org: string) => BlobStore;
  readonly #mostBytes: number;

  constructor(blobs: (org: string) => BlobStore, mostBytes = MOST_BYTES) {
    this.#blobs = blobs;
    this.#mostBytes = mostBytes;
  }

  /** Runs `work` with a population that stays open until it is over. */
  async browse<T>(browsing: Browsing, work: (browsed: Browsed) => T | Promise<T>): Promise<T> {
    const seen = asSeen(browsing);
    const name = nameOf(seen);
    const entry = this.#entries.get(name) ?? this.#opened(seen);
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    clearTimeout(entry.timer);
    entry.users += 1;
    try {
      return await work(await entry.browsed);
    } catch (error) {
      if (!(await isOpen(entry)) && this.#has(name, entry)) this.#entries.delete(name);
      throw error;
    } finally {
      entry.users -= 1;
      this.#makeRoom();
      if (entry.users === 0 && this.#has(name, entry))
        entry.timer = setTimeout(() => this.#letGo(name), KEPT_FOR).unref();
    }
  }

  /** How many items a population has: known from before, or counted now. */
  async size(
    asked: Browsing,
    reading: (count: (segments: readonly OpenedSegment[]) => Promise<number>) => Promise<number>,
  ): Promise<number> {
    if (asked.refs.length === 0) return 0;
    const browsing = asSeen(asked);
    const name = nameOf(browsing);
    const size =
      this.#sizes.get(name) ?? (await reading((segments) => Promise.resolve(itemsIn(segments, browsing).size)));
    this.#sizes.delete(name);
    this.#sizes.set(name, size);
    for (const other of [...this.#sizes.keys()].slice(0, -MOST_SIZES)) this.#sizes.delete(other);
    return size;
  }

  /** Closes the files of everything that nobody reads. Its memory is left to whoever ends the process. */
  close(): void {
    for (const name of this.#entries.keys()) this.#letGo(name, false);
  }

  /** Not another that took its place since. */
  #has(name: string, entry: Entry): boolean {
    return this.#entries.get(name) === entry;
  }

  #opened(browsing: Browsing): Entry {
    const entry: Entry = { browsed: this.#open(browsing), bytes: 0, users: 0, timer: undefined };
    void weighed(entry);
    return entry;
  }

  async #open({ org, population, refs, ...seen }: Browsing): Promise<Browsed> {
    const segments = await openSegments(this.#blobs(org), refs);
    const { fields } = populationNamed(population);
    const reading = segments.map((segment) => segment.readAhead(columnsOfRows(fields)));
    try {
      const table = itemsIn(segments, seen); // while other threads read
      await Promise.all(reading);
      const read = segments.map((segment) => rowReader(fields, segment, (artifact) => artifact));
      const keys = segments.map(({ column, rows }) => stringReader(column(SYSTEM.key), rows));
      return {
        segments,
        table,
        keyAt: (item) => keys[table.segmentOf[item] ?? 0]?.at(table.rowOf[item] ?? 0) ?? '',
        itemAt: (item) => {
          const place = table.segmentOf[item] ?? 0;
          const [row, segment] = [read[place]?.(table.rowOf[item] ?? 0), segments[place]];
          return row === undefined || segment === undefined ? undefined : { row, segment };
        },
      };
    } catch (error) {
      await Promise.allSettled(reading);
      for (const segment of segments) segment.close();
      throw error;
    }
  }

  #makeRoom(): void {
    let bytes = 0;
    for (const entry of this.#entries.values()) bytes += entry.bytes;
    for (const [name, entry] of this.#entries) {
      if (bytes <= this.#mostBytes) return;
      if (entry.users > 0) continue;
      bytes -= entry.bytes;
      this.#letGo(name);
    }
  }

  #letGo(name: string, wipes = true): void {
    const entry = this.#entries.get(name);
    if (entry === undefined || entry.users > 0) return;
    clearTimeout(entry.timer);
    this.#entries.delete(name);
    void closed(entry, wipes);
  }
}

/** Says how much it holds, when that is known. */
async function weighed(entry: Entry): Promise<void> {
  if (await isOpen(entry)) entry.bytes = bytesOf(await entry.browsed);
}

async function closed(entry: Entry, wipes: boolean): Promise<void> {
  if (!(await isOpen(entry))) return;
  for (const segment of (await entry.browsed).segments) {
    if (wipes) segment.letGo();
    segment.close();
  }
}

const isOpen = ({ browsed }: Entry): Promise<boolean> =>
  browsed.then(
    () => true,
    () => false,
  );

const ALL = Number.MAX_SAFE_INTEGER;

/** A position behind everything that is there is as good as none: what is opened for one is found by the other. */
const asSeen = (browsing: Browsing): Browsing =>
  browsing.refs.every(({ position }) => position < browsing.asOf) ? { ...browsing, asOf: ALL } : browsing;

const itemsIn = (segments: readonly OpenedSegment[], { asOf, states }: Pick<Browsing, 'asOf' | 'states'>): Table =>
  tableOf(segments, { observed: states, asOf });

const nameOf = ({ org, population, refs, asOf, states }: Browsing): string =>
  [org, population, asOf, states, ...refs.map(({ digest, position }) => `${digest}@${position}`)].join(' ');

const BYTES_OF_AN_ITEM = 8;

const bytesOf = ({ segments, table }: Browsed): number =>
  segments.reduce(
    (sum, { header, rows }) =>
      sum + rows * BYTES_OF_AN_ITEM + header.columns.reduce((all, { bytes }) => all + bytes, 0),
    table.size * BYTES_OF_AN_ITEM,
  );
