/** What a figure is held against. */
export interface Budget {
  readonly kind: 'at most' | 'at least';
  readonly value: number;
}

/** One figure of a bench. */
export interface Measure {
  /** What was measured, as a sentence without its end. */
  readonly what: string;
  readonly figure: number;
  readonly unit: '×' | 's' | 'MB';
  readonly budget: Budget | null;
  /** What the figure is made of, for a reader: "ours 1.2 s, SQL 0.5 s". */
  readonly detail: string;
  /** Seconds of ours: growth from each size to the next is computed of it. */
  readonly growth?: {
    readonly of: string;
    readonly seconds: number;
    readonly budget: Budget | null;
  };
}

/** A measure, and where it comes from. */
export interface Line extends Measure {
  readonly bench: string;
  readonly size: number;
}

export const isMet = ({ figure, budget }: Pick<Measure, 'figure' | 'budget'>): boolean =>
  budget === null || (budget.kind === 'at most' ? figure <= budget.value : figure >= budget.value);

export const atMost = (value: number): Budget => ({ kind: 'at most', value });
export const atLeast = (value: number): Budget => ({ kind: 'at least', value });

/** A budget that is set for a million items: with few, most of a figure is what comes before the first one. */
export const atAMillion = (size: number, budget: Budget): Budget | null => (size < 1_000_000 ? null : budget);

/** Figures of how much longer ten times as many items take; or so many as there are, from the fewest. */
export function growthOf(lines: readonly Line[]): readonly Line[] {
  return lines.flatMap((line) => {
    const { growth, bench, size } = line;
    const before = lines
      .filter((other) => other.bench === bench && other.growth?.of === growth?.of && other.size < size)
      .sort((a, b) => a.size - b.size);
    const smaller = before.at(-1);
    if (growth === undefined || smaller?.growth === undefined) return [];
    return [
      {
        bench,
        size,
        what: `${growth.of}: growth from ${smaller.size.toLocaleString('en')}`,
        figure: growth.seconds / smaller.growth.seconds,
        unit: '×' as const,
        budget: smaller.size * 10 === size ? growth.budget : null,
        detail: `${seconds(smaller.growth.seconds)} → ${seconds(growth.seconds)}`,
      },
    ];
  });
}

export const seconds = (value: number): string =>
  value < 0.001
    ? `${(value * 1e6).toPrecision(3)} µs`
    : value < 1
      ? `${(value * 1000).toPrecision(3)} ms`
      : `${value.toPrecision(3)} s`;

/** Items a second, as a person reads it. */
export const rate = (items: number, took: number): string => {
  const perSecond = items / took;
  return perSecond >= 1e6
    ? `${(perSecond / 1e6).toPrecision(3)} M/s`
    : perSecond >= 1000
      ? `${(perSecond / 1000).toPrecision(3)} k/s`
      : `${perSecond.toPrecision(3)} /s`;
};

/** The same ratio of processor time: what the ratio on the wall would be on a machine with nothing else to do. */
export const ofProcessor = (ours: number, reference: number): string =>
  `${(ours / reference).toPrecision(2)} × by processor time`;
