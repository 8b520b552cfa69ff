import { z } from 'zod';
import { CHECKS } from '#/checks/index.ts';
import { type Unsaid, unsaidIn } from '#/checks/unsaid.ts';
import { DomainError } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';
import { timeline } from '#/core/versions.ts';
import { criterionWithId, libraryControl, limitsOf } from '#/library/library.ts';
import { FREQUENCIES, OWNER_FUNCTIONS } from '#/core/controls.ts';
import { defaultsOf, inSentence, type Limits, schemaOf, statementOf } from '#/library/parameters.ts';
import { spansIn } from '#/library/spans.ts';

const CriterionId = z.string().refine((id) => criterionWithId(id) !== undefined, 'not one of the 61 criteria');

/** What a company says of a control: one version of it, as it is sealed. */
export const Definition = z.strictObject({
  v: z.literal(1),
  /** The control of the library that it began as; null for one of the company's own. */
  origin: z.string().nullable(),
  title: z.string().min(3).max(200),
  /** The statement, with `{name}` where a limit stands. */
  template: z.string().min(20).max(4_000),
  /** The limits by name. */
  limits: z.record(z.string(), z.unknown()),
  criteria: z.array(CriterionId).min(1).max(61),
  ownerFunction: z.enum(OWNER_FUNCTIONS),
  /** The person or role that answers for it; null until somebody does. */
  owner: z.string().min(1).max(200).nullable(),
  frequency: z.enum(FREQUENCIES),
  nature: z.enum(['manual', 'automated', 'hybrid']),
  type: z.enum(['preventive', 'detective', 'corrective']),
  state: z.enum(['adopted', 'retired']),
});
export type Definition = z.output<typeof Definition>;

/** Throws `input_invalid`, naming the place, for what is no definition. */
export function parsedDefinition(value: unknown): Definition {
  const { success, data, error } = Definition.safeParse(value);
  if (success) return data;
  throw new DomainError('input_invalid', {
    where: error.issues[0]?.path.join('.') ?? '',
    because: error.issues[0]?.message ?? '',
  });
}

/** A version, since when it is in force, and where the log holds it. */
export interface Version {
  readonly id: string;
  readonly position: number;
  readonly effectiveFrom: Instant;
  readonly received: Instant;
  readonly person: string;
  readonly definition: Definition;
}

/** A control of the library as a company first adopts it. */
export function adopted(id: string, owner: string | null): Definition {
  const control = libraryControl(id);
  if (control === undefined) throw new DomainError('not_found', { what: 'library control', id });
  const limits = limitsOf(control);
  const { title, criteria, ownerFunction, frequency, nature, type } = control;
  return {
    v: 1,
    origin: id,
    title,
    template: limits.template,
    limits: { ...defaultsOf(limits) },
    criteria: [...criteria],
    ownerFunction,
    owner,
    frequency,
    nature,
    type,
    state: 'adopted',
  };
}

/** The limits that a control has: those of its origin, in its own words. */
export function limitsIn({ origin, template }: Pick<Definition, 'origin' | 'template'>): Limits {
  const control = origin === null ? undefined : libraryControl(origin);
  return { template, parameters: control === undefined ? {} : limitsOf(control).parameters };
}

export const statementIn = (definition: Definition): string => statementOf(limitsIn(definition), definition.limits);

/** Limits that the library gained after a control was adopted: its checks judge by their defaults, which its statement does not say. */
export function defaultsIn(definition: Definition): { name: string; sentence: string }[] {
  return Object.entries(limitsIn(definition).parameters).flatMap(([name, parameter]) => {
    if (definition.limits[name] !== undefined || parameter.default === null) return [];
    const words = inSentence(parameter, parameter.default);
    return [{ name, sentence: `By default of the library, and never adopted: ${words} (${name}). ${parameter.doc}` }];
  });
}

/** What checks judge of a control that began as one of the library, and that its statement does not say any more. */
export const unsaidOf = (definition: Definition): Unsaid[] => [
  ...unsaidIn(CHECKS, definition.origin, statementIn(definition)),
];

/** Throws unless the statement names every limit, and every limit is one that can be set. */
export function checked(definition: Definition): Definition {
  const { template, parameters } = limitsIn(definition);
  // A limit that the library gained later is not set in what was adopted before, and its default holds.
  const isSet = (name: string): boolean => definition.limits[name] !== undefined;
  const missing = Object.keys(parameters).filter((name) => !template.includes(`{${name}}`) && isSet(name));
  if (missing.length > 0)
    throw new DomainError('statement_without_limit', { missing: missing.map((name) => `{${name}}`).join(', ') });
  for (const [name, value] of Object.entries(definition.limits)) {
    const parameter = parameters[name];
    if (parameter === undefined)
      throw new DomainError('limit_unknown', { name, known: Object.keys(parameters).join(', ') || 'none' });
    const { success, error } = schemaOf(parameter).safeParse(value);
    if (!success)
      throw new DomainError('input_invalid', { where: `limits.${name}`, because: error.issues[0]?.message ?? '' });
  }
  return definition;
}

/**
 * Throws where new words name a span of time by themselves and checks judge the control by limits: a reader would take
 * it for one of them, and nobody judges by it.
 */
export function withoutSpans(before: Definition, after: Definition): Definition {
  const { parameters } = limitsIn(after);
  const known = new Set(spansIn(before.template));
  const said = spansIn(after.template).filter((span) => !known.has(span));
  if (Object.keys(parameters).length === 0 || said.length === 0) return after;
  throw new DomainError('statement_span_apart', {
    said: said.map((span) => `"${span}"`).join(', '),
    limits: Object.keys(parameters)
      .map((name) => `{${name}}`)
      .join(', '),
  });
}

/** The version in force at an instant: of those effective by then, the one that was sealed last. */
export function inForceAt(versions: readonly Version[], instant: Instant): Version | undefined {
  return timeline(versions).findLast(({ effectiveFrom }) => effectiveFrom <= instant) ?? timeline(versions)[0];
}

/** Is the statement still as the library wrote it, with what is added to it when it is adopted or without? */
export const isAsInLibrary = (definition: Definition): boolean =>
  isWordOfLibrary(definition.origin, statementIn(definition));

export function isWordOfLibrary(origin: string | null, statement: string): boolean {
  const control = origin === null ? undefined : libraryControl(origin);
  if (control === undefined) return false;
  const limits = limitsOf(control);
  return statement === control.statement || statement === statementOf(limits, defaultsOf(limits));
}
