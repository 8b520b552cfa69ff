import { createContext, useContext } from 'react';
import type { ApiClient } from '#/contract/api.ts';

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
  /** As it was at the moment that the page shows; null: none was open. */
  readonly engagement: Engagement | null;
  /** One that was opened only after the day that the page shows; null: one was open, or there is none to this day. */
  readonly later: Engagement | null;
  /** A past day at the end of which the programme is looked at; null: now. */
  readonly asOf: string | null;
  /** The last instant of that day, where the page shows it; null: the page shows what is known now. */
  readonly until: string | null;
  readonly now: number;
}

const Context = createContext<Programme | null>(null);
export const ProgrammeProvider = Context.Provider;

export function useProgramme(): Programme {
  const programme = useContext(Context);
  if (programme === null) throw new Error('the page stands outside a programme');
  return programme;
}

/** Where the days of the examination are; where none is open, those of the programme. */
export function useZone(): string {
  const { engagement, zone } = useProgramme();
  return engagement?.zone ?? zone;
}

/** As of when everything on a page is asked for: the end of the chosen day where the examination is; left out, now. */
export function usePast(): { readonly asOf?: string } {
  const { until } = useProgramme();
  return until === null ? {} : { asOf: until };
}

/** The moment that a page shows. */
export function useMoment(): number {
  const { until, now } = useProgramme();
  return until === null ? now : Date.parse(until);
}

/** Whether the person may do something, so that a page offers no more than that. */
export const useMay = (permission: string): boolean => useProgramme().may.has(permission);
