import { controlVersions, inForceAt, limitsIn, type Version } from '#/features/controls/index.ts';
import { criteriaIn, openedEngagements } from '#/features/engagements/index.ts';
import type { Moment } from '#/features/ledger/index.ts';
import { organizationName, saidSize } from '#/features/organization/index.ts';
import { libraryControl, limitsOf } from '#/library/library.ts';
import { type OwnerFunction } from '#/core/controls.ts';
import { inSentence } from '#/library/parameters.ts';
import type { PolicyControl, PolicyGround } from '#/library/policies/fill.ts';
import type { Tx } from '#/platform/db/database.ts';

/** What policies are filled from, as it stood at a moment. */
export interface Standing extends PolicyGround {
  /** Adopted controls by id. */
  readonly adopted: ReadonlyMap<string, Version>;
  /** Those of these criteria that any examination looks at; all of them before there is one. */
  readonly inScope: (criteria: readonly string[]) => readonly string[];
}

export async function groundAt(tx: Tx, { instant, position }: Moment): Promise<Standing> {
  const all = await controlVersions(tx, position);
  const versions = [...all.values()].flatMap((each) => inForceAt(each, instant) ?? []);
  const adopted = new Map(
    versions.filter(({ definition }) => definition.state === 'adopted').map((version) => [version.id, version]),
  );
  const opened = await openedEngagements(tx, position);
  const products = opened.at(-1)?.engagement.boundary.products ?? [];
  const looked = new Set(opened.flatMap(({ engagement }) => criteriaIn(engagement).map(({ id }) => id)));
  const company = await organizationName(tx);
  const inScope: Standing['inScope'] = (criteria) =>
    opened.length === 0 ? criteria : criteria.filter((id) => looked.has(id));
  return {
    company,
    products: products.length === 0 ? `the service of ${company}` : inList(products),
    person: (owner) => personOf(owner, [...adopted.values()]),
    size: await saidSize(tx, position),
    control: (id) => {
      const version = adopted.get(id);
      return version === undefined ? undefined : asPolicyHasIt(version, inScope(version.definition.criteria));
    },
    adopted,
    inScope,
  };
}

const inList = (names: readonly string[]): string => new Intl.ListFormat('en').format(names);

const ROLES: Readonly<Record<OwnerFunction, string>> = {
  engineering: 'the head of engineering',
  operations: 'the head of operations',
  security: 'the person responsible for security',
  hr: 'the person responsible for HR',
  leadership: 'the chief executive',
  legal: 'the person responsible for legal matters',
  product: 'the head of product',
};

/** Whoever owns most controls of a function answers for it; where nobody owns one, the role is named. */
function personOf(owner: OwnerFunction, adopted: readonly Version[]): string {
  const owners = adopted.flatMap(({ definition }) =>
    definition.ownerFunction === owner && definition.owner !== null ? [definition.owner] : [],
  );
  const counted = [...Map.groupBy(owners, (name) => name)].map(([name, all]) => ({ name, count: all.length }));
  const [most] = counted.toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  return most?.name ?? ROLES[owner];
}

/** A control with its limits in the very words of its statement. */
function asPolicyHasIt({ definition }: Version, criteria: readonly string[]): PolicyControl {
  const { parameters } = limitsIn(definition);
  const { title, frequency } = definition;
  return {
    title,
    criteria,
    frequency,
    limit: (name) => {
      const parameter = parameters[name];
      return parameter === undefined ? undefined : inSentence(parameter, definition.limits[name] ?? parameter.default);
    },
  };
}

/** The names of the limits of a control: as the company has it, or as the library does. */
export function limitNames({ adopted }: Standing, id: string): readonly string[] | undefined {
  const version = adopted.get(id);
  if (version !== undefined) return Object.keys(limitsIn(version.definition).parameters);
  const control = libraryControl(id);
  return control === undefined ? undefined : Object.keys(limitsOf(control).parameters);
}

/** Whether the words of a statement, limits apart, are no longer those of the library. */
export const isInOwnWords = ({ definition: { origin, template } }: Version): boolean => {
  const control = origin === null ? undefined : libraryControl(origin);
  return control === undefined || limitsOf(control).template !== template;
};
