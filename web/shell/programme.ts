import { useLocation } from '@tanstack/react-router';
import { createContext, useContext } from 'react';
import type { ApiClient } from '#/contract/api.ts';
import { looksBack } from './past.ts';

export type Me = Awaited<ReturnType<ApiClient['account']['me']>>;
export type Membership = Me['organizations'][number];
export type Engagement = Awaited<ReturnType<ApiClient['engagements']['list']>>['engagements'][number];

/** What every page stands in: who looks, whose programme, which examination, and as of when. */
export interface Programme {
  readonly me: Me;
  readonly role: string;
  /** What the person may do in this organization; the server decides, and the page shows no more than that. */
  readonly may: ReadonlySet<string>;
  readonly slug: string;
  readonly name: string;
  readonly demo: boolean;
  readonly zone: string;
  readonly engagement: Engagement | null;
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

/** As of when everything on a page is asked for: the end of the chosen day where the examination is; left out, now. A page that cannot look back asks of now. */
export function usePast(): { readonly asOf?: string } {
  const { asOf, engagement, zone } = useProgramme();
  const isOfPast = useLocation({ select: ({ pathname }) => looksBack(pathname) });
  if (asOf === null || !isOfPast) return {};
  const next = Temporal.PlainDate.from(asOf).add({ days: 1 });
  const end = next.toZonedDateTime(engagement?.zone ?? zone).subtract({ milliseconds: 1 });
  return { asOf: end.toInstant().toString() };
}

/** Whether the person may do something, so that a page offers no more than that. */
export const useMay = (permission: string): boolean => useProgramme().may.has(permission);
