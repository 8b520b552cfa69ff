import { CHECKS } from '#/checks/index.ts';
import { type Instant, NEVER } from '#/core/time/instant.ts';
import { LIBRARY, type LibraryControl, libraryControl, limitsOf } from '#/library/library.ts';
import type { Parameter } from '#/library/parameters.ts';
import { defaultsIn, inForceAt, isWordOfLibrary, limitsIn, statementIn, unsaidOf, type Version } from './definition.ts';
import type { Versions } from './versions.service.ts';

const DAY_OF_GRACE = 24 * 60 * 60 * 1000; // a day entered today begins before now

export const isBackDated = ({ effectiveFrom, received }: Version): boolean => effectiveFrom < received - DAY_OF_GRACE;

export function shown({ id, definition }: Version) {
  const { title, limits, criteria, ownerFunction, owner, frequency, nature, type, state, origin } = definition;
  const statement = statementIn(definition);
  return {
    id,
    title,
    statement,
    defaults: defaultsIn(definition),
    unsaid: unsaidOf(definition),
    limits,
    criteria: [...criteria],
    ownerFunction,
    owner,
    frequency,
    nature,
    type,
    state,
    origin,
    asInLibrary: isWordOfLibrary(origin, statement),
    checks: [...(checksOf.get(origin ?? '') ?? [])],
  };
}

type List = { readonly controls: ReturnType<typeof shown>[] };

interface Lists {
  readonly adopted: List;
  readonly retired: List;
}

/** Lists that were made, with the instants from which and until which each stands. */
const made = new WeakMap<Versions, { readonly from: Instant; readonly until: Instant; readonly lists: Lists }>();

/** The controls in force at an instant. A list is made once for as long as no version is added or comes into force. */
export function listedAt(versions: Versions, now: Instant): Lists {
  const known = made.get(versions);
  if (known !== undefined && known.from <= now && now < known.until) return known.lists;
  const all = [...versions.values()];
  const current = all.flatMap((each) => inForceAt(each, now) ?? []).map(shown);
  const list = (wanted: keyof Lists): List =>
    Object.freeze({ controls: current.filter(({ state }) => state === wanted) });
  const lists = { adopted: list('adopted'), retired: list('retired') };
  const later = all.flat().filter(({ effectiveFrom }) => effectiveFrom > now);
  const until = later.reduce((first, { effectiveFrom }) => Math.min(first, effectiveFrom), NEVER);
  made.set(versions, { from: now, until, lists });
  return lists;
}

/** The checks that serve each control of the library. */
const checksOf = new Map(
  LIBRARY.map((control) => [
    control.id,
    CHECKS.filter(({ controls: served }) => served.includes(control.id)).map(({ id }) => id),
  ]),
);

export const shownVersion = (version: Version) => ({
  position: version.position,
  effectiveFrom: version.effectiveFrom,
  received: version.received,
  backDated: isBackDated(version),
  person: version.person,
  statement: statementIn(version.definition),
  frequency: version.definition.frequency,
  owner: version.definition.owner,
  state: version.definition.state,
});

/** What a change begins from. */
export function latestOf({ definition, effectiveFrom }: Version) {
  const { template, limits, origin, owner, ownerFunction, frequency, state } = definition;
  const control = origin === null ? undefined : libraryControl(origin);
  return {
    template,
    libraryTemplate: control === undefined ? null : limitsOf(control).template,
    limits: Object.entries(limitsIn(definition).parameters).map(([name, parameter]) => ({
      ...limitOf(parameter),
      name,
      value: limits[name] ?? null,
    })),
    owner,
    ownerFunction,
    frequency,
    state,
    effectiveFrom,
  };
}

const limitOf = (parameter: Parameter) => ({
  kind: parameter.kind,
  unit: parameter.kind === 'count' ? parameter.unit : parameter.kind === 'rhythm' ? (parameter.unit ?? 'month') : 'day',
  doc: parameter.doc,
  mayBeOpen: parameter.kind === 'count' && parameter.unset !== undefined,
  inLibrary: parameter.default,
});

/** A control as the library has it, and what an auditor would ask for. */
export const inLibrary = (control: LibraryControl) => ({
  id: control.id,
  title: control.title,
  statement: control.statement,
  criteria: [...control.criteria],
  ownerFunction: control.ownerFunction,
  frequency: control.frequency,
  nature: control.nature,
  type: control.type,
  population: control.typeIIEvidence.population,
  mustShow: [...control.typeIIEvidence.itemMustShow],
  pitfalls: [...control.commonExceptions],
  highRisk: control.highRisk,
});

/** What the library says of the control that it began as, and what an auditor looks for in what shows that. */
export function inLibraryOf({ definition: { origin } }: Version) {
  const control = libraryControl(origin ?? '');
  return {
    original: control?.statement ?? null,
    lookedFor: {
      performance: [...(control?.typeIIEvidence.itemMustShow ?? [])],
      design: [...(control?.typeIEvidence ?? [])],
    },
  };
}
