import type { Check } from '#/checks/check.ts';
import { CHECKS } from '#/checks/index.ts';
import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { rowsOfKey } from '#/core/segment/rows-of-key.ts';
import type { CalendarSpec } from '#/core/time/calendar.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { parseDay, zoneNamed } from '#/core/time/zone.ts';
import { everyVersion, type Version } from '#/features/controls/index.ts';
import { engagementsOf, reachOf } from '#/features/engagements/index.ts';
import { remembering } from '#/features/ledger/index.ts';
import { calendarAt } from '#/features/organization/index.ts';
import { heldSegments } from '#/features/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { behind, limitsInForce } from './behind.service.ts';
import type { checksContract } from './contract.ts';
import { type ExclusionRow, exclusionRows, insertExclusion, insertExclusionEnd } from './exclusions.store.ts';
import { knownOf } from './known.service.ts';
import { ruleOf } from './rule.ts';
import { ruleSource } from './rule-source.service.ts';
import { type RunDeps, type Ruled, runPopulation, type RunReport } from './run.service.ts';
import { knownCheck, originsOf, reached, runWithin, serves } from './serving.service.ts';
import { judged, momentOf, show } from './show.service.ts';
import { SamePeople } from './same-people.ts';
import { firstRun, insertSwitch, latestRuns, switchRows } from './store.ts';
import { untoldAmong } from './untold.service.ts';

const EVER = Number.MAX_SAFE_INTEGER;

type Handling = Handlers<typeof checksContract>;

export function checks(deps: RunDeps): Handling {
  const remember = remembering(deps);
  return {
    list: ({ org, standing }, input) =>
      remember(org, { what: 'checks', ...input, engagements: engagementsOf(standing) }, () =>
        list(deps, { org, standing }, input),
      ),
    show: (caller, asked) => show(deps, caller, asked),
    judged: ({ org, standing }, asked) =>
      remember(org, { what: 'judged', engagements: engagementsOf(standing), ...asked }, () =>
        judged(deps, { org, standing }, asked),
      ),
    exclude: (caller, input) => exclude(deps, caller, input),
    include: (caller, input) => include(deps, caller, input),
    switch: (caller, input) => turn(deps, caller, input),
  };
}

const list = (
  deps: RunDeps,
  { org, standing }: { readonly org: string; readonly standing: Caller['standing'] | undefined },
  { all, asOf }: Parameters<Handling['list']>[1],
): ReturnType<Handling['list']> =>
  deps.db.transaction(org, async (tx) => {
    const reach = await reachOf(tx, standing);
    const { position } = await momentOf(tx, deps, asOf);
    const runs = new Map((await latestRuns(tx, position)).map((run) => [run.checkId, run]));
    const off = await disabled(tx, position);
    const adopted = originsOf(reached(reach, await everyVersion(tx, position)));
    const wanted = CHECKS.map((check) => ({ check, run: runs.get(check.id), applies: serves(check, adopted) })).filter(
      ({ applies }) => applies || (reach === null && all),
    );
    const untold = await untoldAmong(tx, wanted, position);
    const listed: Listed[] = [];
    for (const { check, run, applies } of wanted) {
      const { id, title, population, controls: of } = check;
      listed.push({
        id,
        title,
        population,
        controls: [...of],
        enabled: !off.has(id),
        applies,
        run: await runWithin(deps.blobs(org), reach, run),
        untold: untold.get(population) ?? null,
      });
    }
    return {
      checks: listed.toSorted((a, b) => urgencyOf(b) - urgencyOf(a)),
      firstRun: runs.size > 0 ? null : await firstRun(tx),
    };
  });

type Listed = Awaited<ReturnType<Handling['list']>>['checks'][number];

/** What needs a person comes first: deviations, then what is unknown; all others as they are named. */
function urgencyOf({ enabled, run }: Listed): number {
  if (!enabled || run === null) return 0;
  if ((run.counts.deviation ?? 0) > 0) return 2;
  return (run.counts.unknown ?? 0) > 0 ? 1 : 0;
}

const turn = (
  deps: RunDeps,
  ...[{ org, person }, { id, enabled, reason }]: Parameters<Handling['switch']>
): ReturnType<Handling['switch']> =>
  deps.db.transaction(org, async (tx) => {
    const kind = enabled ? 'check-enabled' : 'check-disabled';
    const [sealed] = await deps.ledger.seal(tx, org, [
      { kind, payload: { v: 1, check: knownCheck(id).id, reason, person } },
    ]);
    const position = sealed?.position ?? -1;
    await insertSwitch(tx, org, { checkId: id, position, enabled, reason, person });
    return { position };
  });

/** Runs the checks that serve adopted controls and are not turned off, or those of them that are named, and seals what they say. */
export async function runChecks(
  deps: RunDeps,
  org: string,
  only: readonly string[] | null,
  progress: (population: PopulationName, reports: readonly RunReport[]) => void,
): Promise<readonly RunReport[]> {
  for (const id of only ?? []) knownCheck(id);
  const wanted = await deps.db.transaction(org, async (tx) => {
    const [versions, calendar] = [await everyVersion(tx, EVER), await calendarAt(tx, EVER)];
    return (await inForce(tx, versions))
      .filter(({ id }) => only === null || only.includes(id))
      .map((check) => ruledBy(check, versions, calendar));
  });
  const reports: RunReport[] = [];
  const people = new SamePeople();
  for (const [population, ruled] of Map.groupBy(wanted, ({ check }) => check.population)) {
    const done = await runPopulation(deps, org, { population, ruled, people });
    progress(population, done);
    reports.push(...done);
  }
  return reports;
}

/** The checks that are to be run: their last run did not see all that the log took, or they never ran and records are there. */
export const unseenChecks = ({ db }: Pick<RunDeps, 'db'>, org: string): Promise<readonly string[]> =>
  db.transaction(org, async (tx) => {
    const runs = new Map((await latestRuns(tx, EVER)).map((run) => [run.checkId, run]));
    const unseen = await behind(tx, runs.values(), EVER);
    const held = await heldSegments(tx, EVER);
    const wanted = await inForce(tx, await everyVersion(tx, EVER));
    return wanted
      .filter(({ id, population }) => (runs.has(id) ? (unseen.get(id) ?? []).length > 0 : held.has(population)))
      .map(({ id }) => id);
  });

/** The checks that serve adopted controls and are not turned off. */
async function inForce(tx: Tx, versions: readonly Version[]): Promise<readonly Check[]> {
  const [off, adopted] = [await disabled(tx, EVER), originsOf(versions)];
  return CHECKS.filter((check) => serves(check, adopted) && !off.has(check.id));
}

/** A check with the rule by which it judges. */
const ruledBy = (check: Check, versions: readonly Version[], calendar: CalendarSpec): Ruled => ({
  check,
  rule: ruleOf(check, ruleSource(check.id), limitsInForce(check, versions), calendar),
});

const disabled = async (tx: Tx, asOf: number): Promise<ReadonlySet<string>> =>
  new Set((await switchRows(tx, asOf)).flatMap(({ checkId, enabled }) => (enabled ? [] : [checkId])));

async function exclude(
  deps: RunDeps,
  { org, person }: Caller,
  {
    id,
    item,
    reason,
    expires,
  }: { readonly id: string; readonly item: string; readonly reason: string; readonly expires?: string | undefined },
) {
  const check = knownCheck(id);
  const knownOutcome = await deps.populations.reading(org, null, async (open) => {
    const segments = await open(check.population);
    let there = false;
    rowsOfKey(segments, item, () => {
      there = true;
    });
    if (!there) throw new DomainError('item_unknown', { check: id, item });
    const runs = await deps.db.transaction(org, (tx) => latestRuns(tx, EVER));
    return knownOf(
      deps.blobs(org),
      runs.find(({ checkId }) => checkId === id),
      segments,
      item,
    );
  });
  return deps.db.transaction(org, async (tx) => {
    const { zone } = await calendarAt(tx, EVER);
    const until = expires === undefined ? null : zoneNamed(zone).startOf((parseDay(expires) ?? 0) + 1);
    if (until !== null && until <= deps.chance.now())
      throw new DomainError('input_invalid', { where: 'expires', because: 'the day is over already' });
    const payload = {
      v: 1,
      check: id,
      item,
      reason,
      expires: until === null ? null : formatInstant(until),
      knownOutcome,
      person,
    };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'exclusion', payload }]);
    const position = sealed?.position ?? -1;
    const row: ExclusionRow = { position, checkId: id, item, reason, person, expires: until, knownOutcome };
    await insertExclusion(tx, org, row);
    return { position, knownOutcome };
  });
}

/** Ends all that takes an item out of the view of a check: it may have been excluded again before it was ended. */
const include = (
  deps: RunDeps,
  ...[{ org, person }, { id, item, reason }]: Parameters<Handling['include']>
): ReturnType<Handling['include']> =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const check = knownCheck(id).id;
    const current = (await exclusionRows(tx, EVER)).filter((row) => row.checkId === check && row.item === item);
    if (current.length === 0) throw new DomainError('not_found', { what: 'exclusion', id: item });
    const sealed = await deps.ledger.seal(
      tx,
      org,
      current.map(({ position: exclusion }) => ({
        kind: 'exclusion-ended',
        payload: { v: 1, exclusion, check, item, reason, person },
      })),
    );
    const ends = current.map(({ position: exclusion }, at) => ({ exclusion, position: sealed[at]?.position ?? -1 }));
    for (const end of ends) await insertExclusionEnd(tx, { org, ...end, reason, person });
    return { position: ends.at(-1)?.position ?? -1 };
  });
