/** How long each of the contestants takes, in seconds: the median over rounds. */
export type Timings<Name extends string> = { readonly [N in Name]: number };

export interface Contestant {
  /** Before each of its turns, not timed. */
  readonly ready?: () => Promise<void>;
  readonly turn: () => unknown;
}

/**
 * Lets each take its turn in every round, in an order that reverses from round to round, so that whatever else the
 * machine does meets all alike. A first round that is not counted warms everything up.
 */
export async function alternating<Name extends string>(
  rounds: number,
  contestants: { readonly [N in Name]: Contestant },
): Promise<Timings<Name>> {
  const names = Object.keys(contestants) as Name[];
  const taken = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const { ready, turn } = contestants[name];
      await ready?.();
      const start = performance.now();
      await turn();
      if (round > 0) taken.get(name)?.push((performance.now() - start) / 1000);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(taken.get(name) ?? [])])) as Timings<Name>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >>> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
