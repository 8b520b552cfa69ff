import type { Company } from './company.ts';
import { OPERATIONS } from './operations/index.ts';
import type { MakeSection, Section } from './section.ts';

export { companyOf, type Company, type Setup } from './company.ts';
export type { Attached, Delivery, FileSource, Gap, Planted, Section } from './section.ts';

/** Every part of the demo, by the kind of tool it comes from. */
const SECTIONS: readonly MakeSection[] = [...OPERATIONS];

export const sectionsOf = (company: Company): readonly Section[] => SECTIONS.map((make) => make(company));
