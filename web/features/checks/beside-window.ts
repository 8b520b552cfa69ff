import type { Engagement } from '#web/shell/programme.ts';
import { type Days, instantsOf } from '#web/kit/days.ts';
import type { Finding } from './shapes.ts';

type Looked = Pick<Engagement, 'type' | 'first' | 'last' | 'zone'>;

/** The days that an examination observes; null: it looks at one day, or there is none. */
export const windowOf = (engagement: Looked | null): Days | null =>
  engagement?.type === 'type-2' ? { first: engagement.first, last: engagement.last, until: null } : null;

/** On which side of these days something was, where it was on none of them; without an end it lasts. */
export function besideWindow(
  engagement: Looked | null,
  { from, to }: Pick<Finding, 'from' | 'to'>,
): 'before' | 'after' | null {
  const days = windowOf(engagement);
  if (engagement === null || days === null || from === null) return null;
  const window = instantsOf(days, engagement.zone);
  if (from >= window.to) return 'after';
  return to !== null && to < window.from ? 'before' : null;
}
