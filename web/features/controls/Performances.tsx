import { Records } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import { Day } from '#web/kit/When.tsx';
import type { Standing } from './shapes.ts';

/** Each expected performance with its due date and its proof. */
export function Performances({ occurrences }: { readonly occurrences: Standing['occurrences'] }) {
  return (
    <Records
      label="Performances"
      rows={occurrences}
      keyOf={({ first, due }) => `${first} ${due}`}
      columns={[
        { head: 'State', cell: ({ kind }) => <State name={kind} /> },
        { head: 'Period from', cell: ({ first }) => <Day day={first} /> },
        { head: 'Due', cell: ({ due }) => <Day day={due} /> },
        { head: 'Performed', cell: ({ on }) => on !== null && <Day day={on} /> },
        { head: 'Proof', cell: ({ proof }) => <span className="mono">{proof ?? ''}</span> },
      ]}
    />
  );
}
