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
  found.push(...(await wrongByTab(page)));
  return found.map((each) => `${what}: ${each}`);
}

/** Of long tables the first rows are like the others. */
const MOST_PRESSED = 40;

/** Goes from stop to stop as people do: each press leads on, to what is seen, and none leads back before the end. */
async function wrongByTab(page: Page): Promise<readonly string[]> {
  const stops = await page.evaluate(() => {
    const at: (Element | null)[] = [];
    const note = ({ key }: KeyboardEvent): void => {
      if (key === 'Tab') at.push(document.activeElement);
    };
    addEventListener('keyup', note, { capture: true });
    Object.assign(window, { pressed: { at, end: () => removeEventListener('keyup', note, { capture: true }) } });
    return [...document.querySelectorAll<HTMLElement>('*')].filter(
      (each) => each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }),
    ).length;
  });
  for (let press = 0; press < Math.min(stops, MOST_PRESSED); press += 1) await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const { at, end } = (window as unknown as { pressed: { at: (Element | null)[]; end: () => void } }).pressed;
    end();
    const found: string[] = [];
    const seen = new Set<Element>();
    for (const [place, element] of at.entries()) {
      const before = at[place - 1] ?? null;
      if (element === null || element === document.body) {
        seen.clear(); // the end of the page, after which it begins again
        continue;
      }
      const named = element.outerHTML.slice(0, 140);
      const hasParts = element.matches('[type="date"], [type="time"], [type="datetime-local"]');
      if (element === before && hasParts) continue;
      if (element === before) found.push(`Tab does not lead on from ${named}`);
      else if (seen.has(element)) found.push(`Tab leads back before the end to ${named}`);
      seen.add(element);
      const shown = [element, ...((element as HTMLInputElement).labels ?? [])]; // a choice is its label
      const isThere = shown.map((each) => each.getBoundingClientRect()).some(({ width, height }) => width * height > 0);
      let around: Element | null = element;
      while (around !== null && getComputedStyle(around).clipPath === 'none') around = around.parentElement; // cut away
      if (!isThere || around !== null) found.push(`Tab leads to what nobody sees: ${named}`);
    }
    if (at.length > 0 && at.every((each) => each === null || each === document.body)) found.push('Tab leads nowhere');
    return found;
  });
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
