import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';

export interface Column<T> {
  readonly head: string;
  readonly cell: (row: T) => ReactNode;
  readonly number?: true;
}

interface Props<T> {
  /** What the table is of, for those who hear it. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly open?: (row: T) => void;
}

/** A table that is read by keyboard, too: j and k move, enter opens. */
export function Records<T>({ label, columns, rows, keyOf, open }: Props<T>) {
  const [at, setAt] = useState(-1);
  const body = useRef<HTMLTableSectionElement>(null);
  const onKey = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement || event.metaKey || event.ctrlKey) return;
    const step =
      event.key === 'j' || event.key === 'ArrowDown' ? 1 : event.key === 'k' || event.key === 'ArrowUp' ? -1 : 0;
    const row = rows[at];
    if (step !== 0) {
      event.preventDefault();
      const next = Math.min(rows.length - 1, Math.max(0, at + step));
      setAt(next);
      body.current?.rows[next]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && row !== undefined && event.target === event.currentTarget) open?.(row);
  };
  return (
    <section
      tabIndex={0}
      aria-label={`${label}. Keys: j and k move, enter opens.`}
      onKeyDown={onKey}
      style={{ overflowX: 'auto' }}
    >
      <table className="records">
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map(({ head, number }) => (
              <th key={head} scope="col" className={number === true ? 'number' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, place) => (
            <tr key={keyOf(row)} data-at={place === at ? true : undefined}>
              {columns.map(({ head, cell, number }) => (
                <td key={head} data-head={head} className={number === true ? 'number' : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
