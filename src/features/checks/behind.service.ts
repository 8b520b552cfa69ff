import type { Check } from '#/checks/check.ts';
import { checkWithId } from '#/checks/index.ts';
import { unseenBy } from '#/checks/unseen.ts';
import { DAY, type Instant, MINUTE } from '#/core/time/instant.ts';
import { timeline } from '#/core/versions.ts';
import { everyVersion, type Version } from '#/features/controls/index.ts';
import { calendarAt } from '#/features/organization/index.ts';
import { heldSegments } from '#/features/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { lastAliases, lastExclusions } from './behind.store.ts';
import { parametersOf, type Rule, sameLimits, sameRule } from './rule.ts';
import { type CheckRunRow, lastErasures } from './store.ts';

type Limiting = Pick<Version, 'position' | 'effectiveFrom' | 'received' | 'definition'>;

/** The limits by which a check judges, as the versions of its governing control give them, and from when each holds. */
export function limitsInForce(check: Check, versions: readonly Limiting[]): Rule['parameters'] {
  const own = versions.filter(({ definition }) => definition.origin === check.controls[0]);
  const [line, sealed] = [timeline(own), timeline(asSealed(own))];
  const cuts = [...new Set([...line, ...sealed].map(({ effectiveFrom }) => effectiveFrom))].sort((a, b) => a - b);
  return parametersOf(
    check,
    cuts.map((from) => {
      const [limits, was] = [limitsAt(line, from), limitsAt(sealed, from)];
      return limits === was ? { from, limits } : { from, limits, was };
    }),
  );
}

/** From now on means from when somebody says so; until the log has it some time passes. */
const SAID_AT_ONCE = MINUTE;

/** The same, none in force before the log had it. What is said within a day of the adoption belongs to it. */
function asSealed(versions: readonly Limiting[]): readonly Limiting[] {
  const adopted = Math.min(...versions.map(({ received }) => received)) + DAY;
  return versions.map((each) =>
    each.received <= Math.max(adopted, each.effectiveFrom + SAID_AT_ONCE)
      ? each
      : { ...each, effectiveFrom: each.received },
  );
}

const limitsAt = (line: readonly Limiting[], instant: Instant): Limiting['definition']['limits'] =>
  (line.findLast(({ effectiveFrom }) => effectiveFrom <= instant) ?? line[0])?.definition.limits ?? {};

/** A rule in words, as it held over time; null for its first stretch, which holds before it, too. */
export const sentencesOf = (check: Check, versions: readonly Limiting[]) =>
  limitsInForce(check, versions)
    .map(({ from, values, was }, at) => ({
      from: at === 0 ? null : from,
      sentence:
        was === undefined
          ? check.sentence(values)
          : `${check.sentence(values)} This was written down later, and dated back: until then it was “${check.sentence(was)}”, and what deviates from that is unknown.`,
    }))
    // a version of the control that changes something else says nothing new
    .filter(({ sentence }, at, all) => sentence !== all[at - 1]?.sentence);

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
