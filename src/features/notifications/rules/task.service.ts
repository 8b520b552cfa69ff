import { type Day, parseDay } from '#/core/time/zone.ts';
import { remindingOf, stageOf, type TaskToTell, tasksToTell } from '#/features/work/index.ts';
import { formatDay } from '#/core/time/zone.ts';
import { type Found, type Looking, MOST, type Rule, spoken } from '#/features/notifications/notice.ts';

/** A task of one's own: somebody gave it, or its day is near, there, or over. */
export const task: Rule = {
  kind: 'task',
  needs: ['work:read'],
  look: async (looking) => {
    const { before } = await remindingOf(looking.tx);
    const until = formatDay(looking.today + before);
    const tasks = await tasksToTell(looking.tx, { person: looking.person, until, limit: MOST });
    return tasks.map((each) => told(each, looking, before));
  },
};

const SAYS = { late: 'Late: it was due on', due: 'Due today,', soon: 'Due soon, on', given: 'due on' } as const;

function told({ key, title, due, given }: TaskToTell, { today, zone }: Looking, before: number): Found {
  const day: Day = parseDay(due) ?? today;
  const stage = stageOf(day, today, before)?.split(':')[0] as 'soon' | 'due' | 'late' | undefined;
  const link = { to: '/work', search: { task: key } };
  if (stage === undefined && given !== null)
    return {
      key: `${key} given ${given.position}`,
      title,
      says: `${given.person} gave it to you; ${SAYS.given} ${spoken(day)}`,
      since: given.received,
      link,
    };
  const from = { late: day + 1, due: day, soon: day - before }[stage ?? 'soon'];
  return {
    key: `${key} ${due} ${stage}`,
    title,
    says: `${SAYS[stage ?? 'soon']} ${spoken(day)}`,
    since: zone.startOf(from),
    link,
  };
}
