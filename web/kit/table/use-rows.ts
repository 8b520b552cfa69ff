import {
  createSortedRowModel,
  type RowSelectionState,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { type Column, fits, idOf, order, saidBy, shownOf, tellingOf } from './column.ts';
import type { Looking } from './state.ts';

const features = tableFeatures({
  rowSortingFeature,
  rowSelectionFeature,
  sortedRowModel: createSortedRowModel(),
});

interface Wanted<T> {
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly look: Looking;
  /** A table beside which its detail is open shows no more than its first columns. */
  readonly most: number | null;
}

/** A row as the table holds it. */
export interface TableRow<T> {
  readonly id: string;
  readonly of: T;
  readonly isSelected: boolean;
  readonly toggle: () => void;
  /** The same by its box: with shift, from the last one on. */
  readonly onToggle: (event: unknown) => void;
}

/** The library asks for objects. */
interface Held<T> {
  readonly of: T;
}

/** The rows of a table as somebody looks at them: found in, in order, with the columns they chose, and what they selected. */
export function useRows<T>({ columns, rows, keyOf, look, most }: Wanted<T>) {
  const [rowSelection, select] = useState<RowSelectionState>({});
  const data = useMemo(
    () => rows.filter((row) => fits(columns, row, look.find)).map((of): Held<T> => ({ of })),
    [rows, columns, look.find],
  );
  const defs = useMemo(() => columns.map(defOf), [columns]);
  const shown = useMemo(
    // what nothing is said in by any row is shown to who asks for it
    () => {
      const all = shownOf(columns, look.columns);
      return (look.columns === null ? tellingOf(all, rows) : all).slice(0, most ?? columns.length);
    },
    [columns, rows, look.columns, most],
  );
  const sorting = useMemo(() => (look.sort === null ? [] : [look.sort]), [look.sort]);
  const table = useTable({
    features,
    columns: defs,
    data,
    getRowId: ({ of }) => keyOf(of),
    enableSubRowSelection: false,
    state: { sorting, rowSelection },
    onRowSelectionChange: select,
  });
  const model = table.getRowModel().rows;
  // a row stays what it is while the keys move, so that it need not be drawn again
  const all = useMemo(
    () =>
      model.map(
        (row): TableRow<T> => ({
          id: row.id,
          of: row.original.of,
          isSelected: rowSelection[row.id] === true,
          toggle: () => row.toggleSelected(),
          onToggle: row.getToggleSelectedHandler(),
        }),
      ),
    [model, rowSelection],
  );
  return {
    shown,
    rows: all,
    selectAll: (on: boolean) => table.toggleAllRowsSelected(on),
    select: (ids: readonly string[]) => select(Object.fromEntries(ids.map((id) => [id, true]))),
    clear: () => select({}),
  };
}

type Said = ReturnType<typeof saidBy>;

interface Valued {
  readonly getValue: (column: string) => unknown;
}

const defOf = <T>(column: Column<T>) => ({
  id: idOf(column),
  accessorFn: ({ of }: Held<T>) => saidBy(column, of),
  // what was said of a row is kept by it, so that it is worked out once however often rows are compared
  sortFn: (a: Valued, b: Valued, id: string) => order(a.getValue(id) as Said, b.getValue(id) as Said),
});
