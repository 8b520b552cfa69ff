import { useEffect } from 'react';
import { useOpened } from './opened.ts';

/** To a part of a page: it is in sight, and the keyboard goes on from its heading. */
export function goToPart(place: string): void {
  const part = document.getElementById(place);
  const heading = part?.querySelector<HTMLElement>('h2, h3');
  if (heading === undefined || heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  part?.scrollIntoView();
}

/** Whoever is led to a part by an address, which names it as `do`, begins at its heading, once. @param isThere All above it is there. */
export function useArrival(place: string, isThere = true): void {
  const [isAsked, , arrived] = useOpened(place);
  useEffect(() => {
    if (!isAsked || !isThere) return;
    goToPart(place);
    arrived();
  });
}
