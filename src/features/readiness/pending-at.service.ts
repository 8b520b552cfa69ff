import { lookedAt } from '#/checks/unseen.ts';
import { type Left, NOTHING_CARRIED, outcomeNow, type Placed } from '#/checks/carried.ts';
import { decodeOutcomes, encodeOutcomes, NO_MINUTE, type Outcomes } from '#/checks/engine/outcomes.ts';
import type { Check } from '#/checks/check.ts';
import { CHECKS } from '#/checks/index.ts';
import type { Carried } from '#/core/status/carried.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { SYSTEM } from '#/core/segment/segment.ts';
import { tableOf } from '#/core/segment/table.ts';
import { stringReader } from '#/core/segment/text-column.ts';
import { formatInstant, type Instant, MINUTE, NEVER } from '#/core/time/instant.ts';
import type { Outcome } from '#/core/verdict.ts';
import { type Base, type CheckRunRow, outcomesAsOf } from '#/features/checks/index.ts';
import { windowIn } from '#/features/engagements/index.ts';
import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { ApartList } from './apart.contract.ts';
import type { Basis, Entry, InParts, Part, WorkedOut } from './apart.ts';
import type { Facts, Ground } from './facts.service.ts';
import { type Serving, servedBy } from './serving.ts';

/** Raise it when more, or something else, is kept of what lies at an edge. */
const FORM = 2;

/** An end of a window at which items wait for a deadline, and which of them a list is about. */
export interface Edge {
  readonly list: ApartList;
  /** Which checks can put something there. */
  readonly of: (check: Check) => boolean;
  readonly at: Instant;
  readonly placed: Placed;
  /** Does it say what became of them since? Then it is made of what the run says, too. */
  readonly became: boolean;
  /** By what the rule says as of the edge, and by what the run says where the list says what became of them. */
  readonly leftBy: (
    then: Outcomes,
    now: Outcomes | undefined,
  ) => { readonly left: readonly Left[]; readonly carried: Carried | null };
  readonly because: (check: Check, was: Left['was']) => string;
}

/** The last runs of an organization, and the controls that they serve. */
export type Judged = Pick<Facts, 'runs' | 'outcomesOf' | 'saw'> & Serving;

/** What one check leaves open at an edge. */
interface Leaving extends Part {
  readonly check: Check;
  readonly run: CheckRunRow;
  /** The first position of the log at which it had all records and aliases that the run saw: what followed says nothing. */
  readonly sawUntil: number;
}

/**
 * Items that are pending at an edge of the window. A run that was made before it says it; of a later run, which has
 * judged some of them by now, the rule is asked what it says of the same records as of the edge.
 */
export async function pendingAt(ground: Ground, judged: Judged, edge: Edge): Promise<InParts> {
  const parts = await partsIn(ground, judged, edge);
  const workOut = async (wanted: readonly Part[]) => {
    const chosen = parts.filter((part) => wanted.includes(part));
    return workedOut(ground, judged, edge, chosen);
  };
  return { list: edge.list, parts, workOut };
}

async function partsIn({ opened, erased }: Ground, judged: Judged, edge: Edge): Promise<readonly Leaving[]> {
  const window = windowIn(opened.engagement);
  const saw = await judged.saw();
  const parts: Leaving[] = [];
  for (const check of CHECKS.filter(edge.of)) {
    const run = judged.runs.get(check.id);
    const controls = servedBy(judged, check);
    if (run === undefined || controls.length === 0) continue;
    const { inputs, rule, asOf, asOfPosition, outcomes } = run;
    const made = {
      form: FORM,
      window: { ...window },
      inputs: inputs as Json,
      rule: rule as Json,
      aliases: saw.alias(asOfPosition),
      // as of the edge it says the same whenever it ran, and whatever was excluded
      said: asOf >= edge.at && !edge.became ? null : outcomes,
      erased,
    };
    const last = lookedAt(check).map((population) => saw.held(asOfPosition).get(population)?.last ?? -1);
    parts.push({
      check,
      run,
      sawUntil: Math.max(made.aliases, ...last) + 1,
      subject: `${check.id} ${window.start} ${window.end}`,
      key: sha256Hex(canonicalJson(made)),
      rows: lookedAt(check).reduce((sum, population) => sum + (saw.heldNow.get(population)?.rows ?? 0), 0),
      controls,
      shown: ({ outcome = null, was = 'pending', ...entry }) => ({
        ...entry,
        outcome,
        population: check.population,
        check: check.id,
        controls,
        because: edge.because(check, was),
      }),
    });
  }
  return parts;
}

async function workedOut(
  ground: Ground,
  judged: Judged,
  edge: Edge,
  parts: readonly Leaving[],
): Promise<ReadonlyMap<string, WorkedOut>> {
  const isLater = ({ run }: Leaving): boolean => run.asOf >= edge.at;
  const later: Leaving[] = [];
  for (const part of parts.filter(isLater)) if (await mayHave(judged, edge, part)) later.push(part);
  const bases = new Map<string, Base>();
  for (const part of later) {
    const base = await baseOf(ground, edge, part);
    if (base !== null) bases.set(part.check.id, base);
  }
  const runs = later.map(({ run }) => run);
  const atEdge = await outcomesAsOf(ground.tx, ground.open, runs, { instant: edge.at, bases });
  const made = new Map<string, WorkedOut>();
  for (const part of parts) {
    const now = edge.became || !isLater(part) ? await judged.outcomesOf(part.check.id) : undefined;
    if (isLater(part) && !later.includes(part)) {
      made.set(part.subject, { entries: [], carried: NOTHING_CARRIED, basis: null });
      continue;
    }
    const past = isLater(part) ? atEdge.get(part.check.id)?.outcomes : now;
    if (past === undefined) continue;
    const of = { rule: ruleKey(part.run), asOfPosition: part.sawUntil };
    const { left, carried } = edge.leftBy(past, edge.became ? now : undefined);
    made.set(part.subject, {
      entries: await entriesOf(ground, part, { past, now: edge.became ? now : undefined, left }),
      carried,
      basis: isLater(part) ? { of, bytes: encodeOutcomes(past) } : null,
    });
  }
  return made;
}

/** Where the run has nothing that lies as the list asks, nothing must be judged to know that it is empty. */
async function mayHave({ outcomesOf }: Judged, { became, placed }: Edge, { check }: Leaving): Promise<boolean> {
  const now = became ? await outcomesOf(check.id) : undefined;
  return now === undefined || now.from.some((first, item) => isPlaced(now, item, first, placed));
}

const isPlaced = ({ to }: Outcomes, item: number, first: number, placed: Placed): boolean =>
  first !== NO_MINUTE && placed(first * MINUTE, (to[item] ?? 0) * MINUTE);

const ruleKey = ({ rule }: CheckRunRow): string => sha256Hex(canonicalJson({ form: FORM, rule: rule as Json }));

/** What the same rule said as of the edge of fewer records. */
async function baseOf({ keeping, erased }: Ground, { list }: Edge, { run, subject }: Leaving): Promise<Base | null> {
  const last = await keeping.lastBasis(list, subject);
  if (last === undefined || last.basis === null || last.erased !== erased) return null;
  const { rule, asOfPosition } = last.value as unknown as Basis;
  if (rule !== ruleKey(run) || asOfPosition > run.asOfPosition) return null;
  return { asOfPosition, outcomes: decodeOutcomes(last.basis) };
}

interface Pending {
  readonly past: Outcomes;
  /** What the run says, where the list says what became of its items. */
  readonly now: Outcomes | undefined;
  readonly left: readonly Left[];
}

async function entriesOf(
  { open }: Ground,
  { check, run }: Leaving,
  { past, now, left }: Pending,
): Promise<readonly Entry[]> {
  if (left.length === 0) return [];
  const { from } = past;
  const segments = await open(check.population);
  const observed = populationNamed(check.population).shape.kind === 'observed';
  const table = tableOf(segments, { observed, asOf: run.asOfPosition });
  const keys = segments.map(({ column, rows }) => stringReader(column(SYSTEM.key), rows));
  const entries = left.map((each): Entry => {
    const { item, due, was } = each;
    const minute = from[item] ?? 0;
    const entry = {
      item: keys[table.segmentOf[item] ?? 0]?.at(table.rowOf[item] ?? 0) ?? '',
      occurred: minute === 0 ? null : formatInstant(minute * MINUTE),
      due: due === NEVER || was === 'overdue' || was === 'unclear' ? null : due,
      received: null,
      was,
    };
    if (now === undefined) return entry;
    const outcome = outcomeNow(past, each, now);
    // What was done in time changed then what is said of it, and its deadline nobody needs any more.
    return { ...entry, outcome, due: outcome === 'pass' || outcome === 'not-applicable' ? null : entry.due };
  });
  return entries.toSorted((a, b) => rank(a) - rank(b));
}

/** What needs eyes comes first. */
const ORDER: readonly Outcome[] = ['deviation', 'unknown', 'pending', 'excluded', 'pass', 'not-applicable'];
const rank = ({ outcome }: Entry): number => (outcome === undefined ? 0 : ORDER.indexOf(outcome));
