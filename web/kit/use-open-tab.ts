import { type RefObject, useEffect, useRef } from 'react';

/** For a list of tabs: on a phone they do not stand in one line, and the open one is brought into sight. */
export function useOpenTab(part: string): RefObject<HTMLDivElement | null> {
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const list = tabs.current;
    const open = list?.querySelector(`[aria-selected="true"]`)?.getBoundingClientRect();
    if (list === null || open === undefined) return;
    const { left, width } = list.getBoundingClientRect();
    // the list alone is moved: the page stays where it is
    if (open.left < left || open.right > left + width) list.scrollLeft += open.left - left - (width - open.width) / 2;
  }, [part]);
  return tabs;
}
