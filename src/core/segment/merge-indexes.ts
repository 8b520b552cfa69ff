import { type Column, joinParts, type Part } from './column.ts';
import { IndexReader, MANY_SCHEMES } from './index-column.ts';
import { mergedRuns } from './merge.ts';

/** What `encodeIndex` makes of the same values, in rows that `rowOf` gives. */
export function mergeIndexes(
  name: string,
  parts: readonly Pick<Part, 'body' | 'layout'>[],
  rowOf: readonly Uint32Array[],
): Column {
  const {
    orders,
    segments,
    rows: own,
  } = mergedRuns(
    parts.map((part, place) => new IndexReader(part).run(place)),
    null,
  );
  const rows = Uint32Array.from(own, (row, at) => rowOf[segments[at] ?? 0]?.[row] ?? 0);
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    while (orders[to] === orders[from] && to < rows.length) to += 1;
    if (to > from + 1) rows.subarray(from, to).sort();
    from = to;
  }
  return {
    name,
    type: 'index',
    layout: { length: rows.length, schemes: schemesOf(parts) },
    body: joinParts([orders, rows]),
  };
}

/** Where one of them holds too many to keep apart, so do all together. */
function schemesOf(parts: readonly Pick<Part, 'layout'>[]): readonly string[] {
  const schemes = new Set<string>();
  for (const { layout } of parts) {
    const own = Array.isArray(layout['schemes']) ? (layout['schemes'] as readonly string[]) : [];
    if (own.length === 0 && Number(layout['length']) > 0) return [];
    for (const scheme of own) schemes.add(scheme);
  }
  return schemes.size < MANY_SCHEMES ? [...schemes].sort() : [];
}
