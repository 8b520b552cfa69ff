import { checkWithId } from '#/checks/index.ts';
import { exclusionRows } from '#/features/checks/index.ts';
import { AHEAD, lastDay, MOST, type Rule, spoken } from '#/features/notifications/notice.ts';

/** An item that was excluded until a day will soon be judged again. */
export const exclusion: Rule = {
  kind: 'exclusion',
  needs: ['checks:read', 'checks:write'],
  look: async (looking) => {
    const { tx, now } = looking;
    const rows = await exclusionRows(tx, Number.MAX_SAFE_INTEGER);
    return rows
      .flatMap(({ position, checkId, item, expires }) =>
        expires === null || expires <= now || expires > now + AHEAD
          ? []
          : [
              {
                key: `${position}`,
                title: `An exclusion ends: ${checkWithId(checkId)?.title ?? checkId}`,
                says: `${item} counts again after ${spoken(lastDay(looking, expires))}`,
                since: expires - AHEAD,
                link: { to: `/checks/${checkId}`, search: { outcome: 'excluded' } },
              },
            ],
      )
      .slice(0, MOST);
  },
};
