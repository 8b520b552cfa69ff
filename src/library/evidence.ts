import type { PopulationName } from '#/core/populations/index.ts';
import { ENGINEERING } from './evidence/engineering.ts';
import { byHand, type Evidence, type EvidenceTable } from './evidence/occurrences.ts';
import { HR } from './evidence/hr.ts';
import { LEADERSHIP } from './evidence/leadership.ts';
import { LEGAL } from './evidence/legal.ts';
import { OPERATIONS } from './evidence/operations.ts';
import { PRODUCT } from './evidence/product.ts';
import { SECURITY } from './evidence/security.ts';
import type { LibraryControl } from './library.ts';

/**
 * What evidences each control of the library: records of populations, or what a person attaches. Which checks serve a
 * control is said by the checks.
 */
export const EVIDENCE: EvidenceTable = {
  ...HR,
  ...LEADERSHIP,
  ...SECURITY,
  ...LEGAL,
  ...ENGINEERING,
  ...OPERATIONS,
  ...PRODUCT,
};

const OF_ITS_OWN = byHand('What shows that it was done, by whom and when.');

/** By the library control that a control began as; one of the company's own (null) is evidenced by hand. */
export const evidenceOf = (origin: string | null): Evidence =>
  origin === null ? OF_ITS_OWN : (EVIDENCE[origin] ?? OF_ITS_OWN);

/** One thing that shows the design of a control: attached by a person, or there in the records of a population. */
export interface DesignItem {
  readonly what: string;
  readonly shownBy: PopulationName | null;
}

/** What a Type I examination asks of a control of the library, and where it comes from. */
export const designOf = ({ id, typeIEvidence }: Pick<LibraryControl, 'id' | 'typeIEvidence'>): readonly DesignItem[] =>
  typeIEvidence.map((what) => ({ what, shownBy: evidenceOf(id).shown[what] ?? null }));
