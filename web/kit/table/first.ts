import { useEffect, useState } from 'react';
import { count } from '#web/kit/when.ts';
import type { Rest } from './use-records.ts';
import type { TableRow } from './use-rows.ts';

/** So many rows are selected at once: what is done with rows is done with no more of them. */
const MOST = 1_000;

interface Reading<T> {
  readonly rest: Rest<T> | undefined;
  /** How many there are in all, where somebody counted them. */
  readonly total: number | undefined;
  readonly rows: readonly TableRow<T>[];
  /** What is shown are those of what was read that somebody looks for. */
  readonly isFound: boolean;
  readonly select: (ids: readonly string[]) => void;
}

export interface First {
  readonly says: string;
  readonly isReading: boolean;
  readonly start: () => void;
}

/**
 * Selects as many rows as are selected at once, and reads before, page by page, those that are not here yet. It is
 * offered where all that is here is selected and there is more; null: it is not.
 */
export function useFirst<T>({ rest, total, rows, isFound, select }: Reading<T>): First | null {
  const [isReading, read] = useState(false);
  const isHere = rest?.has !== true || rows.length >= MOST;
  useEffect(() => {
    if (!isReading) return;
    if (!rows.some((row) => row.isSelected))
      read(false); // somebody wants none of them any more
    else if (isHere || (rest.failed && !rest.loading)) {
      read(false);
      select(rows.slice(0, MOST).map(({ id }) => id));
    } else if (!rest.loading) rest.more();
  });
  const isOffered = !isHere && !isFound && rows.length > 0 && rows.every((row) => row.isSelected);
  if (!isReading && !isOffered) return null;
  const most = Math.min(MOST, total ?? MOST);
  return {
    says: isReading ? `${count(rows.length)} of ${count(most)} read` : `Select ${partOf(most, total)}`,
    isReading,
    start: () => {
      read(true);
      if (rest?.failed === true) rest.more(); // once more
    },
  };
}

const partOf = (most: number, total: number | undefined): string =>
  `${most === total ? 'all' : 'the first'} ${count(most)}`;
