import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { RowActs } from '#web/kit/RowActs.tsx';
import { Dialog } from '#web/kit/Dialog.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import type { Editing } from './draft.ts';
import { FactForm } from './FactForm.tsx';
import { isOurs } from '#/features/reports/ours.contract.ts';
import type { FactList } from '#/features/reports/lists.contract.ts';
import { at } from '#/core/at.ts';
import type { Value } from '#/features/reports/place-words.contract.ts';
import { typed, withAt } from './paths.ts';
import { Says, type Stated } from './Says.tsx';
import { SeenPlaces, SeenSections } from './Seen.tsx';

interface Props {
  readonly list: FactList;
  readonly editing: Editing;
}

/** Several facts of a kind: what is there, and what to add, change and take out; or that the report says there is none. */
export function FactRows({ list, editing }: Props) {
  const { place, title, one, why, disclosed, fields, blank } = list;
  const { facts, may, save } = editing;
  const [open, setOpen] = useState<number | null>(null);
  const close = (): void => setOpen(null);
  const stored = at(facts, place);
  const rows = rowsOf(stored);
  const theirs = rows.filter(({ nature }) => typeof nature !== 'string' || !isOurs({ nature }));
  const set = (next: readonly Value[]): void => save(withAt(facts, place, storedAs(next, disclosed)), close);
  const stated = disclosed && rows.length === 0 ? (stored as Stated | null) : null;
  return (
    <Section
      title={title}
      aside={
        may &&
        stated === null && (
          <Group gap="xs">
            {theirs.length < rows.length && (
              <Button size="xs" variant="subtle" color="brick" onClick={() => set(theirs)}>
                Take out what is ours
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => setOpen(rows.length)}>
              {`Add ${one}`}
            </Button>
          </Group>
        )
      }
    >
      <Text size="sm" c="dimmed" className="prose" mb="xs">
        {why}
      </Text>
      <SeenPlaces about={place} />
      {place === 'sections' && may && <SeenSections key={editing.revision} rows={rows} add={set} />}
      {disclosed && rows.length === 0 && (
        <Says
          key={editing.revision}
          title={title}
          stated={stated}
          may={may}
          set={(to) => save(withAt(facts, place, to))}
        />
      )}
      {rows.length > 0 && <Listed list={list} rows={rows} may={may} open={setOpen} set={set} />}
      <Dialog title={open === rows.length ? `Add ${one}` : `Edit ${one}`} opened={open !== null} close={close} wide>
        <FactForm
          value={rows[open ?? -1] ?? blank}
          fields={fields}
          saving={editing}
          save={(row) => set(open === null ? rows : rows.toSpliced(open, 1, row))}
          close={close}
        />
      </Dialog>
    </Section>
  );
}

/** Nothing listed is nothing said, where a report can say that there is none. */
function storedAs(rows: readonly Value[], disclosed: boolean): unknown {
  if (!disclosed) return rows;
  return rows.length === 0 ? null : { says: 'these', list: rows };
}

function rowsOf(stored: unknown): readonly Value[] {
  if (Array.isArray(stored)) return stored as Value[];
  const list = (stored as Value | null)?.['list'];
  return Array.isArray(list) ? (list as Value[]) : [];
}

const LONGEST = 90;
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** As many columns as can be read beside each other. */
const COLUMNS = 5;

interface ListedProps {
  readonly list: FactList;
  readonly rows: readonly Value[];
  readonly may: boolean;
  readonly open: (place: number) => void;
  readonly set: (rows: readonly Value[]) => void;
}

function Listed({ list: { title, fields, name }, rows, may, open, set }: ListedProps) {
  const called = (row: Value): string => short(typed(at(row, name), 'line'));
  return (
    <Records
      label={title}
      rows={rows.map((row, number) => ({ row, number }))}
      keyOf={({ number }) => String(number)}
      columns={[
        ...fields.slice(0, COLUMNS).map((field) => ({
          head: field.label,
          cell: ({ row }: { readonly row: Value }) => short(typed(at(row, field.place), field.kind)),
        })),
        {
          head: 'Change',
          acts: true,
          cell: ({ row, number }: { readonly row: Value; readonly number: number }) =>
            may && (
              <RowActs name={called(row)} edit={() => open(number)} takeOut={() => set(rows.toSpliced(number, 1))} />
            ),
        },
      ]}
    />
  );
}
