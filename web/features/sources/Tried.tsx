import { Checkbox, Stack, Text as Words } from '@mantine/core';
import type { ReactNode } from 'react';
import { Arrived } from '#web/kit/Arrived.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { Outcome, type RowsTested } from './mapping/Outcome.tsx';
import type { Setting } from './schema.ts';
import type { Typed } from './Secrets.tsx';

interface TriedProps {
  readonly of: Answered<'sources', 'try'>;
  readonly typed: Typed;
  readonly set: (change: Typed) => void;
  /** What can be done then. */
  readonly children: ReactNode;
}

/** What was seen of a source; of a file, what would become of its rows. */
export const Tried = ({ of, typed, set, children }: TriedProps) => (
  <Arrived>
    <Stack gap="md">
      {of.rows === null ? <Seen lines={of.seen} /> : <Outcome of={of.rows} />}
      <Holes of={of.rows} typed={typed} set={set} />
      {children}
    </Stack>
  </Arrived>
);

/** It reads a table, whose columns somebody explains. */
export const explainsRows = (settings: readonly Setting[]): boolean => settings.some(({ name }) => name === 'mapping');

/** With a row that cannot come in none does, unless somebody accepts the hole. */
export const canComeIn = (rows: RowsTested | null, typed: Typed): boolean =>
  rows === null || (rows.accepted > 0 && (rows.rejected === 0 || typed['acceptRejected'] === 'true'));

interface HolesProps {
  readonly of: RowsTested | null;
  readonly typed: Typed;
  readonly set: (change: Typed) => void;
}

function Holes({ of, typed, set }: HolesProps) {
  if (of === null || of.rejected === 0 || of.accepted === 0) return null;
  return (
    <Checkbox
      label={`Import the ${counted(of.accepted, 'row')} without the others`}
      description={`Each of the others, of this export and of those that come after it, then counts as a hole: what rests on them stays incomplete. Otherwise correct the file, or what its columns mean, and hand it in again.`}
      checked={typed['acceptRejected'] === 'true'}
      onChange={({ currentTarget }) => set({ acceptRejected: String(currentTarget.checked) })}
    />
  );
}

export const StillOpen = ({ fields }: { readonly fields: readonly string[] }) => (
  <Words size="sm" className="wrong" role="alert">
    {fields.includes('population')
      ? 'Say first what its rows are.'
      : `Nothing can be read yet. Still open: ${fields.map(inWords).join(', ')}.`}
  </Words>
);

const Seen = ({ lines }: { readonly lines: readonly string[] }) => (
  <div role="status">
    <Words fw={600}>It can be read. This is what is seen:</Words>
    <ul className="seen">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </div>
);
