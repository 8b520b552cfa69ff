import { Button } from '@mantine/core';
import { useState } from 'react';
import { ItemName } from '#web/kit/ItemKey.tsx';
import { Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { When } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';
import { useMay } from '#web/shell/programme.ts';
import { EndExclusion } from './EndExclusion.tsx';
import { calledOf } from './Why.tsx';
import { holding } from './next-run.ts';
import type { Running } from './NextRun.tsx';
import type { Shown } from './shapes.ts';

type Exclusion = Shown['exclusions'][number];

const COLUMNS: readonly Column<Exclusion>[] = [
  { head: 'Item', name: true, cell: ({ item, called }) => <ItemName of={item} called={called} /> },
  { head: 'Why', cell: ({ reason }) => reason },
  { head: 'By', cell: ({ person }) => <By of={person} /> },
  {
    head: 'Until',
    cell: ({ expires, holds }) =>
      expires === null ? (
        'somebody ends it'
      ) : (
        <>
          {/* It ends with that day. */}
          <When at={expires - 1} />
          {!holds && ', which is over'}
        </>
      ),
  },
  { head: 'Known when it was excluded', cell: ({ knownOutcome }) => knownOutcome ?? 'nothing' },
];

/** What can be done with one that holds; of several of an item the last one counts. */
const actsOn = (of: readonly Exclusion[], end: (item: string) => void): Column<Exclusion> => {
  const counting = holding(of);
  return {
    head: 'Action',
    acts: true,
    cell: ({ item, position }) =>
      counting.get(item) === position && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => end(item)}
          aria-label={`End it: the exclusion of ${item}`}
        >
          End it
        </Button>
      ),
  };
};

interface Props {
  readonly check: string;
  readonly of: readonly Exclusion[];
  readonly running: Running;
}

/** What people took out of management's view: who, why, and for how long; and the way to end that. */
export function Exclusions({ check, of, running }: Props) {
  const [ending, setEnding] = useState<string | null>(null);
  const mayEnd = useMay('checks:write');
  if (of.length === 0 && ending === null) return null;
  return (
    <Section title="What people excluded" term="exclude">
      <Records
        label="Exclusions"
        rows={of}
        keyOf={({ position }) => String(position)}
        columns={mayEnd ? [...COLUMNS, actsOn(of, setEnding)] : COLUMNS}
      />
      <EndExclusion
        check={check}
        ending={ending === null ? null : { items: [ending], called: calledOf(of), clear: () => undefined }}
        close={() => setEnding(null)}
        decided={running.mutate}
      />
    </Section>
  );
}
