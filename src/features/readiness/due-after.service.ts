import { canBePending, inWindow, pendingPast } from '#/checks/carried.ts';
import { windowIn } from '#/features/engagements/index.ts';
import type { InParts } from './apart.ts';
import type { Ground } from './facts.service.ts';
import { type Judged, pendingAt } from './pending-at.service.ts';

/** Items of the window whose deadline falls after its last day: those that are pending when it ends. */
export function dueAfterWindow(ground: Ground, judged: Judged): Promise<InParts> {
  const window = windowIn(ground.opened.engagement);
  return pendingAt(ground, judged, {
    list: 'due-after-window',
    of: canBePending,
    at: window.end,
    placed: inWindow(window),
    leftBy: (then) => ({ left: pendingPast(then, window.end, inWindow(window)), carried: null }),
    became: false,
    because: ({ title }) => `it was pending when the window ended: ${title}`,
  });
}
