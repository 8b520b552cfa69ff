/// <reference lib="dom" />
import type { Page } from 'playwright-core';

/** A number of a page, and where it leads. */
interface Led {
  readonly says: string;
  readonly to: string;
  readonly count: number;
}

/** What counts something in words, and leads nowhere; but for the first few of what stands below. */
const COUNTED =
  '(?<!first )(?<![\\w.,:-])\\d[\\d,]*\\s(?:of|that|controls?|checks?|items?|deviations?|deviate|more|are|is|shows?|finds?|known|unknown|entr(?:y|ies))\\b';

/** The numbers of a page that are links, and those that are not. */
const numbersOf = (page: Page): Promise<{ readonly led: readonly Led[]; readonly bare: readonly string[] }> =>
  page.getByRole('main').evaluate((main, counted) => {
    const said = (link: Element): string => link.getAttribute('aria-label') ?? (link as HTMLElement).innerText;
    const led = [...main.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')].flatMap((link) => {
      const says = said(link).trim();
      const number = /^(?:the other )?(\d[\d,]*)\b(?!\/|-|\s[A-Z][a-z]{2}\s\d{4})/.exec(says)?.[1];
      const isOfOne = link.pathname.startsWith('/ledger/') || link.search.includes('task='); // it counts no list
      return number === undefined || isOfOne
        ? []
        : [{ says, to: link.getAttribute('href') ?? '', count: Number(number.replaceAll(',', '')) }];
    });
    const bare: string[] = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const within = node.parentElement;
      if (within?.closest('a, button, label, summary, code, .visually-hidden, details:not([open])') !== null) continue;
      const text = node.textContent ?? '';
      const isCell = within.closest('td') !== null && /^[1-9][\d,]*$/.test(text.trim());
      if (within.closest('td') === null ? new RegExp(counted).test(text) : isCell) bare.push(text.trim());
    }
    return { led, bare };
  }, COUNTED);

/** How many rows the list of a page has in all; null where it goes on behind what is here, and more than so many are. */
async function listed(page: Page): Promise<{ readonly least: number; readonly whole: boolean }> {
  const main = page.getByRole('main');
  const items = main.getByRole('table', { name: 'Items', exact: true }); // below those that people excluded
  const table = (await items.count()) > 0 ? items : main.locator('table.records').first();
  if ((await table.count()) === 0) return { least: 0, whole: true };
  const rows = Number(await table.getAttribute('aria-rowcount'));
  return rows === -1
    ? { least: await table.locator('tbody tr').count(), whole: false }
    : { least: rows - 1, whole: true };
}

const LOOKS = 40;
const AGAIN = 75;

/** Null once a list has so many rows, or has shown no more of them yet; else how many it has in the end. */
async function settledAt(page: Page, count: number): Promise<number | null> {
  let found = await listed(page);
  for (let looks = 0; looks < LOOKS; looks += 1) {
    if (found.whole ? found.least === count : found.least <= count) return null;
    await page.waitForTimeout(AGAIN); // what was there before stands until what was asked for has come
    found = await listed(page);
  }
  return found.least;
}

/**
 * What is wrong with the numbers of a page: `wrong` leads to a list of another number, `bare` leads nowhere. `open` goes
 * to an address and waits for what is there.
 */
export async function wrongNumbers(
  page: Page,
  open: (address: string) => Promise<void>,
  address: string,
): Promise<{ readonly wrong: readonly string[]; readonly bare: readonly string[]; readonly followed: number }> {
  await open(address);
  const { led, bare } = await numbersOf(page);
  const wrong: string[] = [];
  const seen = new Map(led.map((each) => [`${each.to} ${each.count}`, each]));
  for (const { says, to, count } of seen.values()) {
    await open(to);
    const least = await settledAt(page, count);
    if (least !== null) wrong.push(`${address}: “${says}” leads to ${least} rows at ${to}`);
  }
  return { wrong, bare: bare.map((says) => `${address}: “${says}” leads nowhere`), followed: seen.size };
}

/** The same of the chips that narrow a list: each says how many rows are left when it is chosen. */
export async function wrongChips(
  page: Page,
  open: (address: string) => Promise<void>,
  address: string,
): Promise<readonly string[]> {
  await open(address);
  const wrong: string[] = [];
  const chips = page.getByRole('main').locator('.mantine-Chip-root', { hasText: /\s[\d,]+$/ });
  const all = await chips.allInnerTexts();
  for (const [at, says] of all.entries()) {
    const chip = chips.nth(at).locator('label');
    await chip.click();
    await chips.nth(at).locator('input:checked').waitFor({ state: 'attached' });
    const counted = Number(/[\d,]+$/.exec(says.trim())?.[0].replaceAll(',', ''));
    const least = await settledAt(page, counted);
    if (least !== null) wrong.push(`${address}: ${says}: ${least}`);
    await chip.click();
    await chips.nth(at).locator('input:not(:checked)').waitFor({ state: 'attached' });
  }
  return wrong;
}
