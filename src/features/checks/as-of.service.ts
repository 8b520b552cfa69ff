import { checkWithId } from '#/checks/index.ts';
import type { Judgement, RunInput } from '#/checks/engine/input.ts';
import type { Outcomes } from '#/checks/engine/outcomes.ts';
import { run } from '#/checks/engine/run.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { calendarOf } from '#/core/time/calendar.ts';
import type { Instant } from '#/core/time/instant.ts';
import { aliasesOf, aliasRows } from '#/features/people/index.ts';
import type { Open, OpenedSegment } from '#/features/populations/index.ts';
import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import { lookedAt } from './behind.service.ts';
import type { Rule } from './rule.ts';
import type { CheckRunRow } from './store.ts';

/**
 * What the rules of runs say as of an earlier instant of the very records that those runs saw; by check, and without
 * what people excluded. Nothing of it is stored or sealed.
 */
export async function outcomesAsOf(
  tx: Tx,
  open: Open,
  runs: readonly CheckRunRow[],
  instant: Instant,
): Promise<ReadonlyMap<string, Outcomes>> {
  const said = new Map<string, Outcomes>();
  const aliases = new Map<number, Promise<RunInput['aliases']>>(); // most runs saw the same ones
  const aliasesAt = (position: number): Promise<RunInput['aliases']> => {
    const known = aliases.get(position) ?? aliasRows(tx, position).then(aliasesOf);
    aliases.set(position, known);
    return known;
  };
  const together = Map.groupBy(runs, ({ population, asOfPosition, rule }) =>
    canonicalJson([population, asOfPosition, (rule as Rule).calendar as unknown as Json]),
  );
  for (const group of together.values()) {
    const setups = setupsOf(group);
    const [first] = group;
    if (first === undefined || setups.length === 0) continue;
    const judgements = judged({
      population: first.population as PopulationName,
      setups,
      open: await opened(open, setups),
      aliases: await aliasesAt(first.asOfPosition),
      calendar: calendarOf((first.rule as Rule).calendar),
      asOf: { position: first.asOfPosition, instant },
      earlier: null,
    });
    judgements.forEach(({ outcomes }, at) => said.set(setups[at]?.check.id ?? '', outcomes));
  }
  return said;
}

const setupsOf = (runs: readonly CheckRunRow[]): RunInput['setups'] =>
  runs.flatMap(({ checkId, rule }) => {
    const check = checkWithId(checkId);
    return check === undefined
      ? []
      : [{ check, parameters: (rule as Rule).parameters, exclusions: new Map(), earlier: null }];
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
