import { Link } from '@tanstack/react-router';
import { Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { By } from '#web/features/people/By.tsx';
import { whose } from '#/core/whose.ts';

interface PlainListProps {
  readonly label: string;
  readonly controls: Answered<'controls', 'list'>['controls'];
}

/** Controls as they are written, without where they stand. */
export function PlainList({ label, controls }: PlainListProps) {
  return (
    <Records
      label={label}
      rows={controls}
      keyOf={({ id }) => id}
      place={({ id }) => ({ to: '/controls/$id', params: { id } })}
      columns={[
        {
          head: 'Control',
          cell: ({ id, title }) => (
            <Link to="/controls/$id" params={{ id }}>
              {title}
            </Link>
          ),
        },
        { head: 'Statement', cell: ({ statement }) => statement },
        { head: 'Criteria', cell: ({ criteria }) => criteria.join(', ') },
        { head: 'Owner', cell: ({ owner, ownerFunction }) => <By of={whose(owner, ownerFunction)} /> },
      ]}
    />
  );
}
