import type { Explained } from '#/core/status/explained.ts';
import { MINUTE } from '#/core/time/instant.ts';
import { windowIn } from '#/features/engagements/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { apartOf } from './apart.service.ts';
import { type Words, wordsOn } from './explained.ts';
import type { Ground } from './facts.service.ts';
import type { Ranked } from './gaps.ts';
import type { ReadinessDeps, Standing } from './standing.service.ts';

/** Deviations that a run shows. */
export interface Deviating {
  readonly run: { readonly checkId: string; readonly base: number; readonly number: number };
  /** Minutes in which they may have occurred, half-open; null: whenever that was. */
  readonly minutes: { readonly from: number; readonly to: number } | null;
  /** Items apart from these minutes that deviate, too. */
  readonly besides: readonly string[];
}

/** Of how many of some deviations management had said something before a position of the log. */
export type ExplainedOf = (tx: Tx, asOf: number, of: readonly Deviating[]) => Promise<readonly number[]>;

/** What reads where an examination stands, and advises what to do about it. */
export interface AdvisingDeps extends ReadinessDeps {
  /** Words on deviations are kept where the tasks that follow from them are made, which stands above this. */
  readonly explained: ExplainedOf;
}

type Deps = Pick<AdvisingDeps, 'explained' | 'ledger'>;

/** By control that shows deviations of checks, of how many of them something is said. */
export async function wordsIn(deps: Deps, stood: Standing, ground: Ground): Promise<ReadonlyMap<string, Words>> {
  const found = await deviatingOf(deps, stood, ground);
  if (found.length === 0) return new Map();
  const said = await deps.explained(ground.tx, ground.asOf.position, found);
  const all = found.map((each, at) => ({ ...each, said: said[at] ?? 0 }));
  return new Map(
    [...Map.groupBy(all, ({ control }) => control)].map(([control, of]) => [
      control.id,
      wordsOn(control, new Map(of.map((each): [string, Explained] => [each.run.checkId, each]))),
    ]),
  );
}

interface Found extends Deviating {
  readonly control: Ranked;
  /** How many there are. */
  readonly of: number;
}

/** What checks show of each control that shows deviations. */
export async function deviatingOf(
  deps: Pick<Deps, 'ledger'>,
  stood: Standing,
  ground: Ground,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const control of stood.ranked)
    if (control.of.status === 'deviations found') found.push(...(await foundOf(deps, stood, ground, control)));
  return found;
}

async function foundOf(
  deps: Pick<Deps, 'ledger'>,
  { facts: { runs, ...facts } }: Standing,
  ground: Ground,
  control: Ranked,
): Promise<readonly Found[]> {
  const { start, end } = windowIn(ground.opened.engagement);
  const minutes = { from: Math.ceil(start / MINUTE), to: Math.ceil((control.facts.retiredAt ?? end) / MINUTE) };
  const deviating = control.facts.checks.flatMap(({ id, run }) => {
    const last = runs.get(id);
    const before = run === null ? 0 : run.carried.deviation + run.carried.overdue;
    const of = (run?.counts.shown.deviation ?? 0) + before;
    return last === undefined || of === 0 ? [] : [{ run: last, of, before }];
  });
  const besides = deviating.some(({ before }) => before > 0)
    ? await deviatingBefore({ ground, facts: { runs, ...facts }, ledger: deps.ledger, patient: false }, control.id)
    : new Map<string, readonly string[]>();
  return deviating.map(({ run, of, before }) => {
    const items = besides.get(run.checkId) ?? [];
    return { control, run, minutes, besides: items, of: of + Math.max(0, items.length - before) };
  });
}

/** As many items from before the window are looked at one by one; where there are more, nobody can say that all are explained. */
const MOST_BEFORE = 1_000;

/** By check, the items from before the window that were late in it. */
async function deviatingBefore(
  asking: Parameters<typeof apartOf>[0],
  control: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { items, end } = await apartOf(asking, {
    list: 'open-before-window',
    after: null,
    limit: MOST_BEFORE,
    control,
  });
  if (end !== null) return new Map();
  const late = items.filter(({ outcome }) => outcome === 'deviation');
  return new Map(
    [...Map.groupBy(late, ({ check }) => check ?? '')].map(([check, of]) => [check, of.map(({ item }) => item)]),
  );
}
