import type { Check } from '#/checks/check.ts';
import { codeOf } from '#/checks/engine/outcomes.ts';
import { checkWithId, CHECKS } from '#/checks/index.ts';
import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { rowsOfKey } from '#/core/segment/rows-of-key.ts';
import { formatInstant, type Instant, MINUTE } from '#/core/time/instant.ts';
import { parseDay, zoneNamed } from '#/core/time/zone.ts';
import { type Outcome, OUTCOMES } from '#/core/verdict.ts';
import type { CalendarSpec } from '#/core/time/calendar.ts';
import { everyVersion, type Version } from '#/features/controls/index.ts';
import { engagementsOf, isReached, type Reach, reachOf } from '#/features/engagements/index.ts';
import { listedMoment, type Moment, remembering } from '#/features/ledger/index.ts';
import { calendarAt } from '#/features/organization/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { checksContract } from './contract.ts';
import type { FindingRow } from './finding.ts';
import { limitsInForce } from './behind.service.ts';
import { type ExclusionRow, exclusionRows, insertExclusion, insertExclusionEnd } from './exclusions.store.ts';
import { gradesOf } from './grades.service.ts';
import { knownOf } from './known.service.ts';
import { ruleOf } from './rule.ts';
import { ruleSource } from './rule-source.service.ts';
import { type RunDeps, type Ruled, runPopulation, type RunReport } from './run.service.ts';
import { type CheckRunRow, findingRows, insertSwitch, latestRuns, switchRows } from './store.ts';

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
    exclude: (caller, input) => exclude(deps, caller, input),
    include: ({ org, person }, { id, item, reason }) =>
      deps.db.transaction(org, async (tx) => {
        await deps.ledger.lock(tx);
        const current = (await exclusionRows(tx, EVER))
          .filter((row) => row.checkId === known(id).id && row.item === item)
          .at(-1);
        if (current === undefined) throw new DomainError('not_found', { what: 'exclusion', id: item });
        const [sealed] = await deps.ledger.seal(tx, org, [
          { kind: 'exclusion-ended', payload: { v: 1, exclusion: current.position, check: id, item, reason, person } },
        ]);
        const position = sealed?.position ?? -1;
        await insertExclusionEnd(tx, { org, exclusion: current.position, position, reason, person });
        return { position };
      }),
    switch: (caller, input) => turn(deps, caller, input),
  };
}

/** In days of the organization, as its calendar has them. */
const momentOf = (tx: Tx, deps: RunDeps, asOf: string | undefined): Promise<Moment> =>
  listedMoment(tx, { ...deps, zoneOf: async () => (await calendarAt(tx, EVER)).zone }, asOf);

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
    const listed = CHECKS.filter((check) => reach === null || serves(check, adopted)).map((check) => ({
      id: check.id,
      title: check.title,
      population: check.population,
      controls: [...check.controls],
      enabled: !off.has(check.id),
      applies: serves(check, adopted),
      run: shownRun(runs.get(check.id)),
    }));
    return { checks: listed.filter(({ applies }) => all || applies) };
  });

const show = (
  deps: RunDeps,
  ...[{ org, standing }, asked]: Parameters<Handling['show']>
): ReturnType<Handling['show']> =>
  deps.db.transaction(org, async (tx) => {
    const check = known(asked.id);
    const reach = await reachOf(tx, standing);
    const { position, instant } = await momentOf(tx, deps, asked.asOf);
    const versions = await everyVersion(tx, position);
    if (reach !== null && !serves(check, originsOf(reached(reach, versions))))
      throw new DomainError('not_found', { what: 'check', id: check.id });
    const query = within(reach, asked);
    const limits = limitsInForce(check, versions);
    const run = (await latestRuns(tx, position)).find(({ checkId }) => checkId === check.id);
    const rows = run === undefined ? [] : await findingRows(tx, { ...findingQuery(query), checkId: check.id, run });
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    const seen = { org, check, asOf: run?.asOfPosition ?? 0 };
    const gradeOf = await gradesOf(tx, deps.populations, seen, rows);
    return {
      id: check.id,
      title: check.title,
      prose: check.prose,
      controls: [...check.controls],
      sentences: limits.map(({ from, values }, at) => ({
        from: at === 0 ? null : from,
        sentence: check.sentence(values),
      })),
      run: shownRun(run),
      exclusions: (await exclusionRows(tx, position))
        .filter(({ checkId }) => checkId === check.id)
        .map((row) => shownExclusion(row, instant)),
      findings: rows.map((row) => ({ ...shownFinding(row), grade: gradeOf(row) })),
      next: last === undefined ? null : `${last.look ?? 0} ${last.item}`,
    };
  });

const turn = (
  deps: RunDeps,
  ...[{ org, person }, { id, enabled, reason }]: Parameters<Handling['switch']>
): ReturnType<Handling['switch']> =>
  deps.db.transaction(org, async (tx) => {
    const kind = enabled ? 'check-enabled' : 'check-disabled';
    const [sealed] = await deps.ledger.seal(tx, org, [
      { kind, payload: { v: 1, check: known(id).id, reason, person } },
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
  for (const id of only ?? []) known(id);
  const wanted = await deps.db.transaction(org, async (tx) => {
    const off = await disabled(tx, EVER);
    const [versions, calendar] = [await everyVersion(tx, EVER), await calendarAt(tx, EVER)];
    const adopted = originsOf(versions);
    return CHECKS.filter(
      (check) => serves(check, adopted) && !off.has(check.id) && (only === null || only.includes(check.id)),
    ).map((check) => ruledBy(check, versions, calendar));
  });
  const reports: RunReport[] = [];
  for (const [population, group] of Map.groupBy(wanted, ({ check }) => check.population)) {
    const done = await runPopulation(deps, org, population, group);
    progress(population, done);
    reports.push(...done);
  }
  return reports;
}

/** A check with the rule by which it judges. */
const ruledBy = (check: Check, versions: readonly Version[], calendar: CalendarSpec): Ruled => ({
  check,
  rule: ruleOf(check, ruleSource(check.id), limitsInForce(check, versions), calendar),
});

/** Controls of the library that were ever adopted: one that was retired is still judged for what occurred before. */
const reached = (reach: Reach | null, versions: readonly Version[]): readonly Version[] =>
  versions.filter(({ definition: { criteria } }) => isReached(reach, criteria));

/** Whoever is let in to some examinations is shown what falls between the first and the last instant of them. */
function within<Q extends Pick<Query, 'from' | 'to'>>(reach: Reach | null, query: Q): Q {
  if (reach === null) return query;
  const from = Math.max(query.from ?? 0, Math.min(...reach.windows.map(({ start }) => start)));
  const to = Math.min(query.to ?? Number.MAX_SAFE_INTEGER, Math.max(...reach.windows.map(({ end }) => end)));
  return { ...query, from, to };
}

const originsOf = (versions: readonly Version[]): ReadonlySet<string> =>
  new Set(versions.flatMap(({ definition: { origin } }) => origin ?? []));

const serves = ({ controls }: Check, adopted: ReadonlySet<string>): boolean =>
  controls.some((control) => adopted.has(control));

const disabled = async (tx: Tx, asOf: number): Promise<ReadonlySet<string>> =>
  new Set((await switchRows(tx, asOf)).flatMap(({ checkId, enabled }) => (enabled ? [] : [checkId])));

function known(id: string): Check {
  const check = checkWithId(id);
  if (check === undefined) throw new DomainError('not_found', { what: 'check', id });
  return check;
}

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
  const check = known(id);
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

type Query = {
  readonly outcomes: readonly Outcome[];
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

function findingQuery({ outcomes, from, to, after, limit }: Query) {
  const [look, ...item] = (after ?? '').split(' ');
  return {
    shown: outcomes.map(codeOf),
    fromMinute: from === undefined ? 0 : Math.ceil(from / MINUTE),
    toMinute: to === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(to / MINUTE),
    after: after === undefined ? null : { item: item.join(' '), look: Number(look) },
    limit,
  };
}

const LAST_MINUTE = 0xffff_fffe;

const shownFinding = ({ item, look, shown, rule, reason, fromMinute, toMinute }: FindingRow) => ({
  item,
  look,
  outcome: OUTCOMES[shown] ?? 'unknown',
  rule: OUTCOMES[rule] ?? 'unknown',
  reason,
  from: fromMinute === 0 ? null : fromMinute * MINUTE,
  to: toMinute >= LAST_MINUTE ? null : toMinute * MINUTE,
  inferred: look !== null,
});

const shownExclusion = ({ checkId: _, knownOutcome, ...row }: ExclusionRow, now: Instant) => ({
  ...row,
  holds: row.expires === null || row.expires > now,
  knownOutcome: knownOutcome as Outcome | null,
});

function shownRun(run: CheckRunRow | undefined) {
  if (run === undefined) return null;
  const { population, shown, rule } = run.counts as {
    readonly population: number;
    readonly shown: Readonly<Record<Outcome, number>>;
    readonly rule: Readonly<Record<Outcome, number>>;
  };
  const { position, number, asOf, asOfPosition, received, judged } = run;
  return {
    position,
    number,
    asOf,
    asOfPosition,
    received,
    population,
    counts: { ...shown },
    rule: { ...rule },
    judged,
  };
}
