import { linksToHandOver } from '#/features/mail/index.ts';
import { MOST, type Rule } from '#/features/notifications/notice.ts';

/**
 * Somebody asked for a link, and no mail leaves this server: it reaches them only when it is handed over, by whoever may
 * open it. One line, however many ask, for anybody may.
 */
export const outbox: Rule = {
  kind: 'outbox',
  needs: ['mail:read', 'mail:write'],
  look: async ({ tx, standing, now }) => {
    const links = await linksToHandOver(tx, { standing, now, limit: MOST });
    const [newest] = links;
    if (newest === undefined) return [];
    return [
      {
        key: newest.id,
        title:
          links.length === 1
            ? `A link for ${newest.recipient} waits to be handed over`
            : `${links.length === MOST ? `${MOST} links or more` : `${links.length} links`} wait to be handed over`,
        says: 'No mail leaves this server. Open each in the outbox, and give it to whom it is for',
        since: newest.made,
        link: { to: '/settings', search: { part: 'mail' } },
      },
    ];
  },
};
