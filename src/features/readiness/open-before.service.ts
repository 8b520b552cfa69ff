import { beforeWindow, type Carried } from '#/checks/carried.ts';
import { windowIn } from '#/features/engagements/index.ts';
import type { InParts } from './apart.ts';
import type { Ground } from './facts.service.ts';
import { carriedIn } from './kept-lists.service.ts';
import { type Judged, pendingAt } from './pending-at.service.ts';

/**
 * Items that occurred before the window, which does not admit them, and whose deadline had not come when it began:
 * what the window before leaves to this one. Where it has not begun, there is none yet.
 */
export async function openBeforeWindow(ground: Ground, judged: Judged): Promise<InParts> {
  const window = windowIn(ground.opened.engagement);
  const list = 'open-before-window';
  if (ground.asOf.instant < window.start) return { list, parts: [], workOut: async () => new Map() };
  return pendingAt(ground, judged, {
    list,
    at: window.start,
    placed: beforeWindow(window),
    became: true,
    because: ({ title }) => `it was pending when the window began: ${title}`,
  });
}

/** By check, what its last run says of them; of checks that `matters` names, and worked out whatever that takes. */
export async function carriedInto(
  ground: Ground,
  judged: Judged,
  matters: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Carried>> {
  if (matters.size === 0) return new Map();
  const { parts, ...list } = await openBeforeWindow(ground, judged);
  const wanted = parts.filter(({ subject }) => matters.has(checkOf(subject)));
  const carried = await carriedIn(ground, { ...list, parts: wanted });
  return new Map([...carried].map(([subject, each]) => [checkOf(subject), each]));
}

const checkOf = (subject: string): string => subject.split(' ')[0] ?? '';
