import { inLedger } from '#web/kit/InLedger.tsx';
import { Records } from '#web/kit/Records.tsx';
import { amid } from '#web/kit/words.ts';
import { When } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';
import type { Version } from './shapes.ts';

/** Every version of a control, the latest first; one that was to be in force before the log had it says so. */
export function History({ versions }: { readonly versions: readonly Version[] }) {
  return (
    <Records
      label="History"
      rows={[...versions].reverse()}
      keyOf={({ position }) => String(position)}
      columns={[
        {
          head: 'In force from',
          cell: ({ effectiveFrom, backDated }) => (
            <>
              <When at={effectiveFrom} />
              {backDated && ', back-dated'}
            </>
          ),
        },
        { head: 'Statement', cell: ({ statement }) => statement },
        { head: 'Frequency', cell: ({ frequency }) => amid(frequency) },
        { head: 'Owner', cell: ({ owner }) => owner !== null && <By of={owner} /> },
        { head: 'By', cell: ({ person }) => <By of={person} /> },
        inLedger,
      ]}
    />
  );
}
