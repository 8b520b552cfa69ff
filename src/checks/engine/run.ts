import { markAffected } from './affected.ts';
import { contextOf } from './context.ts';
import type { Finding, Judgement, RunInput } from './input.ts';
import { Judge } from './judge.ts';

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
  for (const [place, segment] of context.main.segments.entries()) {
    const items = context.main.table.itemOf[place] ?? new Int32Array(0);
    if (marks !== null && !items.some((item) => marks.any[item] === 1)) continue;
    judge.open(segment, place);
    for (let row = 0; row < items.length; row += 1) {
      const item = items[row] ?? -1;
      if (item < 0 || (marks !== null && marks.any[item] !== 1)) continue;
      judge.item(item, row, marks, keep);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
  return judge.judgements();
}
