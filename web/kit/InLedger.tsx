import { Link } from '@tanstack/react-router';
import type { Column } from './Records.tsx';
import { count } from './when.ts';

/** A position of the ledger, which opens its entry. */
export const AtPosition = ({ of }: { readonly of: number }) => (
  <Link to="/ledger/$position" params={{ position: String(of) }}>
    {count(of)}
  </Link>
);
AtPosition.said = ({ of }: { readonly of: number }): number => of;

/** The column that leads from a row to the entry of the ledger that seals it. */
export const inLedger: Column<{ readonly position: number }> = {
  head: 'Ledger',
  number: true,
  cell: ({ position }) => <AtPosition of={position} />,
};
