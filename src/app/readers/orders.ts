import type { Json, Page, Tested } from '#/collectors/collector.ts';
import type { Layout } from '#/collectors/file/read.ts';
import type { LookTold } from '#/collectors/file/told.ts';
import type { NamedBytes } from '#/collectors/formats/limits.ts';
import type { ErrorCode, Facts } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';

/** What a collector of files is given: all that it needs of the world is the file. */
export interface Given {
  readonly collector: string;
  readonly settings: unknown;
  readonly file: NamedBytes;
  readonly startedAt: Instant;
  readonly exportedAnew: boolean;
}

export type Order =
  | { readonly what: 'look'; readonly file: NamedBytes; readonly layout: Layout; readonly zone: string }
  | (Given & { readonly what: 'test' })
  | (Given & { readonly what: 'collect'; readonly cursor: Json | null });

export interface Results {
  readonly look: LookTold;
  readonly test: Tested;
  readonly collect: readonly Packed[];
}

/** A page on its way from a thread. What there is most of comes in parts, so that nobody takes long to unpack one. */
export interface Packed {
  readonly page: Omit<Page, 'artifacts' | 'records' | 'unreadable'>;
  /** Their bytes are those of the file, which do not travel back. */
  readonly artifacts: readonly { readonly media: string; readonly name: string }[];
  readonly records: readonly Uint8Array[];
  readonly unreadable: readonly Uint8Array[];
}

export interface Line {
  readonly level: 'info' | 'warning';
  readonly message: string;
}

export type Reply =
  | { readonly kind: 'done'; readonly result: Results[Order['what']]; readonly lines: readonly Line[] }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly facts: Facts; readonly lines: readonly Line[] }
  /** What nobody foresaw. */
  | { readonly kind: 'broken'; readonly because: string };
