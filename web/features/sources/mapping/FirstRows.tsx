import { Records } from '#web/kit/Records.tsx';
import type { Look } from './model.ts';

/** The first rows as they stand in the file; of many columns the first. */
export function FirstRows({ columns, rows }: Pick<Look, 'columns' | 'rows'>) {
  const names = columns.slice(0, rows[0]?.length ?? columns.length).map(({ name }) => name);
  return (
    <div className="as-wide-as-the-page">
      <Records
        label="The first rows"
        rows={rows.map((cells, place) => ({ cells, place }))}
        keyOf={({ place }) => String(place)}
        columns={names.map((head, at) => ({
          head,
          term: null,
          cell: ({ cells }: { readonly cells: readonly string[] }) => cells[at] ?? '',
        }))}
      />
    </div>
  );
}
