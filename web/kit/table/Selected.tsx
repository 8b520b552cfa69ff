import { Button, Group, Loader, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { SaveFile } from '#web/kit/SaveFile.tsx';
import { count } from '#web/kit/when.ts';
import type { First } from './first.ts';

interface Props {
  readonly label: string;
  readonly selected: number;
  readonly csv: () => string;
  readonly clear: () => void;
  /** Nothing is done with them but to save them. */
  readonly savesOnly: boolean;
  /** Null: all that are shown are selected. */
  readonly all: (() => void) | null;
  /** The rest, page by page; null: all of it is here, or what is here is not selected. */
  readonly first: First | null;
  /** What else can be done with all of them at once. */
  readonly children?: ReactNode;
}

/** What can be done with the rows that somebody selected. */
export const Selected = ({ label, selected, csv, clear, savesOnly, all, first, children }: Props) => (
  <Group className="selected no-print" gap="sm" role="group" aria-label={`Selected in ${label}`}>
    <Text size="sm" aria-live="polite">
      {`${count(selected)} selected${savesOnly ? ', to save as a file' : ''}`}
    </Text>
    {first !== null && (
      <Button
        size="compact-sm"
        variant="subtle"
        disabled={first.isReading}
        leftSection={first.isReading ? <Loader size={12} /> : undefined}
        onClick={first.start}
      >
        {first.says}
      </Button>
    )}
    {!first?.isReading && children}
    {selected > 0 && (
      <SaveFile name="selected.csv" content={csv} size="compact-sm">
        Save these as CSV
      </SaveFile>
    )}
    {all !== null && (
      <Button className="narrow" size="compact-sm" variant="subtle" onClick={all}>
        Select all that are shown
      </Button>
    )}
    <Button size="compact-sm" variant="subtle" onClick={clear}>
      Select none
    </Button>
  </Group>
);
