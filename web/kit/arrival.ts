/** To a part of a page: it is in sight, and the keyboard goes on from its heading. */
export function goToPart(place: string): void {
  const part = document.getElementById(place);
  const heading = part?.querySelector<HTMLElement>('h2, h3');
  if (heading === undefined || heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  part?.scrollIntoView();
}
