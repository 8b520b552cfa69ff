import type { Instant } from '#/core/time/instant.ts';
import type { ShownGrant } from './grant.store.ts';
import type { RequestRow } from './request.store.ts';

type Known = (id: string) => {
  readonly id: string;
  readonly title: string;
  readonly level: 'public' | 'request' | 'nda';
};

export function shownRequest(
  { visitor: _, verified, mailed, documents, ...row }: RequestRow,
  { known, isFree }: { readonly known: Known; readonly isFree: boolean },
) {
  return {
    ...row,
    freeMail: isFree,
    verified: verified === null ? ('no' as const) : mailed === false ? ('handed over' as const) : ('by mail' as const),
    documents: documents.map(known),
  };
}

export function shownGrant(
  { visitor: _, request: __, documents, because, views, downloads, ...row }: ShownGrant,
  known: Known,
  now: Instant,
) {
  return {
    ...row,
    briefs: [...row.briefs],
    reportsRead: [...row.reportsRead],
    documents: documents.map(known),
    state: because !== null ? ('revoked' as const) : row.expires <= now ? ('expired' as const) : ('in force' as const),
    because: because ?? '',
    views: views ?? 0,
    downloads: downloads ?? 0,
  };
}
