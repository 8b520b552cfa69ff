import { counted } from '#/core/grouped.ts';
import { requestRows } from '#/features/grants/index.ts';
import { MOST, type Rule } from '#/features/notifications/notice.ts';

/** Somebody outside waits for a document. */
export const request: Rule = {
  kind: 'request',
  needs: ['grants:read', 'grants:write'],
  look: async ({ tx }) => {
    const rows = await requestRows(tx, { state: 'waiting', after: null, limit: MOST });
    return rows.map(({ id, name, company, documents, made }) => ({
      key: id,
      title: `${name} of ${company} asks to read`,
      says: `${counted(documents.length, 'document')}, until somebody decides`,
      since: made,
      link: { to: '/trust/readers', search: { part: 'requests' } },
    }));
  },
};
