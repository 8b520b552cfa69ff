import type { z } from 'zod';
import type { Fact, PopulationName } from '#/core/populations/index.ts';
import type { Instant } from '#/core/time/instant.ts';

/** JSON that a run keeps from page to page. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a collector is, before it reads anything. */
export interface Manifest<S> {
  readonly id: string;
  readonly title: string;
  /** Goes up when the same bytes would give other records. */
  readonly version: number;
  readonly doc: string;
  readonly populations: readonly PopulationName[];
  /** The least that it must be allowed to, and what for: shown before anything is connected. */
  readonly privileges: readonly { readonly what: string; readonly why: string }[];
  readonly settings: z.ZodType<S>;
  /** Settings that say what the source is, as `mapping.population`: once it brought something, these do not change. */
  readonly identity: readonly string[];
  /** Names of secrets that it is handed apart from the settings. */
  readonly secrets: readonly { readonly name: string; readonly doc: string; readonly required: boolean }[];
  /** Whether it reads the source itself, or what a person exported from it. */
  readonly grade: 'source' | 'export';
}

/** What a quick look found: sentences for a person, and how many rows could not be imported. */
export interface Tested {
  readonly seen: readonly string[];
  readonly rejected: number;
  /** Of what has rows: what would become of them. */
  readonly rows?: RowsTested;
}

/** What would become of the rows of a file, for the person before whom it lies. */
export interface RowsTested {
  readonly total: number;
  readonly accepted: number;
  readonly skipped: number;
  readonly rejected: number;
  readonly blank: number;
  /** The first of them as records. */
  readonly first: readonly { readonly place: string; readonly fact: unknown }[];
  /** The first that cannot come in; a row stands there once for each reason. */
  readonly rejections: readonly {
    readonly row: string;
    readonly columns: readonly string[];
    readonly cell: string | null;
    readonly reason: string;
  }[];
  /** Each reason with the rows that it keeps out. */
  readonly whys: readonly { readonly columns: readonly string[]; readonly reason: string; readonly rows: number }[];
}

/** For what has no rows that could be wrong. */
export const allWell = (seen: readonly string[]): Tested => ({ seen, rejected: 0 });

/** Reads one kind of source. It never judges: a fact that it cannot read is unreadable, never a guess. */
export interface Collector<S> extends Manifest<S> {
  /** A quick look whether settings and secrets work, and what they can see. Throws DomainError when they do not. */
  test(input: Input<S>): Promise<Tested>;
  /**
   * Yields pages from where `cursor` says, null at the first time. Everything on a page is saved before the next is
   * asked for; after a crash the next run begins with the last saved cursor.
   */
  collect(input: Input<S>, cursor: Json | null): AsyncGenerator<Page>;
}

export interface Input<S> {
  readonly settings: S;
  readonly secrets: Readonly<Record<string, string>>;
  readonly tools: Tools;
}

export interface HttpOptions extends RequestInit {
  /** Where the host was when it was looked at: without encryption, no other place is asked in its name. */
  readonly reached?: { readonly addresses: readonly string[] };
}

/** All that a collector can do to the world. */
export interface Tools {
  /** `fetch` with time, size and retry limits. */
  readonly http: (input: string | URL | Request, init?: HttpOptions) => Promise<Response>;
  /** Runs git with fixed settings: no hooks, no ext:: transport, no configuration but ours, limits of time and size. */
  readonly git: (args: readonly string[], options?: GitOptions) => AsyncIterable<Uint8Array>;
  /** A folder of this source's own, kept from run to run. */
  readonly workFolder: string;
  readonly readFile: (file: string) => Promise<Uint8Array>;
  /** A file that somebody handed in, by the name that it had there; null of a path of the machine. */
  readonly fileHandedIn?: (file: string) => Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>;
  /** When a file was last written, by the clock of the machine; null of what is no plain file. */
  readonly changedAt: (file: string) => Promise<Instant | null>;
  /** Aborted when the run is to stop; every wait listens to it. */
  readonly signal: AbortSignal;
  /** When this run began: the `collected` of everything that it brings. */
  readonly startedAt: Instant;
  /** A person says that the file they bring was exported anew: that its bytes are the same tells that nothing changed. */
  readonly exportedAnew?: boolean;
  /** Into the log of the run; never a secret, never personal data. */
  readonly log: (level: 'info' | 'warning', message: string) => void;
}

export interface GitOptions {
  /** The repository in which it runs. */
  readonly folder?: string;
  /** In milliseconds; the default is long enough for a clone. */
  readonly timeout?: number;
  /** What a remote asks for, sent as the HTTP header `Authorization` to this address only; never among the arguments. */
  readonly authorization?: { readonly address: string; readonly header: string };
  /** Where the host of its remote was found: it goes nowhere else, and follows no redirect. */
  readonly reached?: { readonly host: string; readonly port: number | null; readonly addresses: readonly string[] };
}

/** Bytes exactly as they were received. */
export interface Received {
  readonly bytes: Uint8Array;
  readonly media: string;
  /** What they are, for a person: `GET /repos/acme/app/pulls?page=3`, or the name of a file. */
  readonly name: string;
}

/** One fact, and where it stands in the bytes. */
export interface Found<P extends PopulationName = PopulationName> {
  readonly population: P;
  readonly fact: Fact<P>;
  /** Which of the page's artifacts. */
  readonly artifact: number;
  /** Where in it: `row 17`, `line 3`, a JSON pointer such as `/items/4`. */
  readonly place: string;
}

/** An item that is known to exist, and could not be read. It stays in the population as unknown. */
export interface Unreadable {
  readonly population: PopulationName;
  /** The key that its population would give it. */
  readonly key: string;
  readonly note: string;
  readonly artifact: number | null;
  readonly place: string;
}

/**
 * A complete look at all items of a population, or at those whose key begins with `scope`: what was known there, and
 * was not brought since the look began, is no longer reported. It begins with the run, or with the end of the last
 * look at the same scope.
 */
export interface Look {
  readonly population: PopulationName;
  readonly scope: string;
}

/**
 * What a run accounts for. `counted`: the source told how many there are; `contiguous`: it was read to its end from
 * where the last run stopped; `declared`: a person said so; `none`: nobody did. For things looked at, `from` and `to`
 * are the instant of the look.
 */
export interface Accounted {
  readonly population: PopulationName;
  readonly kind: 'counted' | 'contiguous' | 'declared' | 'none';
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** What was asked, with its parameters. */
  readonly query: Json;
  readonly sourceCount: number | null;
  readonly ourCount: number;
  readonly rejected: number;
  /** What a reader should know: a rewritten history, an archived repository that was not read. */
  readonly note: string;
}

export interface Page {
  readonly artifacts: readonly Received[];
  readonly records: readonly Found[];
  readonly unreadable?: readonly Unreadable[];
  readonly looks?: readonly Look[];
  readonly accounted?: readonly Accounted[];
  /** When its source was looked at, of what somebody looked at before this run: the scan that a report tells of. */
  readonly lookedAt?: Instant;
  /** Where a later run goes on when this page is saved. */
  readonly cursor: Json;
  readonly progress: { readonly what: string; readonly done: number; readonly total: number | null };
}

/** Keeps the types of a collector together, and forgets them for the list of all. */
export const defineCollector = <S>(collector: Collector<S>): Collector<S> => collector;

/** A record with the types of its population checked. */
export const found = <P extends PopulationName>(
  population: P,
  fact: Fact<P>,
  artifact: number,
  place: string,
): Found => ({ population, fact, artifact, place });
