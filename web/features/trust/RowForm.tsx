import { Select, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import { Text as Line } from '#web/kit/Fields.tsx';

/** One field of a row, as a form has it. */
export interface Field<T> {
  readonly name: keyof T & string;
  readonly label: string;
  readonly kind: 'line' | 'text' | 'date' | 'choice';
  readonly hint?: string;
  readonly optional?: true;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

interface Props<T> {
  readonly row: T;
  readonly fields: readonly Field<T>[];
  readonly saving: {
    readonly isPending: boolean;
    readonly isSuccess: boolean;
    readonly isError: boolean;
    readonly error: unknown;
  };
  readonly save: (row: T) => void;
  readonly close: () => void;
}

/** One row, with a field for each of what it says. */
export function RowForm<T extends object>({ row, fields, saving, save, close }: Props<T>) {
  const [value, setValue] = useState(row);
  const textOf = (name: keyof T & string): string => String(value[name] ?? '');
  const set = (name: keyof T & string) => (text: string) => setValue((before) => ({ ...before, [name]: text }));
  const isWhole = fields.every(({ name, optional }) => optional === true || textOf(name).trim() !== '');
  const acting = { ...saving, mutate: () => save(value) };
  return (
    <Act acting={acting} label="Save to the draft" close={close} disabled={!isWhole}>
      <Stack gap="sm">
        {fields.map(({ name, label, kind, hint, optional, choices }) =>
          kind === 'text' ? (
            <Textarea
              key={name}
              name={name}
              label={label}
              description={hint}
              required={optional !== true}
              withAsterisk={false}
              value={textOf(name)}
              onChange={({ currentTarget }) => set(name)(currentTarget.value)}
              autosize
              minRows={4}
              maxRows={16}
            />
          ) : kind === 'choice' ? (
            <Select
              key={name}
              name={name}
              label={label}
              data={[...(choices ?? [])]}
              value={textOf(name)}
              onChange={(text) => set(name)(text ?? '')}
              allowDeselect={false}
            />
          ) : (
            <Line
              key={name}
              name={name}
              label={label}
              hint={hint}
              type={kind === 'date' ? 'date' : 'text'}
              value={textOf(name)}
              set={set(name)}
              required={optional !== true}
            />
          ),
        )}
      </Stack>
    </Act>
  );
}
