import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { Instant } from '#/core/time/instant.ts';
import { windowOf } from '#/core/time/window.ts';
import type { Says } from './share.ts';

/** A comparison as it was sealed; `definition` and `result` as that version of it wrote them. */
export interface SealedComparison {
  readonly position: number;
  readonly received: Instant;
  readonly kind: string;
  readonly definition: unknown;
  readonly result: unknown;
}

/** What an entry of the log says of each source whose list was compared; of a count that is one. */
export function comparisonsIn(
  payload: Readonly<Record<string, unknown>>,
): readonly Pick<SealedComparison, 'kind' | 'definition' | 'result'>[] {
  const { comparison, population, sources, shares, complete, matched, ours } = payload;
  const of = (comparison ?? {}) as Readonly<Record<string, unknown>>;
  const kind = typeof of['kind'] === 'string' ? of['kind'] : '';
  const definitionOf = (source: unknown) => ({ ...of, population, source });
  if (Array.isArray(shares))
    return (shares as readonly Readonly<Record<string, unknown>>[]).map(({ source, ...share }) => ({
      kind,
      definition: definitionOf(source),
      result: { complete, matched, share },
    }));
  if (!Array.isArray(sources)) return [{ kind: 'count', definition: of, result: { complete, ours } }];
  return sources.map((source) => ({ kind, definition: definitionOf(source), result: { complete, matched } }));
}

/** That nothing of a source is missing between two instants, as far as it was read before this position of the log. */
export interface Confirmation {
  readonly source: string;
  readonly position: number;
  readonly from: Instant;
  /** The first instant of which it says nothing. */
  readonly to: Instant;
  /** Of a count that a person typed: how many they saw, and who says so where that was sealed. */
  readonly stated: { readonly count: number; readonly by: string | null; readonly at: Instant } | null;
}

interface Definition {
  readonly count?: number;
  readonly by?: string;
  readonly population?: string;
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
  readonly zone?: string;
}

/**
 * By population, what comparisons confirm, from the oldest to the newest: each only of the time that it compared, and
 * of what had been read by then. One that finds something missing ends what earlier ones said of the same time.
 */
export function confirmationsOf(rows: readonly SealedComparison[]): ReadonlyMap<string, readonly Confirmation[]> {
  const confirmed = new Map<string, readonly Confirmation[]>();
  for (const row of rows) {
    const { population, source } = row.definition as Definition;
    if (population === undefined || source === undefined) continue;
    const span = spanOf(row);
    const known = confirmed.get(population) ?? [];
    switch (saidBy(row)) {
      case 'confirmed':
        confirmed.set(population, [...known, { source, position: row.position, ...span, stated: statedIn(row) }]);
        break;
      case 'missing': {
        const isOfThis = (each: Confirmation) => each.source === source && each.from < span.to && each.to > span.from;
        confirmed.set(
          population,
          known.filter((each) => !isOfThis(each)),
        );
        break;
      }
      case 'partial':
      case 'nothing':
        break;
    }
  }
  return confirmed;
}

/** What confirms a population: comparisons of it, and of the one whose records name its items. */
export function confirmedIn(
  confirmed: ReadonlyMap<string, readonly Confirmation[]>,
  population: PopulationName,
): readonly Confirmation[] {
  const { derived } = populationNamed(population);
  const own = confirmed.get(population) ?? [];
  const origin = derived === undefined ? [] : (confirmed.get(derived.from) ?? []);
  return origin.length === 0 ? own : [...own, ...origin].toSorted((a, b) => a.position - b.position);
}

/** What it says of the source as a whole; comparisons that were sealed without their shares spoke of all of it. */
export function saidBy(row: SealedComparison): Says {
  const { complete, matched = 0, share } = row.result as Result;
  if (share !== undefined) return share.says;
  if (isOfNothing(row)) return 'nothing';
  // two lists that have nothing in common confirm nothing, also where none of the other's entries is missing
  return complete === true && (row.kind === 'count' || matched > 0) ? 'confirmed' : 'missing';
}

interface Result {
  readonly complete?: boolean;
  readonly matched?: number;
  readonly share?: { readonly says: Says };
}

/**
 * Somebody saw 0, and 0 arrived: nothing was held against anything. Only a source that was asked can answer that there
 * was nothing. Said of old comparisons too, which called that complete.
 */
const isOfNothing = ({ kind, definition, result }: SealedComparison): boolean =>
  kind === 'count' &&
  (definition as { readonly count?: number }).count === 0 &&
  (result as { readonly ours?: number }).ours === 0;

/** A count is of everything up to when it was seen; lists are compared for days. */
export function spanOf({ kind, definition, received }: SealedComparison): {
  readonly from: Instant;
  readonly to: Instant;
} {
  if (kind === 'count') return { from: 0, to: received + 1 };
  const { from, to, asOf, zone = 'UTC' } = definition as Definition;
  const { start, end } = windowOf({ first: from ?? asOf ?? '', last: to ?? asOf ?? '', zone });
  return { from: start, to: end };
}

function statedIn({ kind, definition, received }: SealedComparison): Confirmation['stated'] {
  if (kind !== 'count') return null;
  const { count = 0, by = null } = definition as Definition;
  return { count, by, at: received };
}
