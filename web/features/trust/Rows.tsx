import { Button } from '@mantine/core';
import { useState } from 'react';
import { RowActs } from '#web/kit/RowActs.tsx';
import { Empty, Problem } from '#web/kit/Answer.tsx';
import { Dialog } from '#web/kit/Dialog.tsx';
import { Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { columnsOf } from '#web/kit/table/column.ts';
import { type Field, RowForm } from './RowForm.tsx';

interface Saving<T> {
  readonly mutate: (rows: readonly T[], done: () => void) => void;
  readonly isPending: boolean;
  readonly isSuccess: boolean;
  readonly isError: boolean;
  readonly error: unknown;
}

interface Props<T> {
  readonly title: string;
  /** One of them, as a button says it. */
  readonly one: string;
  readonly why: string;
  readonly rows: readonly T[];
  readonly blank: T;
  readonly nameOf: (row: T) => string;
  readonly fields: readonly Field<T>[];
  readonly columns: readonly Column<T>[];
  readonly saving: Saving<T>;
  readonly may: boolean;
}

interface Placed<T> {
  readonly row: T;
  readonly place: number;
}

/** A list of the draft: what is in it, and what to add, change and take out. */
export function Rows<T extends object>(props: Props<T>) {
  const { title, one, why, rows, blank, nameOf, fields, columns, saving, may } = props;
  const [open, setOpen] = useState<number | null>(null);
  const close = (): void => setOpen(null);
  const add = may && (
    <Button size="xs" variant="default" onClick={() => setOpen(rows.length)}>
      {`Add ${one}`}
    </Button>
  );
  const save = (row: T): void => saving.mutate(open === null ? rows : rows.toSpliced(open, 1, row), close);
  return (
    <Section title={title} aside={add}>
      {rows.length === 0 ? (
        <Empty what="Nothing here yet" why={why} />
      ) : (
        <Records
          label={title}
          rows={rows.map((row, place) => ({ row, place }))}
          keyOf={({ place }) => String(place)}
          columns={[
            ...columnsOf(columns, ({ row }: { readonly row: T }) => row),
            ...(may
              ? [
                  {
                    head: 'Change',
                    acts: true as const,
                    cell: ({ row, place }: Placed<T>) => (
                      <RowActs
                        name={nameOf(row)}
                        edit={() => setOpen(place)}
                        takeOut={() => saving.mutate(rows.toSpliced(place, 1), close)}
                      />
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {saving.isError && open === null && <Problem error={saving.error} />}
      <Dialog title={open === rows.length ? `Add ${one}` : `Edit ${one}`} opened={open !== null} close={close} wide>
        <RowForm row={rows[open ?? -1] ?? blank} fields={fields} saving={saving} save={save} close={close} />
      </Dialog>
    </Section>
  );
}
