import { Meaning } from '#web/kit/Term.tsx';
import { type Column, explains, termOf } from './column.ts';

/** Where a table has no head to ask, as on a phone: what the words of its columns mean. */
export function Words<T>({ columns }: { readonly columns: readonly Column<T>[] }) {
  const explained = columns.filter(explains);
  if (explained.length === 0) return null;
  return (
    <div className="tools-of no-print">
      <details className="narrow words">
        <summary>What the words mean</summary>
        {explained.map((column) => (
          <Meaning key={column.head} of={column.head} term={termOf(column)} states={column.states} />
        ))}
      </details>
    </div>
  );
}
