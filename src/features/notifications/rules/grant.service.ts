import { endingGrants } from '#/features/grants/index.ts';
import { AHEAD, lastDay, MOST, type Rule, spoken } from '#/features/notifications/notice.ts';

/** Somebody outside will soon read no more, and has no later access. */
export const grant: Rule = {
  kind: 'grant',
  needs: ['grants:read', 'grants:write'],
  look: async (looking) => {
    const { tx, now } = looking;
    const rows = await endingGrants(tx, { now, until: now + AHEAD, limit: MOST });
    return rows.map(({ id, name, company, expires, made }) => ({
      key: id,
      title: `The access of ${name} of ${company} ends`,
      says: `They read until ${spoken(lastDay(looking, expires))}`,
      since: Math.max(made, expires - AHEAD),
      link: { to: '/trust/readers', search: { part: 'readers' } },
    }));
  },
};
