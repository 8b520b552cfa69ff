import { isSilent, webhookRows } from '#/features/webhooks/index.ts';
import { type Rule } from '#/features/notifications/notice.ts';

/** Another system hears nothing of what is sealed. */
export const webhook: Rule = {
  kind: 'webhook',
  needs: ['webhooks:read', 'webhooks:write'],
  look: async ({ tx, now }) => {
    const rows = await webhookRows(tx);
    return rows
      .filter((row) => isSilent(row, now))
      .map(({ id, url, enabled, failing }) => ({
        key: `${id} ${failing} ${enabled ? 'on' : 'off'}`,
        title: `Nothing arrives at ${new URL(url).host}`,
        says: enabled ? 'The webhook keeps failing; after five days it is turned off' : 'The webhook was turned off',
        since: failing ?? now,
        link: { to: '/settings', search: { part: 'webhooks' } },
      }));
  },
};
