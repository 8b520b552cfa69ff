import { Checkbox } from '@mantine/core';
import { Explained, Meaning, Tip } from '#web/kit/Term.tsx';
import { type Column, explains, idOf, termOf } from './column.ts';
import type { Looking } from './state.ts';

interface Props<T> {
  readonly columns: readonly Column<T>[];
  readonly look: Looking;
  /** Only what is here in full can be put in order. */
  readonly sorts: boolean;
  /** Null: rows cannot be selected. */
  readonly selecting: { readonly all: boolean; readonly some: boolean; readonly turn: () => void } | null;
}

/** A name with more letters than this may take a second line. */
const LONG = 24;

const NEXT = { none: 'ascending', ascending: 'descending', descending: 'none' } as const;

export function Head<T>({ columns, look, sorts, selecting }: Props<T>) {
  return (
    <thead>
      <tr>
        {selecting !== null && (
          <th scope="col" className="select">
            <Checkbox
              size="xs"
              aria-label="Select all that are shown"
              title="Select all that are shown. What can be done with them stands above the table then."
              checked={selecting.all}
              indeterminate={selecting.some && !selecting.all}
              onChange={selecting.turn}
            />
          </th>
        )}
        {columns.map((column) => (
          <Named key={column.head} column={column} look={look} sorts={sorts && column.acts !== true} />
        ))}
      </tr>
    </thead>
  );
}

interface NamedProps<T> {
  readonly column: Column<T>;
  readonly look: Looking;
  readonly sorts: boolean;
}

function Named<T>({ column, look, sorts }: NamedProps<T>) {
  const { head, number, acts } = column;
  const now = look.sort?.id !== idOf(column) ? 'none' : look.sort.desc ? 'descending' : 'ascending';
  const next = NEXT[now];
  const says = explains(column) ? <Meaning term={termOf(column)} states={column.states} /> : null;
  const sort = (
    <button
      type="button"
      className={says === null ? 'sort' : 'sort explained'}
      onClick={() => look.change({ sort: next === 'none' ? null : { id: idOf(column), desc: next === 'descending' } })}
    >
      {head}
      <span aria-hidden="true">{MARKS[now]}</span>
    </button>
  );
  return (
    <th
      scope="col"
      className={number === true ? 'number' : acts === true ? 'acts no-print' : head.length > LONG ? 'long' : undefined}
      aria-sort={sorts ? now : undefined}
    >
      {says === null ? (
        sorts ? (
          sort
        ) : (
          head
        )
      ) : sorts ? (
        <Tip says={says}>{sort}</Tip>
      ) : (
        <Explained says={says}>{head}</Explained>
      )}
    </th>
  );
}

const MARKS = { none: '', ascending: ' ↑', descending: ' ↓' } as const;
