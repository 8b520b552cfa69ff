import { parseDay, zoneNamed } from '#/core/time/zone.ts';
import { dealOf } from '#/features/assessment/index.ts';
import { controlVersions, inForceAt, statementIn } from '#/features/controls/index.ts';
import { daysOf, openedEngagements } from '#/features/engagements/index.ts';
import { saidDeal } from '#/features/organization/index.ts';
import { sourcesBringing } from '#/features/populations/index.ts';
import { type AdvisingDeps, findingsIn, gapsLeft, standing, wordsIn } from '#/features/readiness/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { Moment } from '#/features/ledger/index.ts';
import type { Cause, Known } from './cause.ts';
import { causesIn, type Examined } from './causes.ts';
import { undividedIn } from './gap-causes.ts';
import { handedTo, heirsOf, namedFor } from './going-on.ts';
import { type Closing, closingOf } from './closing.ts';
import { type Foundation, hasBegun } from './first.ts';
import { pace } from './pace.ts';
import { countOpen, insertLook, keptTasks, lookRow, openTask, renewTask, setExplained, setState } from './store.ts';

export interface RefreshDeps extends AdvisingDeps {
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

export interface Refreshed {
  readonly opened: string[];
  readonly closed: { key: string; title: string; because: string }[];
  readonly open: number;
  readonly waiting: number;
}

/** Works out anew what is to be done. Run after anything that changes where the programme stands, and by the clock. */
export async function refreshTasks(deps: RefreshDeps, org: string): Promise<Refreshed> {
  const now = deps.chance.now();
  const { position, foundation, zone } = await deps.db.transaction(org, async (tx) => ({
    position: await deps.ledger.size(tx),
    foundation: await foundationIn(deps, tx, { instant: now, position: Number.MAX_SAFE_INTEGER }),
    zone: await deps.zoneOf(tx),
  }));
  const examined = foundation.hasExamination ? await examinedIn(deps, org) : null;
  const today = zoneNamed(zone).dayOf(now);
  return deps.db.transaction(org, async (tx) => {
    const known = await keptTasks(tx);
    const tasks = new Map(known.map(({ key, state }) => [key, state]));
    const causes = causesIn(foundation, examined, tasks, today);
    const heirs = heirsOf(known, causes, undividedIn(examined));
    const paced = pace(causes, known, hasBegun(foundation), heirs);
    const { waiting } = paced;
    // somebody who saw more of the log was faster: theirs stands
    if (!(await insertLook(tx, org, { position, looked: now, waiting })))
      return { opened: [], closed: [], open: await countOpen(tx), waiting };
    const places = new Map(causes.map(({ key }, place) => [key, place]));
    const placed = (cause: Cause) => ({ ...cause, effect: places.get(cause.key) ?? null });
    const named = (cause: Cause) => namedFor(handedTo(cause, known, heirs));
    for (const cause of paced.opened) await openTask(tx, org, placed(cause), { named: named(cause), now });
    for (const cause of paced.standing) await renewTask(tx, placed(cause), named(cause));
    const closed = [];
    for (const task of paced.gone)
      closed.push(await close(tx, task, closingOf(task, examined, heirs.get(task.key) ?? []), now));
    return { opened: paced.opened.map(({ key }) => key), closed, open: await countOpen(tx), waiting };
  });
}

/** The same, unless it was done so short a time ago, and nothing was sealed since. */
export async function refreshTasksAfter(deps: RefreshDeps, org: string, age: number): Promise<void> {
  const isDue = await deps.db.transaction(org, async (tx) => {
    const look = await lookRow(tx);
    return look === undefined || look.looked <= deps.chance.now() - age || look.position < (await deps.ledger.size(tx));
  });
  if (isDue) await refreshTasks(deps, org);
}

async function close(tx: Tx, task: Known, { state, because, explained }: Closing, now: number) {
  if (explained !== undefined) await setExplained(tx, task.key, explained);
  await setState(tx, task.key, { state, because, now });
  return { key: task.key, title: task.title, because };
}

export async function foundationIn(
  { zoneOf }: RefreshDeps,
  tx: Tx,
  { instant, position }: Moment,
): Promise<Foundation> {
  const engagements = await openedEngagements(tx, position);
  const controls = [...(await controlVersions(tx, position)).values()];
  const bringing = await sourcesBringing(tx, position);
  const deal = await saidDeal(tx, position);
  return {
    hasExamination: engagements.length > 0,
    hasControls: controls.some((versions) => inForceAt(versions, instant)?.definition.state === 'adopted'),
    hasSource: bringing.size > 0,
    hasPeople: bringing.has('person'),
    deal: deal === null ? null : dealOf(deal, zoneNamed(await zoneOf(tx)).dayOf(instant)),
  };
}

/** The examination that is worked on, which is the one that was opened last; as of a moment before, where one is given. */
export const examinedIn = (deps: RefreshDeps, org: string, at?: Moment): Promise<Examined> =>
  standing(deps, org, { at }, async (stood, ground) => {
    const { opened, facts, ranked } = stood;
    const words = await wordsIn(deps, stood, ground);
    return {
      engagement: opened.id,
      last: parseDay(daysOf(opened.engagement).last) ?? 0,
      ranked,
      gaps: gapsLeft(ranked, words),
      words,
      findings: await findingsIn(stood, ground),
      origins: new Map(facts.controls.map(({ version }) => [version.id, version.definition.origin])),
      statements: new Map(facts.controls.map(({ version: { id, definition } }) => [id, statementIn(definition)])),
    };
  });
