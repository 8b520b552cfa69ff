import { processorTime } from './processor.ts';

/** How long each of the contestants takes, in seconds: the medians over rounds, on the wall and of processor time. */
export type Timings<Name extends string> = { readonly [N in Name]: number } & {
  readonly processor: { readonly [N in Name]: number };
};

export interface Contestant {
  /** Before each of its turns, not timed. */
  readonly ready?: () => Promise<void>;
  readonly turn: () => unknown;
}

/** Where rounds are brief there are as many, or as many as so many seconds hold: one slow moment decides nothing. */
const BRIEF = { rounds: 5, seconds: 5 } as const;

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
  const worked = new Map<Name, number[]>(names.map((name) => [name, []]));
  const begun = performance.now();
  const isBrief = (round: number) => round <= BRIEF.rounds && performance.now() - begun < BRIEF.seconds * 1000;
  for (let round = 0; round <= rounds || isBrief(round); round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const { ready, turn } = contestants[name];
      await ready?.();
      const [start, before] = [performance.now(), processorTime()];
      await turn();
      if (round === 0) continue;
      taken.get(name)?.push((performance.now() - start) / 1000);
      worked.get(name)?.push(processorTime() - before);
    }
  }
  const medians = (of: ReadonlyMap<Name, readonly number[]>) =>
    Object.fromEntries(names.map((name) => [name, median(of.get(name) ?? [])]));
  return { ...medians(taken), processor: medians(worked) } as Timings<Name>;
}

/** Rounds, where they are short or one slow moment weighs much: three at least. */
export const several = (rounds: number): number => Math.max(rounds, 3);

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >>> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
