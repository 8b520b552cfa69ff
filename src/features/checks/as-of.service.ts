import { checkWithId } from '#/checks/index.ts';
import type { Judgement, RunInput, Setup } from '#/checks/engine/input.ts';
import type { Outcomes } from '#/checks/engine/outcomes.ts';
import { run } from '#/checks/engine/run.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { calendarOf } from '#/core/time/calendar.ts';
import type { Instant } from '#/core/time/instant.ts';
import { aliasesOf, aliasRows } from '#/features/people/index.ts';
import type { Open, OpenedSegment } from '#/features/populations/index.ts';
import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import { lookedAt } from '#/checks/unseen.ts';
import { readingsBefore } from './readings.service.ts';
import type { Rule } from './rule.ts';
import type { CheckRunRow } from './store.ts';

/** What the same rule said as of the same instant of fewer records: only what came in since is judged again. */
export interface Base {
  /** It saw what was sealed before this position. */
  readonly asOfPosition: number;
  readonly outcomes: Outcomes;
}

/** The instant that is asked about, and by check what may be known already. */
export interface Asked {
  readonly instant: Instant;
  readonly bases: ReadonlyMap<string, Base>;
}

/**
 * What the rules of runs say as of an earlier instant of the very records that those runs saw; by check, and without
 * what people excluded. It reads whole populations, and nothing of it is sealed.
 */
export async function outcomesAsOf(
  tx: Tx,
  open: Open,
  runs: readonly CheckRunRow[],
  { instant, bases }: Asked,
): Promise<ReadonlyMap<string, Judgement>> {
  const said = new Map<string, Judgement>();
  const aliases = new Map<number, Promise<RunInput['aliases']>>(); // most runs saw the same ones
  const aliasesAt = (position: number): Promise<RunInput['aliases']> => {
    const known = aliases.get(position) ?? aliasRows(tx, position).then(aliasesOf);
    aliases.set(position, known);
    return known;
  };
  const together = Map.groupBy(runs, ({ checkId, population, asOfPosition, rule }) =>
    canonicalJson([
      population,
      asOfPosition,
      (rule as Rule).calendar as unknown as Json,
      bases.get(checkId)?.asOfPosition ?? null,
    ]),
  );
  for (const group of together.values()) {
    const setups = setupsOf(group, bases);
    const [first] = group;
    if (first === undefined || setups.length === 0) continue;
    const base = bases.get(first.checkId);
    const checks = setups.map(({ check }) => check);
    const judgements = judged({
      population: first.population as PopulationName,
      setups,
      open: await opened(open, setups),
      aliases: await aliasesAt(first.asOfPosition),
      calendar: calendarOf((first.rule as Rule).calendar),
      asOf: { position: first.asOfPosition, instant },
      readings: await readingsBefore(tx, checks, first.asOfPosition),
      earlier:
        base === undefined
          ? null
          : {
              asOf: { position: base.asOfPosition, instant },
              aliases: await aliasesAt(base.asOfPosition),
              readings: await readingsBefore(tx, checks, base.asOfPosition),
            },
    });
    judgements.forEach((judgement, at) => said.set(setups[at]?.check.id ?? '', judgement));
  }
  return said;
}

const setupsOf = (runs: readonly CheckRunRow[], bases: Asked['bases']): readonly Setup[] =>
  runs.flatMap(({ checkId, rule }) => {
    const check = checkWithId(checkId);
    const earlier = bases.get(checkId)?.outcomes ?? null;
    return check === undefined
      ? []
      : [{ check, parameters: (rule as Rule).parameters, exclusions: new Map(), earlier }];
  });

async function opened(open: Open, setups: RunInput['setups']): Promise<RunInput['open']> {
  const segments = new Map<PopulationName, readonly OpenedSegment[]>();
  for (const name of new Set(setups.flatMap(({ check }) => lookedAt(check)))) segments.set(name, await open(name));
  return (name) => segments.get(name) ?? [];
}

function judged(input: RunInput): readonly Judgement[] {
  const running = run(input);
  for (let step = running.next(); ; step = running.next()) if (step.done === true) return step.value;
}
