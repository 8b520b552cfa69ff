import type { Check } from '#/checks/check.ts';
import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import {
  type CheckRunRow,
  countedOfItems,
  knownCheck,
  latestRuns,
  type RunDeps,
  shownFinding,
} from '#/features/checks/index.ts';
import { makeTask } from '#/features/work/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type deviationsContract, MOST_AT_ONCE } from './contract.ts';
import { type ExplanationRow, insertExplanations, lastSaid } from './store.ts';
import { restOf, titleOf } from './title.ts';

type Handling = Handlers<typeof deviationsContract>['explain'];
type Asked = Parameters<Handling>[1];

const EVER = Number.MAX_SAFE_INTEGER;

/** What a run said of an item of a check, as management's words of it are kept. */
type Deviation = Pick<ExplanationRow, 'checkId' | 'item' | 'run' | 'occurredFrom' | 'occurredTo'>;

/** Says the same of each of some deviations, all or none, and makes one task of what follows. */
export const explain = (deps: RunDeps, ...[caller, asked]: Parameters<Handling>): ReturnType<Handling> =>
  deps.db.transaction(caller.org, async (tx) => {
    const found = await deviationsIn(tx, deps, caller.org, asked);
    const [first, ...rest] = found;
    if (first === undefined) throw new TypeError('nothing is spoken of');
    if (found.length > MOST_AT_ONCE)
      throw new DomainError('input_invalid', {
        where: 'items',
        because: `with what other checks found that is ${found.length} deviations, and ${MOST_AT_ONCE} are the most at once`,
      });
    const words = { happened: asked.happened, cause: asked.cause, follows: asked.follows, person: caller.person };
    const [begun = -1] = await save(tx, deps, caller.org, { found: [first], words, saidWith: null });
    const others = await save(tx, deps, caller.org, { found: rest, words, saidWith: begun });
    const positions = [begun, ...others];
    return {
      said: found.map(({ checkId: check, item }, at) => ({ check, item, position: positions[at] ?? -1 })),
      task: await followed(tx, deps, caller, { ...asked, position: begun }),
    };
  });

interface Saving {
  readonly found: readonly Deviation[];
  readonly words: Pick<ExplanationRow, 'happened' | 'cause' | 'follows' | 'person'>;
  readonly saidWith: number | null;
}

/** Where the log has each. */
async function save(
  tx: Tx,
  deps: RunDeps,
  org: string,
  { found, words, saidWith }: Saving,
): Promise<readonly number[]> {
  const entries = found.map(({ checkId: check, item, run, ...when }) => {
    const [occurredFrom, occurredTo] = [written(when.occurredFrom), written(when.occurredTo)];
    const payload = { v: 1, check, item, run, occurredFrom, occurredTo, ...words };
    return {
      kind: 'deviation-explained' as const,
      payload: saidWith === null ? payload : { ...payload, with: saidWith },
    };
  });
  if (entries.length === 0) return [];
  const sealed = await deps.ledger.seal(tx, org, entries);
  const rows = found.map((each, at) => ({ ...each, ...words, saidWith, position: sealed[at]?.position ?? -1 }));
  await insertExplanations(tx, org, rows);
  return sealed.map(({ position }) => position);
}

const written = (instant: Instant | null): string | null => (instant === null ? null : formatInstant(instant));

/** What follows, as a task of whoever was named. */
async function followed(
  tx: Tx,
  deps: RunDeps,
  caller: Caller,
  { follows, task, position }: Asked & { readonly position: number },
): Promise<string | null> {
  if (task === null) return null;
  const { key } = await makeTask(deps, tx, caller, {
    ...task,
    title: titleOf(follows),
    note: restOf(follows),
    explanation: position,
  });
  return key;
}

/** Each of the items as a deviation of the check, and those of them that other checks found. */
async function deviationsIn(tx: Tx, deps: RunDeps, org: string, asked: Asked): Promise<readonly Deviation[]> {
  const check = knownCheck(asked.id);
  const items = [...new Set(asked.items)];
  const others = [...new Set(asked.others)].filter((id) => id !== check.id).map((id) => beside(check, id));
  const runs = new Map((await latestRuns(tx, EVER)).map((run) => [run.checkId, run]));
  const of = (each: Check) => saidBy(tx, deps, { org, check: each, run: runs.get(each.id) }, items);
  const own = await of(check);
  const found: Deviation[] = [];
  for (const item of items) {
    const one = own.get(item);
    const spoken = one?.outcome === 'deviation' ? one : await lastSaid(tx, check.id, item);
    if (spoken === undefined)
      throw new DomainError(one === undefined ? 'item_unknown' : 'deviation_none', { check: check.id, item });
    found.push(spoken);
  }
  for (const other of others)
    found.push(...[...(await of(other)).values()].filter(({ outcome }) => outcome === 'deviation'));
  return found.map(({ checkId, item, run, occurredFrom, occurredTo }) => ({
    checkId,
    item,
    run,
    occurredFrom,
    occurredTo,
  }));
}

/** A check over the same records: the items of others are named otherwise. */
function beside(check: Check, id: string): Check {
  const other = knownCheck(id);
  if (other.population !== check.population)
    throw new DomainError('input_invalid', {
      where: 'others',
      because: `${id} judges records of ${other.population}, and ${check.id} of ${check.population}`,
    });
  return other;
}

interface Run {
  readonly org: string;
  readonly check: Check;
  readonly run: CheckRunRow | undefined;
}

/** What the last run of a check said of some items, by the rule alone. */
async function saidBy(
  tx: Tx,
  deps: RunDeps,
  { org, check, run }: Run,
  items: readonly string[],
): Promise<ReadonlyMap<string, Deviation & { readonly outcome: string }>> {
  if (run === undefined) return new Map();
  const counted = await countedOfItems(tx, deps, { org, check, run }, items);
  return new Map(
    [...counted].map(([item, row]) => {
      const { rule, from, to } = shownFinding(row);
      const one = { checkId: check.id, item, run: run.position, occurredFrom: from, occurredTo: to, outcome: rule };
      return [item, one];
    }),
  );
}
