import { lookedAt } from '#/checks/unseen.ts';
import { decodeOutcomes, encodeOutcomes, NO_MINUTE, type Outcomes, ruleOutcome } from '#/checks/engine/outcomes.ts';
import type { Check } from '#/checks/check.ts';
import { CHECKS } from '#/checks/index.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { SYSTEM } from '#/core/segment/segment.ts';
import { tableOf } from '#/core/segment/table.ts';
import { stringReader } from '#/core/segment/text-column.ts';
import { formatInstant, MINUTE } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import { type Base, type CheckRunRow, lastAliases, lastSegments, outcomesAsOf } from '#/features/checks/index.ts';
import { windowIn } from '#/features/engagements/index.ts';
import { heldSegments } from '#/features/populations/index.ts';
import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { Basis, Entry, InParts, Part, WorkedOut } from './apart.ts';
import type { Facts, Ground } from './facts.service.ts';
import { servedBy } from './serving.ts';

const LIST = 'due-after-window';

/** What one check leaves open when a window ends. */
interface Left extends Part {
  readonly check: Check;
  readonly run: CheckRunRow;
  /** The first position of the log at which it had all records and aliases that the run saw: what followed says nothing. */
  readonly sawUntil: number;
}

/**
 * Items of the window whose deadline falls after its last day: those that are pending when it ends. A run that was made
 * before that says it; of a later run, which has judged some of them by now, the rule is asked what it says of the same
 * records as of the end.
 */
export async function dueAfterWindow(ground: Ground, facts: Facts): Promise<InParts> {
  const parts = await partsIn(ground, facts);
  return {
    list: LIST,
    parts,
    workOut: (wanted) =>
      workOut(
        ground,
        facts,
        parts.filter((part) => wanted.includes(part)),
      ),
  };
}

/** Of other checks no example waits for a deadline: there is none in their rules. */
const canBePending = ({ examples }: Check): boolean => examples.some(({ expect }) => expect === 'pending');

async function partsIn({ tx, opened, erased }: Ground, facts: Facts): Promise<readonly Left[]> {
  const window = windowIn(opened.engagement);
  const held = await heldSegments(tx, Number.MAX_SAFE_INTEGER);
  const aliases = await lastAliases(
    tx,
    [...facts.runs.values()].map(({ asOfPosition }) => asOfPosition),
  );
  const lastOf = await lastSegmentsAt(tx, facts);
  const parts: Left[] = [];
  for (const check of CHECKS.filter(canBePending)) {
    const run = facts.runs.get(check.id);
    const controls = servedBy(facts, check);
    if (run === undefined || controls.length === 0) continue;
    const { inputs, rule, asOf, asOfPosition, outcomes } = run;
    const made = {
      window: { ...window },
      inputs: inputs as Json,
      rule: rule as Json,
      aliases: aliases.get(asOfPosition) ?? -1,
      // as of the end it says the same whenever it ran, and whatever was excluded
      said: asOf >= window.end ? null : outcomes,
      erased,
    };
    const saw = lookedAt(check).map((population) => lastOf(asOfPosition).get(population) ?? -1);
    parts.push({
      check,
      run,
      sawUntil: Math.max(made.aliases, ...saw) + 1,
      subject: `${check.id} ${window.start} ${window.end}`,
      key: sha256Hex(canonicalJson(made)),
      rows: lookedAt(check).reduce((sum, population) => sum + (held.get(population)?.rows ?? 0), 0),
      shown: (entry) => ({
        ...entry,
        population: check.population,
        check: check.id,
        controls,
        because: `it was pending when the window ended: ${check.title}`,
      }),
    });
  }
  return parts;
}

/** By position of a run, where the log had taken the last records of each population by then. */
async function lastSegmentsAt(tx: Ground['tx'], { runs }: Facts) {
  const at = new Map<number, ReadonlyMap<string, number>>();
  for (const position of new Set([...runs.values()].map(({ asOfPosition }) => asOfPosition)))
    at.set(position, await lastSegments(tx, position));
  return (position: number): ReadonlyMap<string, number> => at.get(position) ?? new Map();
}

async function workOut(ground: Ground, facts: Facts, parts: readonly Left[]): Promise<ReadonlyMap<string, WorkedOut>> {
  const window = windowIn(ground.opened.engagement);
  const isLater = ({ run }: Left): boolean => run.asOf >= window.end;
  const later = parts.filter(isLater);
  const bases = new Map<string, Base>();
  for (const part of later) {
    const base = await baseOf(ground, part);
    if (base !== null) bases.set(part.check.id, base);
  }
  const runs = later.map(({ run }) => run);
  const atEnd = await outcomesAsOf(ground.tx, ground.open, runs, { instant: window.end, bases });
  const made = new Map<string, WorkedOut>();
  for (const part of parts) {
    const outcomes = isLater(part) ? atEnd.get(part.check.id)?.outcomes : await facts.outcomesOf(part.check.id);
    if (outcomes === undefined) continue;
    const of = { rule: ruleKey(part.run), asOfPosition: part.sawUntil };
    made.set(part.subject, {
      entries: await entriesOf(ground, part, { outcomes, places: pendingIn(outcomes, window) }),
      basis: isLater(part) ? { of, bytes: encodeOutcomes(outcomes) } : null,
    });
  }
  return made;
}

const ruleKey = ({ rule }: CheckRunRow): string => sha256Hex(canonicalJson(rule as Json));

/** What the same rule said as of the end of fewer records. */
async function baseOf({ keeping, erased }: Ground, { run, subject }: Left): Promise<Base | null> {
  const last = await keeping.lastBasis(LIST, subject);
  if (last === undefined || last.basis === null || last.erased !== erased) return null;
  const { rule, asOfPosition } = last.value as unknown as Basis;
  if (rule !== ruleKey(run) || asOfPosition > run.asOfPosition) return null;
  return { asOfPosition, outcomes: decodeOutcomes(last.basis) };
}

function pendingIn({ codes, from, to, dueItems, dueAt }: Outcomes, { start, end }: Window): readonly number[] {
  const places: number[] = [];
  dueItems.forEach((item, place) => {
    const first = from[item] ?? NO_MINUTE;
    const inWindow = first !== NO_MINUTE && first * MINUTE < end && (to[item] ?? 0) * MINUTE >= start;
    if (inWindow && (dueAt[place] ?? 0) > end && ruleOutcome(codes[item] ?? 0) === 'pending') places.push(place);
  });
  return places;
}

async function entriesOf(
  { open }: Ground,
  { check, run }: Left,
  { outcomes: { from, dueItems, dueAt }, places }: { readonly outcomes: Outcomes; readonly places: readonly number[] },
): Promise<readonly Entry[]> {
  if (places.length === 0) return [];
  const segments = await open(check.population);
  const observed = populationNamed(check.population).shape.kind === 'observed';
  const table = tableOf(segments, { observed, asOf: run.asOfPosition });
  const keys = segments.map(({ column, rows }) => stringReader(column(SYSTEM.key), rows));
  return places.map((place) => {
    const item = dueItems[place] ?? 0;
    const minute = from[item] ?? 0;
    return {
      item: keys[table.segmentOf[item] ?? 0]?.at(table.rowOf[item] ?? 0) ?? '',
      occurred: minute === 0 ? null : formatInstant(minute * MINUTE),
      due: dueAt[place] ?? null,
      received: null,
    };
  });
}
