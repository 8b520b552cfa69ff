import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What there is besides does not change with the colors. */
export const COLORS: readonly string[] = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds wrong on a page, by all of its rules or by some; `what` says which page it was. The script stays in the
 * page that it was once put into: that takes longer than a look.
 */
export async function axeFinds(page: Page, what: string, only: readonly string[] = []): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe.source);
  const rules = only.length === 0 ? {} : { runOnly: { type: 'rule', values: only } };
  const options = JSON.stringify({ ...rules, resultTypes: ['violations'], iframes: false });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return violations.map(
    ({ id, nodes }) => `${what}: ${id} at ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}
