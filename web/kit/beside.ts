import { createContext, useContext } from 'react';

export interface Beside {
  /** The address of what is open beside the page; null: nothing. */
  readonly at: string | null;
  /** Whether there is room for it. */
  readonly fits: boolean;
  readonly open: (address: string) => void;
  readonly close: () => void;
  /** Goes into what is open, for whoever reads by keyboard. */
  readonly enter: () => void;
}

/** What is open beside the page; 'within': this is what is open there, and its own links lead on. */
export const BesideContext = createContext<Beside | 'within' | null>(null);

export function useBeside(): Beside | null {
  const beside = useContext(BesideContext);
  return beside === 'within' ? null : beside;
}

export const useIsBeside = (): boolean => useContext(BesideContext) === 'within';
