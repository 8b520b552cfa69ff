import { type Hint, hintsIn } from './hints.ts';
import { flowOf, isReadable, linesOf } from './lines.ts';
import { opinionIn } from './opinion.ts';
import { periodIn } from './period.ts';
import type { Proposal } from './proposals.ts';
import { categoriesIn, systemIn } from './scope.ts';
import { auditorBegins, type Section, sectionsIn } from './sections.ts';
import { signatureIn } from './firm.ts';

/** What the words of an issued report seem to say. All of it is to be looked at, and nothing of it is a fact yet. */
export interface ReadOut {
  readonly proposals: readonly Proposal[];
  readonly sections: readonly Section[];
  readonly hints: readonly Hint[];
  /** Pages without words: pictures of pages, or letters without a meaning. */
  readonly unreadable: readonly number[];
}

/** Where no heading says how far it reaches, the report of the auditor is read for so many pages. */
const AUDITOR_PAGES = 8;
/** Of the whole file the cover and what follows it soon is read, where the auditor does not say something. */
const COVER_PAGES = 3;

export function readOut(texts: readonly string[]): ReadOut {
  const pages = texts.map((text) => (isReadable(text) ? linesOf(text) : []));
  const sections = sectionsIn(pages);
  const [from, to] = auditorPages(pages, sections);
  const auditor = flowOf(pages, from, to);
  const cover = flowOf(pages, 1, Math.min(COVER_PAGES, pages.length));
  const period = periodIn(auditor, cover);
  const lines = pages.slice(from - 1, to).flatMap((of, at) => of.map((text) => ({ page: from + at, text })));
  const { firm, dated } = signatureIn(lines, valueAt(period, 'period.last'));
  const found = [
    period,
    categoriesIn(auditor, cover),
    dated,
    opinionIn(auditor),
    firm,
    systemIn(auditor),
    assertionAt(sections),
  ];
  return {
    proposals: found.filter((each) => each !== null),
    sections,
    hints: hintsIn(pages, sections),
    unreadable: texts.flatMap((text, at) => (isReadable(text) ? [] : [at + 1])),
  };
}

const valueAt = (proposal: Proposal | null, at: string): string | null => {
  const value = proposal?.says.find(({ place }) => place === at)?.value;
  return typeof value === 'string' ? value : null;
};

function auditorPages(
  pages: readonly (readonly string[])[],
  sections: readonly Section[],
): readonly [from: number, to: number] {
  const section = sections.find(({ part }) => part === 'auditor');
  if (section !== undefined) return [section.from, section.to];
  const begins = auditorBegins(pages);
  if (begins === null) return [1, 0];
  const next = sections.find(({ from }) => from > begins)?.from ?? begins + AUDITOR_PAGES;
  return [begins, Math.min(pages.length, begins + AUDITOR_PAGES - 1, Math.max(begins, next - 1))];
}

/** The page of the assertion is the first of its section. */
function assertionAt(sections: readonly Section[]): Proposal | null {
  const section = sections.find(({ part }) => part === 'assertion');
  if (section === undefined) return null;
  const { from: page, title: words } = section;
  return { says: [{ place: 'assertion.page', value: page }], page, words };
}
