import { Button, NativeSelect } from '@mantine/core';
import { type Column, idOf } from './column.ts';
import type { Looking } from './state.ts';

interface Props<T> {
  readonly label: string;
  /** Those that are shown; by one that is not it can be ordered as well. */
  readonly columns: readonly Column<T>[];
  readonly look: Looking;
  readonly sorts: boolean;
  readonly selecting: Selecting | null;
}

/** Rows are selected by a touch, instead of being opened. */
export interface Selecting {
  readonly on: boolean;
  readonly turn: (on: boolean) => void;
}

/** Where a table has no head to press, as on a phone: its order, and the rows that somebody selects. */
export function Narrow<T>({ label, columns, look, sorts, selecting }: Props<T>) {
  const { sort } = look;
  const choices = columns
    .filter(({ acts }) => acts !== true)
    .flatMap((column) => [
      { value: idOf(column), label: `${column.head}, ascending` },
      { value: `-${idOf(column)}`, label: `${column.head}, descending` },
    ]);
  return (
    <>
      {sorts && (
        <NativeSelect
          className="narrow"
          size="xs"
          aria-label={`Order of ${label}`}
          data={[{ value: '', label: 'Order' }, ...choices]}
          value={sort === null ? '' : `${sort.desc ? '-' : ''}${sort.id}`}
          onChange={({ currentTarget: { value } }) =>
            look.change({ sort: value === '' ? null : { id: value.replace(/^-/, ''), desc: value.startsWith('-') } })
          }
        />
      )}
      {selecting !== null && (
        <Button
          className="narrow"
          variant={selecting.on ? 'filled' : 'default'}
          size="compact-sm"
          aria-pressed={selecting.on}
          onClick={() => selecting.turn(!selecting.on)}
        >
          Select
        </Button>
      )}
    </>
  );
}
