import type { OpenSegment } from '#/core/segment/merge.ts';
import type { Table } from '#/core/segment/table.ts';

/** A population, open for reading, and its items as of one position. */
export interface Opened {
  readonly segments: readonly OpenSegment[];
  readonly table: Table;
}
