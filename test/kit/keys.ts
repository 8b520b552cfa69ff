/// <reference lib="dom" />
import type { Page } from 'playwright-core';

/**
 * What of a page cannot be used by keyboard alone: what can be pressed and never has the focus, what has it and does not
 * show it, and what keeps it. A tab, a radio and a menu have one stop, from which arrows lead on.
 */
export async function wrongByKeyboard(page: Page, what: string): Promise<readonly string[]> {
  await page.keyboard.press('Tab'); // from now on the browser shows where the focus is
  const found = await page.evaluate(wrongInDocument);
  await page.keyboard.press('Tab');
  if (await page.evaluate(() => document.activeElement?.hasAttribute('data-last') === true))
    found.push('the focus does not leave the last that has it');
  await page.evaluate(() => document.querySelector('[data-last]')?.removeAttribute('data-last'));
  return found.map((each) => `${what}: ${each}`);
}

/** Runs in the page, and leaves the focus on the last that can have it. */
function wrongInDocument(): string[] {
  const ASKS = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]';
  const SHOWN = ['outline', 'border-color', 'box-shadow', 'background-color', 'text-decoration', 'left'];
  const isSeen = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true });
  };
  const named = (element: Element): string => element.outerHTML.slice(0, 140);
  const isOff = (element: Element): boolean => element.matches(':disabled, [data-disabled], [aria-disabled="true"]');
  const all = [...document.querySelectorAll<HTMLElement>(ASKS)].filter((each) => isSeen(each) && !isOff(each));
  const around = (element: Element): readonly Element[] =>
    [element, element.parentElement, element.nextElementSibling, element.previousElementSibling].filter(
      (each) => each !== null,
    );
  const lookOf = (elements: readonly Element[]): string =>
    elements.map((each) => SHOWN.map((name) => getComputedStyle(each).getPropertyValue(name)).join()).join('|');
  const found: string[] = [];
  for (const element of all) {
    const hasArrows = element.matches(
      '[role="tab"], [role="radio"], [role="menuitem"], [role="option"], [type="radio"]',
    );
    if (
      element.tabIndex < 0 &&
      !hasArrows &&
      element.closest('[data-arrows]') === null &&
      element.id !== 'main' &&
      element.closest('[aria-hidden="true"]') === null
    )
      if (element.matches('a[href], button, input, select, textarea, summary'))
        found.push(`no key leads to ${named(element)}`);
    if (element.tabIndex > 0) found.push(`it has an order of its own: ${named(element)}`);
    if (element.tabIndex < 0) continue;
    const near = around(element);
    (document.activeElement as HTMLElement | null)?.blur();
    const before = lookOf(near);
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) found.push(`it takes no focus: ${named(element)}`);
    else if (lookOf(near) === before) found.push(`the focus is not seen on ${named(element)}`);
  }
  for (const element of document.querySelectorAll<HTMLElement>('main *, header *, nav *')) {
    const isOwn = getComputedStyle(element).cursor === 'pointer' && isSeen(element);
    const parent = element.parentElement;
    if (!isOwn || (parent !== null && getComputedStyle(parent).cursor === 'pointer')) continue;
    if (element.closest(`${ASKS}, label`) === null && element.querySelector(ASKS) === null)
      found.push(`it is pressed by the pointer alone: ${named(element)}`);
  }
  const last = all.findLast(({ tabIndex }) => tabIndex >= 0);
  last?.focus({ preventScroll: true });
  last?.setAttribute('data-last', '');
  return found;
}
