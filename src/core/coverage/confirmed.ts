import type { Instant } from '#/core/time/instant.ts';
import { windowOf } from '#/core/time/window.ts';

/** A comparison as it was sealed; `definition` and `result` as that version of it wrote them. */
export interface SealedComparison {
  readonly position: number;
  readonly received: Instant;
  readonly kind: string;
  readonly definition: unknown;
  readonly result: unknown;
}

/** That nothing of a source is missing between two instants, as far as it was read before this position of the log. */
export interface Confirmation {
  readonly source: string;
  readonly position: number;
  readonly from: Instant;
  /** The first instant of which it says nothing. */
  readonly to: Instant;
}

interface Definition {
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
    if (isOfNothing(row)) continue;
    confirmed.set(
      population,
      isConfirming(row)
        ? [...known, { source, position: row.position, ...span }]
        : known.filter((each) => each.source !== source || each.from >= span.to || each.to <= span.from),
    );
  }
  return confirmed;
}

/**
 * Somebody saw 0, and 0 arrived: nothing was held against anything. Only a source that was asked can answer that there
 * was nothing. Said of old comparisons too, which called that complete.
 */
const isOfNothing = ({ kind, definition, result }: SealedComparison): boolean =>
  kind === 'count' &&
  (definition as { readonly count?: number }).count === 0 &&
  (result as { readonly ours?: number }).ours === 0;

/** Two lists that have nothing in common confirm nothing, also where none of the other's entries is missing. */
function isConfirming({ kind, result }: SealedComparison): boolean {
  const { complete, matched = 0 } = result as { readonly complete?: boolean; readonly matched?: number };
  return complete === true && (kind === 'count' || matched > 0);
}

/** A count is of everything up to when it was seen; lists are compared for days. */
function spanOf({ kind, definition, received }: SealedComparison): { readonly from: Instant; readonly to: Instant } {
  if (kind === 'count') return { from: 0, to: received + 1 };
  const { from, to, asOf, zone = 'UTC' } = definition as Definition;
  const { start, end } = windowOf({ first: from ?? asOf ?? '', last: to ?? asOf ?? '', zone });
  return { from: start, to: end };
}
