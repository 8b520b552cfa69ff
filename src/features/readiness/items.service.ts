import { CONTINUES, NO_MINUTE, type Outcomes, ruleOutcome, shownOutcome } from '#/checks/engine/outcomes.ts';
import type { Check } from '#/checks/check.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { rowReader } from '#/core/segment/row-reader.ts';
import { numbersOf, SYSTEM } from '#/core/segment/segment.ts';
import { type Table, tableOf } from '#/core/segment/table.ts';
import { MINUTE } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import type { Outcome } from '#/core/verdict.ts';
import { type CheckRunRow, type ExclusionRow, findingsOfItems } from '#/features/checks/index.ts';
import { artifactRows, type OpenedSegment } from '#/features/populations/index.ts';
import type { Ground } from './facts.service.ts';

/** What a reader wants to see first. */
const ORDER: readonly Outcome[] = ['deviation', 'unknown', 'excluded', 'pending', 'pass', 'not-applicable'];

export interface Judged {
  readonly check: Check;
  readonly run: CheckRunRow;
  readonly outcomes: Outcomes;
  readonly window: Window;
  /** By item, those that hold. */
  readonly exclusions: ReadonlyMap<string, ExclusionRow>;
  readonly limit: number;
}

/** Items of a window that a run judged, those that need eyes first; each down to the bytes that it was read from. */
export async function itemsOf(ground: Ground, judged: Judged) {
  const { check, run, outcomes } = judged;
  const segments = await ground.open(check.population);
  const observed = populationNamed(check.population).shape.kind === 'observed';
  const table = tableOf(segments, { observed, asOf: run.asOfPosition });
  if (table.size !== outcomes.size) return [];
  const chosen = choose(judged);
  const rows = chosen.map((item) => readRow(judged, segments, table, item));
  const artifacts = await artifactRows(
    ground.tx,
    rows.flatMap(({ artifact }) => artifact ?? []),
  );
  const findings = await findingsOfItems(
    ground.tx,
    run,
    rows.map(({ item }) => item),
  );
  const reasonOf = (item: string, look: number | null): string =>
    findings.find((finding) => finding.item === item && finding.look === look)?.reason ?? '';
  return rows.map(({ artifact, look, ...row }) => {
    const exclusion = row.outcome === 'excluded' ? judged.exclusions.get(row.item) : undefined;
    const source = artifact === null ? undefined : artifacts.get(artifact);
    return {
      ...row,
      look,
      reason: reasonOf(row.item, look),
      exclusion: exclusion === undefined ? null : shownExclusion(exclusion),
      artifact:
        source === undefined
          ? null
          : { name: source.name, sha256: source.sha256, grade: source.grade, position: source.position },
    };
  });
}

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
    position: segment.merged ? (numbersOf(segment.column(SYSTEM.position), segment.rows)[row] ?? 0) : segment.position,
    place: read.place,
    note: read.note,
    artifact: read.artifact === null ? null : (segment.artifacts[read.artifact] ?? null),
  };
}
