import type { Check } from '#/checks/check.ts';
import type { ParametersFrom } from '#/checks/engine/input.ts';
import { IDENTITY_RULES } from '#/checks/engine/people.ts';
import type { CalendarSpec } from '#/core/time/calendar.ts';
import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import { libraryControl, limitsOf } from '#/library/library.ts';
import { defaultsOf } from '#/library/parameters.ts';

/** A control's limits, and the instant from which they are in force. */
export interface LimitsFrom {
  readonly from: number;
  readonly limits: Limits;
  /** Those that the log had until these were dated back to `from`, where they are others. */
  readonly was?: Limits;
}
type Limits = Readonly<Record<string, unknown>>;

/** Everything that decides what a check says of the same records; sealed with each run. */
export interface Rule {
  readonly check: string;
  readonly version: number;
  /** SHA-256 of the check's own source, the engine's, and of all that both import. */
  readonly source: string;
  readonly parameters: readonly ParametersFrom[];
  readonly calendar: CalendarSpec;
  readonly identityRules: number;
}

/** The limits of a check over time: those that its governing control's versions name, each parsed as the check wants it. */
export function parametersOf(check: Check, versions: readonly LimitsFrom[]): readonly ParametersFrom[] {
  const names = Object.keys(
    (check.parameters as unknown as { readonly shape: Readonly<Record<string, unknown>> }).shape,
  );
  const governing = libraryControl(check.controls[0]);
  const fallback = governing === undefined ? {} : defaultsOf(limitsOf(governing));
  const line = versions.length === 0 ? [{ from: 0, limits: fallback }] : versions;
  const parsed = (limits: Limits): unknown =>
    check.parameters.parse(Object.fromEntries(names.map((name) => [name, limits[name] ?? fallback[name]])));
  return line.map(({ from, limits, was }) => ({
    from,
    values: parsed(limits),
    ...(was === undefined || sameRule(parsed(was), parsed(limits)) ? {} : { was: parsed(was) }),
  }));
}

export const ruleOf = (
  check: Check,
  source: string,
  parameters: readonly ParametersFrom[],
  calendar: CalendarSpec,
): Rule => ({
  check: check.id,
  version: check.version,
  source,
  parameters,
  calendar,
  identityRules: IDENTITY_RULES,
});

/**
 * Do both hold the same limits at every instant? A version of a control that changes its owner, and none of its limits,
 * begins another stretch with the same ones; the first of all holds before it begins, too.
 */
export const sameLimits = (a: readonly ParametersFrom[], b: readonly ParametersFrom[]): boolean =>
  sameRule(stretches(a), stretches(b));

function stretches(parameters: readonly ParametersFrom[]): readonly ParametersFrom[] {
  const changes: ParametersFrom[] = [];
  let before: unknown;
  for (const { from, ...limits } of parameters) {
    if (changes.length === 0) changes.push({ from: 0, ...limits });
    else if (!sameRule(before, limits)) changes.push({ from, ...limits });
    before = limits;
  }
  return changes;
}

/** Would both judge alike? */
export const sameRule = (a: unknown, b: unknown): boolean => canonicalJson(a as Json) === canonicalJson(b as Json);
