import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Answer } from './Answer.tsx';
import { More } from './More.tsx';
import { type Column, Records } from './Records.tsx';
import type { Paged } from './use-pages.ts';

interface Props<T> {
  readonly label: string;
  readonly of: Paged<T>;
  readonly columns: readonly Column<T>[];
  readonly keyOf: (row: T) => string;
  readonly open?: (row: T) => void;
  readonly empty: ReactNode;
}

/** A table that is read page by page, with its empty and its failing state. */
export function Pages<T>({ label, of: { found, rows, more }, columns, keyOf, open, empty }: Props<T>) {
  return (
    <Answer of={found}>
      {() =>
        rows.length === 0 ? (
          typeof empty === 'string' ? (
            <Text c="dimmed">{empty}</Text>
          ) : (
            empty
          )
        ) : (
          <>
            <Records
              label={label}
              rows={rows}
              keyOf={keyOf}
              columns={columns}
              {...(open === undefined ? {} : { open })}
            />
            <More {...more} />
          </>
        )
      }
    </Answer>
  );
}
