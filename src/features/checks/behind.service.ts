import type { Check } from '#/checks/check.ts';
import { checkWithId } from '#/checks/index.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { timeline } from '#/core/versions.ts';
import { everyVersion, type Version } from '#/features/controls/index.ts';
import { calendarAt } from '#/features/organization/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { lastAliases, lastExclusions, lastSegments } from './behind.store.ts';
import { parametersOf, type Rule, sameRule } from './rule.ts';
import { type CheckRunRow, lastErasures } from './store.ts';

/** The populations whose records a check looks at; people are always among them. */
export const lookedAt = (check: Check): readonly PopulationName[] => [
  ...new Set<PopulationName>([
    check.population,
    'person',
    ...Object.values(check.companions).map(({ population }) => population),
  ]),
];

/** The limits by which a check judges, as the versions of its governing control give them, and from when each holds. */
export const limitsInForce = (check: Check, versions: readonly Version[]): Rule['parameters'] =>
  parametersOf(
    check,
    timeline(versions.filter(({ definition }) => definition.origin === check.controls[0])).map(
      ({ effectiveFrom, definition }) => ({ from: effectiveFrom, limits: definition.limits }),
    ),
  );

/**
 * By check, what the log took before a position, and the last run did not see. Until the check is run again, nobody
 * knows what it would say: such a run supports nothing clean.
 */
export async function behind(
  tx: Tx,
  runs: Iterable<CheckRunRow>,
  asOf: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const segments = await lastSegments(tx, asOf);
  const erasures = await lastErasures(tx, asOf);
  const exclusions = await lastExclusions(tx, asOf);
  const aliases = (await lastAliases(tx, [asOf])).get(asOf);
  const calendar = await calendarAt(tx, asOf);
  const versions = await everyVersion(tx, asOf);
  return new Map(
    [...runs].flatMap((run): readonly (readonly [string, readonly string[]])[] => {
      const check = checkWithId(run.checkId);
      if (check === undefined) return [];
      const since = (position: number | undefined): boolean => (position ?? -1) >= run.asOfPosition;
      const { parameters, calendar: used } = run.rule as Rule;
      const populations = lookedAt(check);
      const parts = [
        ...populations
          .filter((name) => since(segments.get(name)))
          .map((name) => `records of ${populationNamed(name).many} came in`),
        ...(populations.some((name) => since(erasures.get(name))) ? ['records were erased'] : []),
        ...(since(exclusions.get(run.checkId)) ? ['an exclusion was made or ended'] : []),
        ...(since(aliases) ? ['handles were declared to be somebody’s'] : []),
        ...(sameRule(parameters, limitsInForce(check, versions)) ? [] : ['its limits were changed']),
        ...(sameRule(used, calendar) ? [] : ['the calendar was changed']),
      ];
      return [[run.checkId, parts]];
    }),
  );
}
