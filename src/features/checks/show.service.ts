import { codeOf, isNamed } from '#/checks/engine/outcomes.ts';
import type { Check } from '#/checks/check.ts';
import { CHECKS } from '#/checks/index.ts';
import { erasedBeside } from '#/checks/unseen.ts';
import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { MINUTE } from '#/core/time/instant.ts';
import { type Outcome, OUTCOMES } from '#/core/verdict.ts';
import { everyVersion } from '#/features/controls/index.ts';
import { type Reach, reachOf } from '#/features/engagements/index.ts';
import { listedMoment, type Moment } from '#/features/ledger/index.ts';
import { calendarAt } from '#/features/organization/index.ts';
import { calledAmong } from '#/features/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type checksContract, FindingsEnd } from './contract.ts';
import { sentencesOf } from './behind.service.ts';
import { lastExclusions } from './behind.store.ts';
import { exclusionRows } from './exclusions.store.ts';
import type { FindingRow } from './finding.ts';
import { findingRows } from './findings.store.ts';
import { gradesOf } from './grades.service.ts';
import { isObserved, type ItemRow, itemsCounted, type RunOfCheck, statesOfItem } from './items.service.ts';
import type { RunDeps } from './run.service.ts';
import { knownCheck, originsOf, reached, runWithin, serves, within } from './serving.service.ts';
import { shownExclusion, shownFinding } from './shown.ts';
import { lastErasures, latestRuns, switchRows } from './store.ts';
import { groupOf, type Minutes } from './things.ts';
import { untoldAmong } from './untold.service.ts';

const EVER = Number.MAX_SAFE_INTEGER;

type Handling = Handlers<typeof checksContract>;

/** In days of the organization, as its calendar has them. */
export const momentOf = (tx: Tx, deps: RunDeps, asOf: string | undefined): Promise<Moment> =>
  listedMoment(tx, { ...deps, zoneOf: async () => (await calendarAt(tx, EVER)).zone }, asOf);

/** One check with items of its last run. */
export const show = (
  deps: RunDeps,
  ...[{ org, standing }, asked]: Parameters<Handling['show']>
): ReturnType<Handling['show']> =>
  deps.db.transaction(org, async (tx) => {
    const check = knownCheck(asked.id);
    const reach = await reachOf(tx, standing);
    const { position, instant } = await momentOf(tx, deps, asked.asOf);
    const versions = await everyVersion(tx, position);
    if (reach !== null && !serves(check, originsOf(reached(reach, versions))))
      throw new DomainError('not_found', { what: 'check', id: check.id });
    const run = (await latestRuns(tx, position)).find(({ checkId }) => checkId === check.id);
    const listed =
      run === undefined
        ? NOTHING
        : await itemsOf(tx, deps, { org, check, run }, within<Query>(reach, { ...asked, asOf: position }));
    return {
      id: check.id,
      title: check.title,
      prose: check.prose,
      controls: [...check.controls],
      sentences: sentencesOf(check, versions),
      run: await runWithin(deps.blobs(org), reach, run),
      untold: (await untoldAmong(tx, [{ check, run }], position)).get(check.population) ?? null,
      erasedBeside: [...erasedBeside(check, await lastErasures(tx, position))],
      decidedSince: run !== undefined && ((await lastExclusions(tx, position)).get(check.id) ?? -1) >= run.asOfPosition,
      exclusions: await exclusionsOf(tx, deps, { org, check, reach }, { position, instant }),
      ...listed,
    };
  });

/** What people took out of the view of a check and nobody took back, each by its name. */
async function exclusionsOf(
  tx: Tx,
  { populations }: RunDeps,
  { org, check, reach }: Pick<RunOfCheck, 'org' | 'check'> & { readonly reach: Reach | null },
  { position, instant }: Moment,
) {
  const rows = (await exclusionRows(tx, position)).filter(({ checkId }) => checkId === check.id);
  const asked = { org, population: check.population, asOf: position, reach };
  const { calledOf } = await calledAmong(tx, populations, asked, rows);
  return rows.map((row) => ({ ...shownExclusion(row, instant), called: calledOf(row) }));
}

interface Query {
  readonly outcomes: readonly Outcome[];
  readonly by: 'view' | 'rule';
  readonly explained?: boolean | undefined;
  /** What was explained before this position of the log is. */
  readonly asOf: number;
  readonly item?: string | undefined;
  readonly counted: boolean;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

type Listed = Pick<Awaited<ReturnType<Handling['show']>>, 'findings' | 'next'>;
const NOTHING: Listed = { findings: [], next: null };

/** Of outcomes that are named one by one the findings; of others, what the run said of every item. */
async function itemsOf(tx: Tx, deps: RunDeps, of: RunOfCheck, query: Query): Promise<Listed> {
  const { item, by, explained, limit } = query;
  if (by === 'rule' && explained !== undefined)
    throw new DomainError('input_invalid', {
      where: 'explained',
      because: 'explained are deviations of management’s view: ask for it, or for what the rule alone says',
    });
  const outcomes = query.outcomes.filter((each) => explained === undefined || each === 'deviation');
  const minutes = minutesOf(query);
  if (item !== undefined) {
    const { rows } = await statesOfItem(tx, deps, of, { item, minutes });
    return { findings: rows.slice(0, limit).map(shownItem), next: null };
  }
  const after = query.after === undefined ? null : FindingsEnd.read(query.after);
  const end = after === null ? null : { ...after, shown: after.outcome };
  const found =
    by === 'view' && outcomes.every(isNamed)
      ? await findingsOf(tx, deps, of, { ...query, outcomes, after: end })
      : (await itemsCounted(tx, deps, of, { outcomes, by, minutes, after: end, limit: limit + 1 })).map(endingItem(by));
  const page = found.slice(0, limit);
  return {
    findings: page.map(({ finding }) => finding),
    next: found.length > limit ? (page.at(-1)?.end() ?? null) : null,
  };
}

/** An item of a page, and how the page behind it begins. */
interface Ending {
  readonly finding: Found;
  readonly end: () => string;
}

const endingItem =
  (by: Query['by']) =>
  (row: ItemRow): Ending => ({
    finding: shownItem(row),
    end: endOf(by === 'rule' ? { ...row, shown: row.rule } : row),
  });

const endOf =
  ({ item, look, shown, fromMinute }: Pick<FindingRow, 'item' | 'look' | 'shown' | 'fromMinute'>) =>
  (): string =>
    FindingsEnd.write({ outcome: OUTCOMES[shown] ?? 'unknown', minute: fromMinute, look: look ?? 0, item });

type After = (ReturnType<typeof FindingsEnd.read> & { readonly shown: Outcome }) | null;

/** One outcome after the other, as far as the page goes. */
async function findingsOf(
  tx: Tx,
  { populations }: RunDeps,
  { org, check, run }: RunOfCheck,
  { outcomes, after, limit, counted, explained, asOf, ...between }: Omit<Query, 'after'> & { readonly after: After },
): Promise<readonly Ending[]> {
  const minutes = minutesOf(between);
  const rows: FindingRow[] = [];
  const wanted = outcomes.toSorted((a, b) => groupOf(a) - groupOf(b));
  const first = after === null ? 0 : groupOf(after.shown);
  for (const outcome of new Set(wanted.filter((each) => groupOf(each) >= first))) {
    const isSame = after !== null && groupOf(outcome) === first;
    rows.push(
      ...(await findingRows(tx, {
        checkId: check.id,
        run,
        shown: codeOf(outcome),
        minutes,
        counted: counted && isObserved(check),
        explained: explained === undefined ? null : { isSaid: explained, asOf },
        after: isSame ? after : null,
        limit: limit + 1 - rows.length,
      })),
    );
    if (rows.length > limit) break;
  }
  const asked = { org, check, asOf: run.asOfPosition, reach: null }; // a window admitted them
  const gradeOf = await gradesOf(tx, populations, asked, rows);
  const { calledOf } = await calledAmong(tx, populations, { ...asked, population: check.population }, rows);
  return rows.map((row) => ({
    finding: { ...shownFinding(row), grade: gradeOf(row), called: calledOf(row), due: null },
    end: endOf(row),
  }));
}

function minutesOf({ from, to }: Pick<Query, 'from' | 'to'>): Minutes {
  if (from === undefined && to === undefined) return null;
  return {
    from: from === undefined ? 0 : Math.ceil(from / MINUTE),
    to: to === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(to / MINUTE),
  };
}

const shownItem = ({ due, grade, called, ...row }: ItemRow): Found => ({ ...shownFinding(row), grade, called, due });

type Found = Listed['findings'][number];

/** The checks that judge an item, each with what its last run said: read from the outcomes of the runs, and not judged anew. */
export const judged = (
  deps: RunDeps,
  { org, standing }: { readonly org: string; readonly standing: Caller['standing'] | undefined },
  { population, key, asOf }: Parameters<Handling['judged']>[1],
): ReturnType<Handling['judged']> =>
  deps.db.transaction(org, async (tx) => {
    const reach = await reachOf(tx, standing);
    const { position } = await momentOf(tx, deps, asOf);
    const adopted = originsOf(reached(reach, await everyVersion(tx, position)));
    const off = new Set((await switchRows(tx, position)).flatMap(({ checkId, enabled }) => (enabled ? [] : [checkId])));
    const runs = new Map((await latestRuns(tx, position)).map((run) => [run.checkId, run]));
    const minutes = minutesOf(within<Pick<Query, 'from' | 'to'>>(reach, {}));
    const judging = CHECKS.filter((check) => check.population === population && serves(check, adopted));
    const checks: Awaited<ReturnType<Handling['judged']>>['checks'] = [];
    for (const check of judging) {
      const run = runs.get(check.id);
      const found =
        run === undefined ? null : (await statesOfItem(tx, deps, { org, check, run }, { item: key, minutes })).counted;
      checks.push({
        ...named(check),
        enabled: !off.has(check.id),
        asOf: run?.asOf ?? null,
        finding: found === null ? null : shownItem(found),
      });
    }
    return { checks };
  });

const named = ({ id, title }: Check) => ({ id, title });
