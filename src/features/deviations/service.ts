import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { MINUTE } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import {
  type CheckRunRow,
  knownCheck,
  latestRuns,
  momentOf,
  originsOf,
  reached,
  type RunDeps,
  runWithin,
  serves,
} from '#/features/checks/index.ts';
import { everyVersion } from '#/features/controls/index.ts';
import { type Reach, reachOf } from '#/features/engagements/index.ts';
import { ownKey } from '#/features/work/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { deviationsContract } from './contract.ts';
import { explain } from './explain.service.ts';
import { explainedAmong } from './explained.store.ts';
import { type ExplanationRow, saidOf } from './store.ts';

type Handling = Handlers<typeof deviationsContract>;

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
    const run = (await latestRuns(tx, position)).find(({ checkId }) => checkId === check.id);
    const rows = await saidOf(tx, { checkId: check.id, item, history, asOf: position, before, limit, run });
    return {
      explanations: rows.filter((row) => reach === null || isWithin(row, reach.windows)).map(shown),
      next: rows.length === limit ? (rows.at(-1)?.position ?? null) : null,
      explained: item === null ? await explainedOf(tx, deps.blobs(org), { run, reach, position }) : null,
    };
  });

interface Asked {
  readonly run: CheckRunRow | undefined;
  readonly reach: Reach | null;
  readonly position: number;
}

/** Of how many deviations that whoever asks is shown of the last run something is said, and how many they are shown. */
async function explainedOf(tx: Tx, blobs: BlobStore, { run, reach, position }: Asked) {
  const shownOf = await runWithin(blobs, reach, run);
  if (run === undefined || shownOf === null) return null;
  const { within, counts } = shownOf;
  const minutes = within === null ? null : { from: Math.ceil(within.from / MINUTE), to: Math.ceil(within.to / MINUTE) };
  const [said = 0] = await explainedAmong(tx, position, [{ run, minutes, besides: [] }]);
  return { said, of: counts.deviation };
}

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
  outlived,
  others,
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
  outlived,
  together: others + 1,
  task: taskMade === null ? null : { key: ownKey(taskMade), assignee, due: due ?? '', state: state ?? 'open' },
});
