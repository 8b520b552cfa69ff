import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import type { Keyed, KeyedMirror, Mirror } from './mirror.ts';

/** Something in the database or among the files that is not as it was written. */
export interface Found {
  readonly where: string;
  readonly what: string;
}

/** What the log seals, kept while it is read. */
export interface SealedThings {
  readonly byKind: Map<string, Map<number, Readonly<Record<string, Json>>>>;
  readonly erased: Set<number>;
}

/** Rows that do not say what was sealed, that are missing, and that nothing seals; one that `mayBeGone` is no fault where it is. */
export function mirrorFaults(
  { table, kinds, sealed: sealedBy }: Mirror,
  rows: Awaited<ReturnType<Mirror['rows']>>,
  { byKind, erased }: SealedThings,
  mayBeGone: (position: number) => boolean = () => false,
): readonly Found[] {
  const faults: Found[] = [];
  const found = Map.groupBy(rows, ({ position }) => position);
  for (const kind of kinds) {
    for (const [position, payload] of byKind.get(kind) ?? []) {
      const said = (found.get(position) ?? []).map(({ says }) => canonicalJson(says));
      const expected = sealedBy(payload, kind).map((says) => canonicalJson(says));
      found.delete(position);
      if (said.length === 0 && mayBeGone(position)) continue;
      if (said.join('\n') !== expected.join('\n'))
        faults.push({
          where: `table ${table}, position ${position}`,
          what: said.length === 0 ? 'the row is missing' : 'the row does not say what was sealed',
        });
    }
  }
  for (const position of found.keys()) {
    const what = erased.has(position)
      ? 'the row is there, though what it says was erased'
      : 'the log seals no such row';
    faults.push({ where: `table ${table}, position ${position}`, what });
  }
  return faults;
}

/** The same of rows that are known by something else than the entry that sealed them. */
export function keyedFaults(
  { table, kind, sealed: sealedBy }: KeyedMirror,
  rows: readonly Keyed[],
  { byKind }: Pick<SealedThings, 'byKind'>,
): readonly Found[] {
  const faults: Found[] = [];
  const found = new Map(rows.map(({ key, says }) => [key, canonicalJson(says)]));
  for (const payload of byKind.get(kind)?.values() ?? []) {
    const { key, says } = sealedBy(payload);
    const said = found.get(key);
    found.delete(key);
    if (said !== canonicalJson(says))
      faults.push({
        where: `table ${table}, ${key}`.replace(/, $/, ''),
        what: said === undefined ? 'the row is missing' : 'the row does not say what was sealed',
      });
  }
  for (const key of found.keys()) faults.push({ where: `table ${table}, ${key}`, what: 'the log seals no such row' });
  return faults;
}
