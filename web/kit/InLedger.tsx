import { Link } from '@tanstack/react-router';
import type { Column } from './Records.tsx';

/** The column that leads from a row to the entry of the ledger that seals it. */
export const inLedger: Column<{ readonly position: number }> = {
  head: 'Ledger',
  number: true,
  cell: ({ position }) => (
    <Link to="/ledger/$position" params={{ position: String(position) }}>
      {position}
    </Link>
  ),
};
