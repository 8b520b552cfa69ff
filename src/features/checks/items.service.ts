import { type Check, passesOnWord } from '#/checks/check.ts';
import {
  codeOf,
  decodeOutcomes,
  firstAtLeast,
  NO_MINUTE,
  type Outcomes,
  ruleOutcome,
} from '#/checks/engine/outcomes.ts';
import { itemGrade } from '#/core/grades.ts';
import { calledIn } from '#/core/populations/called.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { orderOf } from '#/core/segment/order.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Outcome } from '#/core/verdict.ts';
import { artifactRows, type Browsed, firstOfOrder, placeOfKey } from '#/features/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { FindingRow } from './finding.ts';
import type { RunDeps } from './run.service.ts';
import { type CheckRunRow, findingsOfItems } from './store.ts';
import { countedState, endOf, isAdmitted, type Minutes, outcomeAt, thingsInOrder, type Wanted } from './things.ts';

export interface RunOfCheck {
  readonly org: string;
  readonly check: Check;
  readonly run: CheckRunRow;
}

/** An item as a run left it: of one that waits, when it can change though nothing is received. */
export interface ItemRow extends FindingRow {
  readonly due: Instant | null;
  readonly grade: string | null;
  /** What its source calls it; null: nothing but its key. */
  readonly called: string | null;
}

type Deps = Pick<RunDeps, 'blobs' | 'populations'>;

/** What a run said of each item, and the records that it saw. */
interface Judged extends RunOfCheck {
  readonly outcomes: Outcomes;
  readonly browsed: Browsed;
}

/**
 * Items that count as one of some outcomes, what needs a person first and then the newest, from what the run said of
 * every item: so those that pass are listed as well, of which no finding is kept. The records of a page are read, and no
 * others.
 */
export const itemsCounted = (
  tx: Tx,
  deps: Deps,
  of: RunOfCheck,
  { after, ...wanted }: Omit<Wanted, 'after'> & { readonly after: Ended | null },
): Promise<readonly ItemRow[]> =>
  reading(tx, deps, of, (judged) => {
    const behind = after === null ? null : { ...after, place: placeBehind(judged, after.item) };
    return rowsOf(tx, judged, thingsInOrder(judged.outcomes, { ...wanted, after: behind }));
  });

/** The last item of a page: as what it was listed, and of which minute. */
interface Ended {
  readonly shown: Outcome;
  readonly minute: number;
  readonly item: string;
}

/** The states of one item that a window admits, and the one as which it counts; none where the run did not see it. */
export const statesOfItem = (
  tx: Tx,
  deps: Deps,
  of: RunOfCheck,
  { item, minutes }: { readonly item: string; readonly minutes: Minutes },
): Promise<{ readonly rows: readonly ItemRow[]; readonly counted: ItemRow | null }> =>
  reading(tx, deps, of, async (judged) => {
    const { outcomes } = judged;
    const start = placeOfKey(judged.browsed, item);
    if (start === null) return { rows: [], counted: null };
    const every = Array.from({ length: endOf(outcomes, start) - start }, (_, place) => start + place);
    const states = every.filter((state) => isAdmitted(outcomes, state, minutes));
    const rows = await rowsOf(tx, judged, states);
    return { rows, counted: rows[states.indexOf(countedState(outcomes, start, { minutes, by: 'view' }))] ?? null };
  });

/** As what each of some items counts, whenever it occurred; those that the run did not see are left out. */
export const countedOfItems = (
  tx: Tx,
  deps: Deps,
  of: RunOfCheck,
  items: readonly string[],
): Promise<ReadonlyMap<string, ItemRow>> =>
  reading(tx, deps, of, async (judged) => {
    const states = items.flatMap((item) => {
      const start = placeOfKey(judged.browsed, item);
      return start === null ? [] : [countedState(judged.outcomes, start, { minutes: null, by: 'view' })];
    });
    return new Map((await rowsOf(tx, judged, states)).map((row) => [row.item, row]));
  });

async function reading<T>(tx: Tx, deps: Deps, of: RunOfCheck, work: (judged: Judged) => Promise<T>): Promise<T> {
  const { org, check, run } = of;
  const outcomes = decodeOutcomes(await deps.blobs(org).get('outcomes', run.outcomes));
  const wanted = { org, population: check.population, asOf: run.asOfPosition, states: isObserved(check) };
  return deps.populations.browsing(tx, wanted, (browsed) => {
    if (browsed.table.size !== outcomes.size)
      throw new TypeError(`${check.id} judged ${outcomes.size} items, and its records have ${browsed.table.size}`);
    return work({ ...of, outcomes, browsed });
  });
}

/** Of what is looked at from time to time each state is an item of its own. */
export const isObserved = ({ population }: Check): boolean => populationNamed(population).shape.kind === 'observed';

/** Behind an item; where there is none of this key, where it would be. */
function placeBehind({ browsed, outcomes }: Judged, key: string): number {
  const place = placeOfKey(browsed, key);
  return place === null ? firstOfOrder(browsed, orderOf(key)) : endOf(outcomes, place);
}

async function rowsOf(tx: Tx, judged: Judged, states: readonly number[]): Promise<readonly ItemRow[]> {
  const read = states.flatMap((state) => readRow(judged, state) ?? []);
  const [reasons, artifacts] = [
    await reasonsOf(tx, judged, read),
    await artifactRows(
      tx,
      read.flatMap(({ artifact }) => artifact ?? []),
    ),
  ];
  return read.map(({ artifact, onWord, ...row }) => ({
    ...row,
    reason: reasons.get(nameOf(row)) ?? '',
    grade: itemGrade(artifact === null ? null : (artifacts.get(artifact)?.grade ?? 'erased'), onWord),
  }));
}

function readRow(judged: Judged, state: number) {
  const { check, run, outcomes, browsed } = judged;
  const found = browsed.itemAt(state);
  if (found === undefined) return null;
  const { row, segment } = found;
  return {
    checkId: check.id,
    number: run.number,
    item: row.key,
    look: isObserved(check) ? row.collected : null,
    shown: codeOf(outcomeAt(outcomes, state)),
    rule: codeOf(ruleOutcome(outcomes.codes[state] ?? 0)),
    fromMinute: outcomes.from[state] ?? NO_MINUTE,
    toMinute: outcomes.to[state] ?? 0,
    due: dueOf(outcomes, state),
    called: calledIn(check.population, row.fact),
    onWord: passesOnWord(check, outcomeAt(outcomes, state), row.fact),
    artifact: row.artifact === null ? null : (segment.artifacts[row.artifact] ?? null),
  };
}

type Named = Pick<FindingRow, 'item' | 'look' | 'shown'>;
const nameOf = ({ item, look, shown }: Named): string => JSON.stringify([item, look, shown]);

/** Why, where the run or one before it wrote that: of an item that passes the rule itself is why. */
async function reasonsOf(tx: Tx, { run }: Judged, rows: readonly Named[]): Promise<ReadonlyMap<string, string>> {
  const found = await findingsOfItems(tx, [{ run, items: rows.map(({ item }) => item) }]);
  return new Map(found.map((finding) => [nameOf(finding), finding.reason]));
}

/** Of an item that waits for its deadline: when it comes. */
function dueOf(outcomes: Outcomes, state: number): Instant | null {
  if (outcomeAt(outcomes, state) !== 'pending') return null;
  const place = firstAtLeast(outcomes.dueItems, state);
  return outcomes.dueItems[place] === state ? (outcomes.dueAt[place] ?? null) : null;
}
