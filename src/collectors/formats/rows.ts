import type { Json } from '#/collectors/collector.ts';
import type { Civil } from './workbook.ts';

/** What a file holds at one place: undefined where it says nothing, null or an empty text where the place is empty. */
export type Cell = Json | Civil | undefined;

/** What is wrong with a row, and with which of its columns; none where the file has no columns there. */
export interface RowFault {
  readonly reason: string;
  readonly columns: readonly string[];
}

/** One item of a file, before anybody has said what it means. */
export interface Row {
  /** `row 17` as a person sees it, header included; `line 3`; or a JSON pointer. */
  readonly place: string;
  /** Why none of it can be read, or null. */
  readonly fault: RowFault | null;
  /** By the name of a column; in JSON a member, or a pointer into the item. */
  readonly cell: (column: string) => Cell;
}

export interface Rows {
  /** In the order of the file, repeated ones repeated. */
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  /** Rows in which nothing stands; they are no items. */
  readonly blank: number;
}
