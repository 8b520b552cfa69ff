import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { wordIn } from '#web/kit/address.ts';

/** How somebody looks at a table. The address bar holds it, so that it can be sent, kept and gone back to. */
export interface Look {
  readonly find: string;
  /** The column by which rows are ordered. */
  readonly sort: { readonly id: string; readonly desc: boolean } | null;
  /** The columns that are shown; null: those that the table shows by itself. */
  readonly columns: readonly string[] | null;
}

export interface Looking extends Look {
  readonly change: (change: Partial<Look>) => void;
}

const KEYS = ['find', 'sort', 'columns'] as const;

/** @param prefix Tells the tables of one page apart; the one that the page is about has none. */
export function useLook(prefix: string): Looking {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  const [find = '', sort = '', columns = ''] = KEYS.map((key) => wordIn(search, prefix + key));
  const look = useMemo<Look>(
    () => ({
      find,
      sort: sort === '' ? null : { id: sort.replace(/^-/, ''), desc: sort.startsWith('-') },
      columns: columns === '' ? null : columns.split('.'),
    }),
    [find, sort, columns],
  );
  return {
    ...look,
    change: (change) =>
      void navigate({
        to: '.',
        replace: true,
        resetScroll: false,
        search: (before: object) => ({ ...before, ...inAddress(prefix, { ...look, ...change }) }),
      }),
  };
}

const inAddress = (prefix: string, { find, sort, columns }: Look): Readonly<Record<string, string | undefined>> => ({
  [`${prefix}find`]: find === '' ? undefined : find,
  [`${prefix}sort`]: sort === null ? undefined : `${sort.desc ? '-' : ''}${sort.id}`,
  [`${prefix}columns`]: columns === null ? undefined : columns.join('.'),
});
