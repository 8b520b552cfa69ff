import { queryOptions } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { Proposal, Reading } from '#/features/reports/proposed.contract.ts';
import { api } from '#web/shell/api.ts';

/** What the file seems to say. The same file says the same, so it is read once, whatever is saved meanwhile. */
export const askReading = (document: string, sha256: string) =>
  queryOptions({
    queryKey: ['reading', document, sha256],
    queryFn: () => api.reports.read({ document }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });

interface Suggested {
  /** Null: there is nothing to suggest from. */
  readonly reading: Reading | null;
  /** Where the facts are from that the file may contradict. */
  readonly theirs: string;
  /** What somebody looked at and turned down: it is not suggested again when other parts of the form are saved. */
  readonly turnedDown: ReadonlySet<Proposal>;
  readonly turnDown: (proposal: Proposal) => void;
}

/** What each part of the form may suggest. */
export const Suggested = createContext<Suggested>({
  reading: null,
  theirs: 'The draft',
  turnedDown: new Set(),
  turnDown: () => undefined,
});
export const useSuggested = (): Suggested => use(Suggested);
