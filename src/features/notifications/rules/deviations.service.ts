import { CHECKS, checkWithId } from '#/checks/index.ts';
import { counted, grouped } from '#/core/grouped.ts';
import { DAY } from '#/core/time/instant.ts';
import { lastCounts } from '#/features/checks/index.ts';
import { type Rule } from '#/features/notifications/notice.ts';
import { type Rise, risesIn } from '#/features/notifications/rises.ts';

/** What was found so long ago is no news. */
const NEWS = 14 * DAY;
/** More checks than these are told of in one line: a source that was just connected may speak to each. */
const APART = 5;

/** A run of a check found more deviations than the one before it, and they are still there. */
export const deviations: Rule = {
  kind: 'deviations',
  needs: ['checks:read'],
  look: async ({ tx, now }) => {
    const counts = await lastCounts(
      tx,
      CHECKS.map(({ id }) => id),
    );
    const rises = risesIn(counts).filter(({ at }) => at > now - NEWS);
    return rises.length > APART ? [together(rises)] : rises.map(alone);
  },
};

const alone = ({ check, number, more, deviations: all, at }: Rise) => ({
  key: `${check} ${number}`,
  title: checkWithId(check)?.title ?? check,
  says: `${counted(more, 'new deviation')}, ${grouped(all)} in all`,
  since: at,
  link: { to: `/checks/${check}`, search: { outcome: 'deviation' } },
});

function together(rises: readonly Rise[]) {
  const latest = rises.reduce((a, b) => (b.at > a.at ? b : a));
  const more = rises.reduce((sum, rise) => sum + rise.more, 0);
  return {
    key: `all ${latest.at}`,
    title: `${counted(rises.length, 'check')} found new deviations`,
    says: `${counted(more, 'new deviation')} in the last two weeks`,
    since: latest.at,
    link: { to: '/checks', search: {} },
  };
}
