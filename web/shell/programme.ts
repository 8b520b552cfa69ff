import { createContext, useContext } from 'react';

/** What every page stands in: whose programme, which examination, and as of when. */
export interface Programme {
  readonly name: string;
  readonly demo: boolean;
  readonly zone: string;
  readonly engagement: { readonly id: string; readonly name: string } | null;
  /** A past instant at which the programme is looked at; null: now. */
  readonly asOf: string | null;
  readonly now: number;
}

const Context = createContext<Programme | null>(null);
export const ProgrammeProvider = Context.Provider;

export function useProgramme(): Programme {
  const programme = useContext(Context);
  if (programme === null) throw new Error('the page stands outside a programme');
  return programme;
}
