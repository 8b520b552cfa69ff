import { Text } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import { Answer } from './Answer.tsx';
import { More } from './More.tsx';
import { Records } from './Records.tsx';
import { useLook } from './table/state.ts';
import { prefixOf } from './table/use-records.ts';
import type { Paged } from './use-pages.ts';

type Table<T> = Omit<ComponentProps<typeof Records<T>>, 'rows' | 'rest'>;

interface Props<T> extends Table<T> {
  readonly of: Paged<T>;
  readonly empty: ReactNode;
}

/** A table that is read page by page, with its empty and its failing state. */
export function Pages<T>({ of: { found, rows, more, rest }, empty, ...table }: Props<T>) {
  const { find } = useLook(prefixOf(table));
  return (
    <Answer of={found}>
      {() =>
        rows.length === 0 && find === '' ? (
          typeof empty === 'string' ? (
            <Text c="dimmed">{empty}</Text>
          ) : (
            empty
          )
        ) : (
          <>
            <Records {...table} rows={rows} rest={rest} />
            <More {...more} />
          </>
        )
      }
    </Answer>
  );
}
