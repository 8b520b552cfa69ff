import type { OpenSegment } from '#/core/segment/merge.ts';
import type { Table } from '#/core/segment/table.ts';

/** A population, open for reading as of one position. */
export interface Opened {
  readonly segments: readonly OpenSegment[];
  /** Is a row of a segment an item: the version of its key that counts? */
  readonly isItem: (segment: number, row: number) => boolean;
}

/** The population that is judged, with all its items. */
export interface Main extends Opened {
  readonly table: Table;
}
