import { ItemKey } from '#web/kit/ItemKey.tsx';
import { Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { When } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';
import type { Shown } from './shapes.ts';

type Exclusion = Shown['exclusions'][number];

const COLUMNS: readonly Column<Exclusion>[] = [
  { head: 'Item', cell: ({ item }) => <ItemKey of={item} /> },
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

/** What people took out of management's view: who, why, and for how long. */
export function Exclusions({ of }: { readonly of: readonly Exclusion[] }) {
  if (of.length === 0) return null;
  return (
    <Section title="What people excluded" term="exclude">
      <Records label="Exclusions" rows={of} keyOf={({ position }) => String(position)} columns={COLUMNS} />
    </Section>
  );
}
