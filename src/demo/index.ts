import type { Company } from './company.ts';
import { byHand } from './by-hand.ts';
import { infrastructureOf } from './git/history.ts';
import { deploymentsOf } from './github/deployments.ts';
import { githubOf } from './github/github.ts';
import type { GithubWorld } from './github/world.ts';
import { OPERATIONS } from './operations/index.ts';
import { peopleSections } from './people/people.ts';
import type { MakeSection, Section } from './section.ts';

export { adoptionOf, RHYTHMS } from './adoption.ts';
export { infrastructureOf } from './git/history.ts';
export { githubAnswer } from './github/answer.ts';
export type { GithubWorld } from './github/world.ts';
export { companyOf, type Company, type Setup, type Team } from './company.ts';
export type { Attached, Delivery, FileSource, Gap, Planted, Section } from './section.ts';

export { scopeOf } from './scope.ts';
export { demoLetter, trustContentOf } from './trust/content.ts';
export { demoPapers } from './trust/papers.ts';
export { demoReport } from './trust/report.ts';

/** Every part of the demo, by the kind of tool it comes from. */
const SECTIONS: readonly MakeSection[] = [
  ...peopleSections,
  (company) => githubOf(company).section,
  (company) => deploymentsOf(company, githubOf(company).world),
  (company) => infrastructureOf(company).section,
  ...OPERATIONS,
  byHand,
];

export const sectionsOf = (company: Company): readonly Section[] => SECTIONS.map((make) => make(company));

/** What its GitHub would tell; read over HTTP, as anybody's. */
export const githubWorldOf = (company: Company): GithubWorld => githubOf(company).world;
