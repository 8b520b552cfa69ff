import { sql } from 'kysely';
import { DAY, formatInstant } from '#/core/time/instant.ts';
import type { Mirror } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import { parseDay } from '#/core/time/zone.ts';
import { viewDays, viewsBetween } from './view.store.ts';
import { digestOfViews } from './view.ts';

const grant: Mirror = {
  table: 'access_grant',
  kinds: ['access-granted'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('access_grant')
      .select(['position', 'id', 'visitor', 'request', 'download', 'expires', 'person', 'rule'])
      .select(sql<Json>`documents`.as('documents'))
      .select(sql<Json>`briefs`.as('briefs'))
      .select(sql<Json>`reports_read`.as('reportsRead'))
      .orderBy('position')
      .execute();
    return rows.map(({ position, expires, ...row }) => ({
      position,
      says: { ...row, expires: formatInstant(expires) },
    }));
  },
  // the first version of the entry knew of no briefs, the second of no reports that were looked into
  sealed: ({ id, visitor, request, documents, download, expires, person, rule, briefs = [], reportsRead = [] }) => [
    { id, visitor, request, documents, download, expires, person, rule, briefs, reportsRead },
  ],
};

const end: Mirror = {
  table: 'access_end',
  kinds: ['access-revoked'],
  rows: async (tx) => {
    const rows = await tx
      .selectFrom('access_end')
      .select(['position', 'grant_id as grant', 'because', 'person'])
      .orderBy('position')
      .execute();
    return rows.map(({ position, ...row }) => ({ position, says: row }));
  },
  sealed: ({ grant: of, because, person }) => [{ grant: of, because, person }],
};

/** What a row says of its day, and what the views of that day say themselves: all three must agree. */
const day: Mirror = {
  table: 'access_view_day',
  kinds: ['access-views'],
  rows: async (tx) => {
    const found = [];
    for (const { position, ...row } of await viewDays(tx)) {
      const from = (parseDay(row.day) ?? 0) * DAY;
      const views = await viewsBetween(tx, from, from + DAY);
      const agrees = row.views === views.length && row.sha256 === digestOfViews(views);
      found.push({
        position,
        says: agrees ? row : { ...row, views: views.length, sha256: digestOfViews(views), agrees },
      });
    }
    return found;
  },
  sealed: ({ day: of, views, sha256 }) => [{ day: of, views, sha256 }],
};

/** What the tables of this slice must say. */
export const grantsMirrors: readonly Mirror[] = [grant, end, day];
