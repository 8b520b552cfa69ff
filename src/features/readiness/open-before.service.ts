import { beforeWindow, canBeOpen, carriedOf, type Left, NOTHING_CARRIED, openBefore } from '#/checks/carried.ts';
import type { Carried } from '#/core/status/carried.ts';
import { windowIn } from '#/features/engagements/index.ts';
import type { InParts } from './apart.ts';
import type { Ground } from './facts.service.ts';
import { carriedIn } from './kept-lists.service.ts';
import { type Judged, pendingAt } from './pending-at.service.ts';

/**
 * Items that occurred before the window, which does not admit them, and that were open when it began, overdue or not,
 * or came due in it: what the time before leaves to this one. Where the window has not begun, there is none yet.
 */
export async function openBeforeWindow(ground: Ground, judged: Judged): Promise<InParts> {
  const window = windowIn(ground.opened.engagement);
  const list = 'open-before-window';
  if (ground.asOf.instant < window.start) return { list, parts: [], workOut: async () => new Map() };
  return pendingAt(ground, judged, {
    list,
    of: canBeOpen,
    at: window.start,
    placed: beforeWindow(window),
    leftBy: (then, now) => {
      if (now === undefined) return { left: [], carried: NOTHING_CARRIED };
      const left = openBefore(then, now, window);
      return { left, carried: carriedOf(left, then, now, window) };
    },
    became: true,
    because: ({ title }, was) => `${STOOD[was]}: ${title}`,
  });
}

const STOOD: Readonly<Record<Left['was'], string>> = {
  pending: 'it was pending when the window began',
  open: 'it was open when the window began, and whether it was overdue is not known',
  overdue: 'it was overdue before the first day, and still open when the window began',
  unclear: 'it was overdue before the first day, and whether it was still open when the window began is not known',
  'in order': 'it was in order when the window began, and came due after that',
};

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
