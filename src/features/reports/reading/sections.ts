import { type Heading, headingsIn, isContents, type Part, PARTS } from './headings.ts';

/** A section as the file has it, with its first and last page. */
export interface Section {
  readonly part: Part;
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

const BEGINS = /\bwe (?:have|were engaged to|have been engaged to) examined?\b|\bin our opinion\b/i;

/** The page on which the auditor begins to speak; null: none does. */
export function auditorBegins(pages: readonly (readonly string[])[]): number | null {
  const at = pages.findIndex((lines) => !isContents(lines) && BEGINS.test(lines.join(' ')));
  return at === -1 ? null : at + 1;
}

/** The parts of a report with their pages, by what stands at the top of them. */
export function sectionsIn(pages: readonly (readonly string[])[]): readonly Section[] {
  const begins = auditorBegins(pages) ?? 1;
  const headings = headingsIn(pages);
  const found = new Map<Part, Heading>();
  for (const part of PARTS) {
    const of = headings.filter((each) => each.part === part && each.page >= earliest(part, found, begins));
    const heading = part === 'auditor' ? theirs(of, begins) : (of.find(({ isMarked }) => isMarked) ?? of[0]);
    if (heading !== undefined) found.set(part, heading);
  }
  const all = [...found.values()].toSorted((a, b) => a.page - b.page);
  return all.map(({ part, title, page }, at) => {
    const next = all[at + 1]?.page ?? pages.length + 1;
    return { part, title, from: page, to: Math.max(page, next - 1) };
  });
}

/** A cover names the report of the auditor, too: what says that a section begins counts, or the last one before they speak. */
function theirs(of: readonly Heading[], begins: number): Heading | undefined {
  const before = of.filter(({ page }) => page <= begins);
  return before.find(({ isMarked }) => isMarked) ?? before.at(-1);
}

/** No part begins before the ones that it comes after; only the assertion may stand before the report of the auditor. */
function earliest(part: Part, found: ReadonlyMap<Part, Heading>, begins: number): number {
  const after = (...parts: readonly Part[]): number => Math.max(0, ...parts.map((each) => found.get(each)?.page ?? 0));
  switch (part) {
    case 'auditor':
    case 'assertion':
      return 1;
    case 'description':
      return Math.max(begins, after('auditor'));
    case 'tests':
      return Math.max(begins, after('auditor', 'assertion', 'description'));
    case 'other':
      return after('auditor', 'assertion', 'description', 'tests');
  }
}
