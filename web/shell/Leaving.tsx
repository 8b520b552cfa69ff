import { type ShouldBlockFn, useBlocker } from '@tanstack/react-router';
import { useMemo, useSyncExternalStore } from 'react';
import { Leave } from '#web/kit/Leave.tsx';
import { type Move, saidOf, unsaved } from '#web/kit/unsaved.ts';

type Going = Pick<Parameters<ShouldBlockFn>[0], 'current' | 'next' | 'action'>;

const moveOf = ({ current, next, action }: Going, isWithin: boolean): Move => ({
  current,
  next,
  isReplaced: action === 'REPLACE',
  isWithin,
});

/** Asks before a page is left on which something was typed: by a link, by the browser, or because the window closes. */
export function Leaving({ isWithin = false }: { readonly isWithin?: boolean }) {
  const isUnsaved = useSyncExternalStore(unsaved.watch, unsaved.isThere);
  const shouldBlockFn = useMemo(() => (going: Going) => unsaved.lostBy(moveOf(going, isWithin)).length > 0, [isWithin]);
  const blocked = useBlocker({
    shouldBlockFn,
    enableBeforeUnload: unsaved.isThere,
    disabled: !isUnsaved,
    withResolver: true,
  });
  const leave = (): void => {
    if (blocked.status !== 'blocked') return;
    for (const draft of unsaved.lostBy(moveOf(blocked, isWithin))) draft.giveUp();
    blocked.proceed();
  };
  const says = blocked.status === 'blocked' ? saidOf(unsaved.lostBy(moveOf(blocked, isWithin))) : undefined;
  return <Leave opened={blocked.status === 'blocked'} stay={() => blocked.reset?.()} leave={leave} says={says} />;
}
