import { markAffected } from './affected.ts';
import { contextOf } from './context.ts';
import type { Finding, Judgement, RunInput } from './input.ts';
import { Judge } from './judge.ts';
import type { Marks } from './marks.ts';
import type { Table } from '#/core/segment/table.ts';

const BATCH = 10_000;

/**
 * Judges every item of a population by all its checks in one pass, and yields findings in batches. With an earlier
 * run it judges only what changed and what came due; the outcomes are the same as without.
 */
export function* run(input: RunInput): Generator<readonly Finding[], readonly Judgement[]> {
  const context = contextOf(input);
  const judge = new Judge(input, context);
  const marks = input.earlier === null ? null : markAffected(input, context, input.earlier);
  if (marks !== null) judge.keepAllBut(marks);
  let batch: Finding[] = [];
  const keep = (finding: Finding): void => {
    batch.push(finding);
  };
  const { itemOf } = context.main.table;
  const rows = marks === null ? itemOf.map(({ length }) => everyRow(length)) : markedRows(context.main.table, marks);
  for (const [place, segment] of context.main.segments.entries()) {
    const { of, count } = rows[place] ?? everyRow(0);
    if (count > 0) judge.open(segment, place);
    for (let at = 0; at < count; at += 1) {
      const row = of(at);
      const item = itemOf[place]?.[row] ?? -1;
      if (item < 0) continue;
      judge.item(item, row, marks, keep);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
  return judge.judgements();
}

/** Rows of a segment that are looked at. */
interface Rows {
  readonly of: (at: number) => number;
  readonly count: number;
}

const everyRow = (count: number): Rows => ({ of: (at) => at, count });

/** The rows of each segment that are marked for any check. */
function markedRows({ itemOf, segmentOf, rowOf }: Table, marks: Marks): readonly Rows[] {
  const marked = itemOf.map((): number[] => []);
  for (const item of marks.any()) marked[segmentOf[item] ?? 0]?.push(rowOf[item] ?? 0);
  return marked.map((rows) => ({ of: (at) => rows[at] ?? 0, count: rows.length }));
}
