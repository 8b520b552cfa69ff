import { type RefObject, useEffect, useRef } from 'react';

/** For a list of tabs: on a phone they do not stand in one line, and the open one is brought into sight. */
export function useOpenTab(part: string): RefObject<HTMLDivElement | null> {
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const list = tabs.current;
    if (list === null) return;
    // told at once, and when the list has another width, as when a phone is turned
    const width = new ResizeObserver(() => bringIntoSight(list));
    width.observe(list);
    return () => width.disconnect();
  }, [part]);
  return tabs;
}

/** Moves the list alone: the page stays where it is. */
function bringIntoSight(list: HTMLElement): void {
  const open = list.querySelector(`[aria-selected="true"]`)?.getBoundingClientRect();
  if (open === undefined) return;
  const { left, width } = list.getBoundingClientRect();
  if (open.left < left || open.right > left + width) list.scrollLeft += open.left - left - (width - open.width) / 2;
}
