import type { Check } from '#/checks/check.ts';
import { checkWithId } from '#/checks/index.ts';
import { unseenBy } from '#/checks/unseen.ts';
import { timeline } from '#/core/versions.ts';
import { everyVersion, type Version } from '#/features/controls/index.ts';
import { calendarAt } from '#/features/organization/index.ts';
import { heldSegments } from '#/features/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { lastAliases, lastExclusions } from './behind.store.ts';
import { parametersOf, type Rule, sameLimits, sameRule } from './rule.ts';
import { type CheckRunRow, lastErasures } from './store.ts';

/** The limits by which a check judges, as the versions of its governing control give them, and from when each holds. */
export const limitsInForce = (
  check: Check,
  versions: readonly Pick<Version, 'position' | 'effectiveFrom' | 'definition'>[],
): Rule['parameters'] =>
  parametersOf(
    check,
    timeline(versions.filter(({ definition }) => definition.origin === check.controls[0])).map(
      ({ effectiveFrom, definition }) => ({ from: effectiveFrom, limits: definition.limits }),
    ),
  );

/** By check, what the log took before a position, and the last run did not see. */
export async function behind(
  tx: Tx,
  runs: Iterable<CheckRunRow>,
  asOf: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const segments = new Map([...(await heldSegments(tx, asOf))].map(([population, { last }]) => [population, last]));
  const erasures = await lastErasures(tx, asOf);
  const exclusions = await lastExclusions(tx, asOf);
  const aliases = (await lastAliases(tx, [asOf])).get(asOf);
  const calendar = await calendarAt(tx, asOf);
  const versions = await everyVersion(tx, asOf);
  return new Map(
    [...runs].flatMap((run): readonly (readonly [string, readonly string[]])[] => {
      const check = checkWithId(run.checkId);
      if (check === undefined) return [];
      const { parameters, calendar: used } = run.rule as Rule;
      const taken = { segments, erasures, exclusion: exclusions.get(run.checkId), aliases };
      const changed = {
        limits: !sameLimits(parameters, limitsInForce(check, versions)),
        calendar: !sameRule(used, calendar),
      };
      return [[run.checkId, unseenBy(check, run.asOfPosition, taken, changed)]];
    }),
  );
}
