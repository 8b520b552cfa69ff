import { queryOptions } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { Reading } from '#/features/reports/proposed.contract.ts';
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
}

/** What each part of the form may suggest. */
export const Suggested = createContext<Suggested>({ reading: null, theirs: 'The draft' });
export const useSuggested = (): Suggested => use(Suggested);
