import { CONTINUES, NO_MINUTE, type Outcomes, ruleOutcome, shownOutcome } from '#/checks/engine/outcomes.ts';
import { type Check, passesOnWord } from '#/checks/check.ts';
import { itemGrade } from '#/core/grades.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { rowReader } from '#/core/segment/row-reader.ts';
import { positionsOf } from '#/core/segment/merge.ts';
import { rowsOfKeys } from '#/core/segment/rows-of-key.ts';
import { type Table, tableOf } from '#/core/segment/table.ts';
import { MINUTE } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import type { Outcome } from '#/core/verdict.ts';
import { windowIn } from '#/features/engagements/index.ts';
import { type CheckRunRow, type ExclusionRow, exclusionRows, findingsOfItems } from '#/features/checks/index.ts';
import { artifactRows, type OpenedSegment } from '#/features/populations/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Facts, Ground } from './facts.service.ts';
import { kept, keyOf } from './kept.service.ts';

/** What a reader wants to see first. */
const ORDER: readonly Outcome[] = ['deviation', 'unknown', 'excluded', 'pending', 'pass', 'not-applicable'];

/** So many of each check are kept; who asks for more waits until the population is read. */
const KEPT_ITEMS = 50;
/** Of what is kept; another one is worked out anew. */
const FORM = 3;

interface JudgedRun {
  readonly check: Check;
  readonly run: CheckRunRow;
}

/** An item as its run judged it, with the record that it was read from. */
type JudgedItem = Omit<ReturnType<typeof readRow>, 'presence'> & { readonly reported: Version | null };

/** A version of a record, and the bytes that it was read from. */
interface Version {
  readonly position: number;
  readonly place: string;
  readonly artifact: string | null;
}

/** By check, items of a window. */
export type JudgedItems = ReadonlyMap<string, readonly JudgedItem[]>;

/**
 * By check, the items of a window that its last run judged, those that need eyes first. They are read from the records
 * where nobody did before, or where more are wanted than are kept.
 */
export async function itemsOf(
  ground: Ground,
  facts: Pick<Facts, 'runs' | 'outcomesOf'>,
  { checks, limit }: { readonly checks: readonly Check[]; readonly limit: number },
): Promise<JudgedItems> {
  const window = windowIn(ground.opened.engagement);
  const parts = checks.flatMap((check) => {
    const run = facts.runs.get(check.id);
    if (run === undefined) return [];
    const { outcomes, inputs } = run;
    const made = { form: FORM, window: { ...window }, outcomes, inputs: inputs as Json, erased: ground.erased };
    return [{ check, run, subject: `${check.id} ${window.start} ${window.end}`, key: keyOf(made) }];
  });
  const read = async (judged: JudgedRun, most: number): Promise<readonly JudgedItem[]> => {
    const outcomes = await facts.outcomesOf(judged.check.id);
    return outcomes === undefined ? [] : readItems(ground, { ...judged, outcomes, window, limit: most });
  };
  const values = await kept(ground, 'items', {
    parts,
    workOut: async (part) => ({ value: (await read(part, KEPT_ITEMS)).map(toKeep) }),
  });
  const items = new Map<string, readonly JudgedItem[]>();
  for (const part of parts) {
    const known = (values.get(part.subject) ?? []) as unknown as readonly JudgedItem[];
    const isWhole = known.length < KEPT_ITEMS || limit <= KEPT_ITEMS;
    items.set(part.check.id, isWhole ? known.slice(0, limit) : await read(part, limit));
  }
  return items;
}

const toKeep = ({ reported, ...item }: JudgedItem): Json => ({
  ...item,
  reported: reported === null ? null : { ...reported },
});

interface Judged extends JudgedRun {
  readonly outcomes: Outcomes;
  readonly window: Window;
  readonly limit: number;
}

async function readItems(ground: Ground, judged: Judged): Promise<readonly JudgedItem[]> {
  const { check, run, outcomes } = judged;
  const segments = await ground.open(check.population);
  const observed = populationNamed(check.population).shape.kind === 'observed';
  const table = tableOf(segments, { observed, asOf: run.asOfPosition });
  if (table.size !== outcomes.size) return [];
  const read = choose(judged).map((item) => readRow(judged, segments, table, item));
  const gone = read.filter(({ presence }) => presence === 'gone');
  const reported = gone.length === 0 ? () => null : lastReported(check, segments);
  return read.map(({ presence, ...item }) => ({ ...item, reported: presence === 'gone' ? reported(item) : null }));
}

/** By check, items with why, who excluded them, and the bytes that each was read from. */
export async function shownItems({ tx, asOf }: Ground, { runs }: Pick<Facts, 'runs'>, judged: JudgedItems) {
  const every = [...judged].flatMap(([check, items]) => items.map((item) => ({ check, ...item })));
  const ids = every.flatMap(({ artifact, reported }) => [artifact ?? [], reported?.artifact ?? []].flat());
  const artifacts = await artifactRows(tx, [...new Set(ids)]);
  const bytesOf = (id: string | null) => {
    const known = id === null ? undefined : artifacts.get(id);
    return known === undefined
      ? null
      : { name: known.name, sha256: known.sha256, grade: known.grade, position: known.position };
  };
  const wanted = [...judged].flatMap(([check, items]) => {
    const run = runs.get(check);
    return run === undefined ? [] : [{ run, items: items.map(({ item }) => item) }];
  });
  const found = await findingsOfItems(tx, wanted);
  const reasons = new Map(found.map(({ checkId, item, look, reason }) => [named(checkId, item, look), reason]));
  const excluded = every.some(({ outcome }) => outcome === 'excluded') ? await exclusionRows(tx, asOf.position) : [];
  const exclusions = new Map(excluded.map((row) => [named(row.checkId, row.item, null), row]));
  const shown = every.map(({ check, artifact, reported, onWord, ...row }) => {
    const exclusion = row.outcome === 'excluded' ? exclusions.get(named(check, row.item, null)) : undefined;
    const item = {
      ...row,
      reason: reasons.get(named(check, row.item, row.look)) ?? '',
      exclusion: exclusion === undefined ? null : shownExclusion(exclusion),
      artifact: bytesOf(artifact),
      grade: itemGrade(bytesOf(artifact)?.grade ?? null, onWord),
      reported: reported === null ? null : { ...reported, artifact: bytesOf(reported.artifact) },
    };
    return { check, item };
  });
  const byCheck = Map.groupBy(shown, ({ check }) => check);
  return new Map([...byCheck].map(([check, own]) => [check, own.map(({ item }) => item)]));
}

const named = (check: string, item: string, look: number | null): string => JSON.stringify([check, item, look]);

const shownExclusion = ({ position, reason, person, expires, knownOutcome }: ExclusionRow) => ({
  position,
  reason,
  person,
  expires,
  knownOutcome: knownOutcome as Outcome | null,
});

/** Places of the items to show; the worst first, then in key order. */
function choose({ outcomes, window, limit }: Judged): readonly number[] {
  const chosen = ORDER.map((): number[] => []);
  for (let item = 0; item < outcomes.size; item += 1) {
    const first = outcomes.from[item] ?? NO_MINUTE;
    if (first === NO_MINUTE || first * MINUTE >= window.end || (outcomes.to[item] ?? 0) * MINUTE < window.start)
      continue;
    const group = chosen[ORDER.indexOf(shownOutcome(outcomes.codes[item] ?? 0))];
    if (group !== undefined && group.length < limit) group.push(item);
  }
  return chosen.flat().slice(0, limit);
}

function readRow({ check, outcomes }: Judged, segments: readonly OpenedSegment[], table: Table, item: number) {
  const segment = segments[table.segmentOf[item] ?? 0];
  const row = table.rowOf[item] ?? 0;
  if (segment === undefined) throw new TypeError(`item ${item} is in no segment`);
  const { fields } = populationNamed(check.population);
  const read = rowReader(fields, segment, (artifact) => artifact)(row);
  const code = outcomes.codes[item] ?? 0;
  const from = outcomes.from[item] ?? 0;
  const observed = populationNamed(check.population).shape.kind === 'observed';
  return {
    item: read.key,
    outcome: shownOutcome(code),
    rule: ruleOutcome(code),
    /** Another state of the item before it. */
    continues: (code & CONTINUES) !== 0,
    look: observed ? read.collected : null,
    occurred: from === 0 ? null : from * MINUTE,
    presence: read.presence,
    position: positionsOf(segment)(row),
    place: read.place,
    note: read.note,
    artifact: artifactOf(segment, read.artifact),
    onWord: passesOnWord(check, shownOutcome(code), read.fact),
  };
}

const artifactOf = (segment: OpenedSegment, artifact: number | null): string | null =>
  artifact === null ? null : (segment.artifacts[artifact] ?? null);

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** That something is no longer reported stands in no bytes; the version before it does. */
function lastReported({ population }: Check, segments: readonly OpenedSegment[]) {
  const { fields } = populationNamed(population);
  const find = rowsOfKeys(segments);
  const readers = segments.map((segment) => once(() => rowReader(fields, segment, (id) => id)));
  const positions = segments.map(positionsOf);
  return ({ item, position }: { readonly item: string; readonly position: number }): Version | null => {
    let last: Version | null = null;
    find(item, (place, row) => {
      const segment = segments[place];
      if (segment === undefined) return;
      const [at, read] = [positions[place]?.(row) ?? position, readers[place]?.()(row)];
      if (read === undefined || at >= position || (last !== null && at <= last.position)) return;
      const { presence, place: lies, artifact } = read;
      if (presence === 'present') last = { position: at, place: lies, artifact: artifactOf(segment, artifact) };
    });
    return last;
  };
}
