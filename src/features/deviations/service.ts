import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import {
  type CheckRunRow,
  knownCheck,
  latestRuns,
  momentOf,
  originsOf,
  reached,
  type RunDeps,
  serves,
  shownFinding,
  statesOfItem,
} from '#/features/checks/index.ts';
import { everyVersion } from '#/features/controls/index.ts';
import { reachOf } from '#/features/engagements/index.ts';
import { makeTask, ownKey } from '#/features/work/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { deviationsContract } from './contract.ts';
import { titleOf } from './title.ts';
import { type ExplanationRow, insertExplanation, lastSaid, saidOf } from './store.ts';

type Handling = Handlers<typeof deviationsContract>;
const EVER = Number.MAX_SAFE_INTEGER;

/** What management says of deviations: what happened, why, and what follows. No outcome and no status depends on it. */
export const deviations = (deps: RunDeps): Handling => ({
  list: (caller, asked) => list(deps, caller, asked),
  explain: (caller, said) => explain(deps, caller, said),
});

const list = (
  deps: RunDeps,
  ...[{ org, standing }, asked]: Parameters<Handling['list']>
): ReturnType<Handling['list']> =>
  deps.db.transaction(org, async (tx) => {
    const check = knownCheck(asked.id);
    const reach = await reachOf(tx, standing);
    const { position } = await momentOf(tx, deps, asked.asOf);
    if (reach !== null && !serves(check, originsOf(reached(reach, await everyVersion(tx, position)))))
      throw new DomainError('not_found', { what: 'check', id: check.id });
    const { item = null, before = null, history, limit } = asked;
    const rows = await saidOf(tx, { checkId: check.id, item, history, asOf: position, before, limit });
    return {
      explanations: rows.filter((row) => reach === null || isWithin(row, reach.windows)).map(shown),
      next: rows.length === limit ? (rows.at(-1)?.position ?? null) : null,
    };
  });

/** Whoever is let in to some examinations sees what is said of items that may be of their days. */
const isWithin = ({ occurredFrom, occurredTo }: ExplanationRow, windows: readonly Window[]): boolean =>
  windows.some(({ start, end }) => (occurredFrom ?? start) < end && (occurredTo ?? start) >= start);

const shown = ({
  position,
  item,
  happened,
  cause,
  follows,
  run,
  person,
  received,
  corrected,
  taskMade,
  assignee,
  due,
  state,
}: Awaited<ReturnType<typeof saidOf>>[number]) => ({
  position,
  item,
  happened,
  cause,
  follows,
  run,
  person,
  received,
  corrected,
  task: taskMade === null ? null : { key: ownKey(taskMade), assignee, due: due ?? '', state: state ?? 'open' },
});

const explain = (deps: RunDeps, ...[caller, said]: Parameters<Handling['explain']>): ReturnType<Handling['explain']> =>
  deps.db.transaction(caller.org, async (tx) => {
    const { org, person } = caller;
    const { id: check, item, happened, cause, follows } = said;
    const found = await deviationIn(tx, deps, org, { check, item });
    const [occurredFrom, occurredTo] = [written(found.occurredFrom), written(found.occurredTo)];
    const payload = { check, item, run: found.run, occurredFrom, occurredTo, happened, cause, follows, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'deviation-explained', payload: { v: 1, ...payload } }]);
    const position = sealed?.position ?? -1;
    await insertExplanation(tx, org, { ...found, position, checkId: check, item, happened, cause, follows, person });
    return { position, task: await followed(tx, deps, caller, { ...said, position }) };
  });

const written = (instant: Instant | null): string | null => (instant === null ? null : formatInstant(instant));

/** What follows, as a task of whoever was named. */
async function followed(
  tx: Tx,
  deps: RunDeps,
  caller: Caller,
  { follows, task, position }: Parameters<Handling['explain']>[1] & { readonly position: number },
): Promise<string | null> {
  if (task === null) return null;
  const title = titleOf(follows);
  const { key } = await makeTask(deps, tx, caller, {
    ...task,
    title,
    note: title === follows ? '' : follows,
    explanation: position,
  });
  return key;
}

type Deviation = Pick<ExplanationRow, 'run' | 'occurredFrom' | 'occurredTo'>;

/** What the last run said of the item: by the rule a deviation, or one of which something was said before. */
async function deviationIn(
  tx: Tx,
  deps: RunDeps,
  org: string,
  { check: id, item }: { readonly check: string; readonly item: string },
): Promise<Deviation> {
  const check = knownCheck(id);
  const run = (await latestRuns(tx, EVER)).find(({ checkId }) => checkId === id);
  const found = run === undefined ? null : await counted(tx, deps, { org, check, run, item });
  const before = await lastSaid(tx, id, item);
  if (found?.rule === 'deviation' && run !== undefined)
    return { run: run.position, occurredFrom: found.from, occurredTo: found.to };
  if (before !== undefined) return before;
  if (found === null) throw new DomainError('item_unknown', { check: id, item });
  throw new DomainError('deviation_none', { check: id, item });
}

interface One {
  readonly org: string;
  readonly check: ReturnType<typeof knownCheck>;
  readonly run: CheckRunRow;
  readonly item: string;
}

async function counted(tx: Tx, deps: RunDeps, { item, ...of }: One) {
  const { counted: one } = await statesOfItem(tx, deps, of, { item, minutes: null });
  return one === null ? null : shownFinding(one);
}
