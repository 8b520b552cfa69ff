import type { Frequency, OwnerFunction } from '#/core/controls.ts';
import controls from './data/controls.json' with { type: 'json' };
import criteria from './data/criteria.json' with { type: 'json' };
import crosswalks from './data/crosswalks.json' with { type: 'json' };
import { LIMITS } from './limits.ts';
import type { Limits } from './parameters.ts';

export const CATEGORIES = ['security', 'availability', 'processing-integrity', 'confidentiality', 'privacy'] as const;
export type Category = (typeof CATEGORIES)[number];

/** One of the 61 Trust Services Criteria (TSP section 100), in our own words. */
export interface Criterion {
  readonly id: string;
  readonly category: Category;
  readonly series: string;
  /** The COSO principle that it is, for CC1 to CC5; else null. */
  readonly cosoPrinciple: number | null;
  readonly title: string;
  readonly description: string;
  readonly typicalEvidence: readonly string[];
  /** Guidance, never requirements; at most eight labels, some of which join several points. */
  readonly pointsOfFocus: readonly string[];
  readonly officialPointOfFocusCount: number;
  readonly pointsOfFocusBasis: string;
}

/** A control of the library, as it was written: what a company adopts and edits. */
export interface LibraryControl {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  readonly criteria: readonly string[];
  readonly categories: readonly Category[];
  readonly ownerFunction: OwnerFunction;
  readonly frequency: Frequency;
  readonly nature: 'manual' | 'automated' | 'hybrid';
  readonly type: 'preventive' | 'detective' | 'corrective';
  readonly population: string;
  readonly typeIEvidence: readonly string[];
  readonly typeIIEvidence: { readonly population: string; readonly itemMustShow: readonly string[] };
  readonly testProcedure: readonly { readonly method: string; readonly step: string }[];
  readonly commonExceptions: readonly string[];
  /** Exceptions here most often lead to qualified criteria or concern readers. */
  readonly highRisk: boolean;
}

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const CRITERIA: readonly Criterion[] = criteria.criteria.map((criterion) => ({
  ...criterion,
  category: kebab(criterion.category) as Category,
}));

export const LIBRARY: readonly LibraryControl[] = controls.map((control) => ({
  ...(control as unknown as LibraryControl),
  categories: control.categories.map((category) => kebab(category) as Category),
}));

export const SERIES: Readonly<Record<string, string>> = criteria.meta.series;

export interface Mapping {
  readonly ids: readonly string[];
  readonly confidence: string;
}

/** What other frameworks ask in the neighborhood of a criterion. Related intent, never equivalence. */
export interface Crosswalk {
  readonly iso27001: Mapping & { readonly clauses: readonly string[] };
  readonly nistCsf2: Mapping;
  readonly hipaaSecurity: Mapping;
  readonly hipaaPrivacyBreach: Mapping;
  readonly gdpr: Mapping;
}

/** By criterion id. */
export const CROSSWALKS: Readonly<Record<string, Crosswalk>> = Object.fromEntries(
  Object.entries(crosswalks.mappings).map(([id, { iso27001, ...rest }]) => [
    id,
    {
      ...rest,
      iso27001: { ids: iso27001.annexA, clauses: iso27001.clauses, confidence: iso27001.confidence },
    },
  ]),
);
export const FRAMEWORK_VERSIONS: Readonly<Record<string, string>> = crosswalks.meta.versions;

const byId = new Map(LIBRARY.map((control) => [control.id, control]));
const criterionById = new Map(CRITERIA.map((criterion) => [criterion.id, criterion]));

export const libraryControl = (id: string): LibraryControl | undefined => byId.get(id);
export const criterionWithId = (id: string): Criterion | undefined => criterionById.get(id);

/** Criteria that an examination of these categories is about: the common ones and those of each category. */
export const criteriaFor = (categories: readonly Category[]): readonly Criterion[] =>
  CRITERIA.filter(({ category }) => category === 'security' || categories.includes(category));

/**
 * The statement of a library control as a company adopts it: a template with its limits, and behind it the sentence that
 * names a limit on which the library is silent. One without limits is its own template.
 */
export function limitsOf({ id, statement }: Pick<LibraryControl, 'id' | 'statement'>): Limits {
  const { template, parameters, adds } = LIMITS[id] ?? { template: statement, parameters: {} };
  return { template: adds === undefined ? template : `${template} ${adds}`, parameters };
}
