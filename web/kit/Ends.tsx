import type { ReactNode } from 'react';
import { showPlainDay } from './when.ts';

interface Props {
  readonly first: string;
  readonly last: string;
  /** What stands between them. */
  readonly children?: ReactNode;
}

/** The days at which a bar begins and ends, below it; one of one day. */
export const Ends = ({ first, last, children }: Props) => (
  <div className="ends">
    <span className="whole">{showPlainDay(first)}</span>
    {children}
    {first !== last && <span className="whole">{showPlainDay(last)}</span>}
  </div>
);
