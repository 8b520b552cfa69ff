/** Numbers for an operator, in the text form that Prometheus reads. They name no person and no organization. */
export interface Metrics {
  readonly count: (name: string, labels: Labels, by?: number) => void;
  /** Notes how long something took, in seconds. */
  readonly observe: (name: string, labels: Labels, seconds: number) => void;
  /** A number that is asked for when somebody reads. */
  readonly gauge: (name: string, read: () => number) => void;
  /** The same of several things, told apart by labels. */
  readonly gauges: (name: string, read: () => Promise<readonly Gauged[]>) => void;
  /** What could not be asked for is left out: the rest is told all the same. */
  readonly text: () => Promise<string>;
}

interface Gauged {
  readonly labels: Labels;
  readonly value: number;
}

type Labels = Readonly<Record<string, string>>;

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Observed {
  readonly counts: number[];
  sum: number;
  count: number;
}

export function metrics(): Metrics {
  const counters = new Map<string, Map<string, number>>();
  const histograms = new Map<string, Map<string, Observed>>();
  const gauges = new Map<string, () => Promise<readonly Gauged[]>>();
  return {
    count: (name, labels, by = 1) => {
      const series = memberOf(counters, name, () => new Map<string, number>());
      const key = labelsText(labels);
      series.set(key, (series.get(key) ?? 0) + by);
    },
    observe: (name, labels, seconds) => {
      const series = memberOf(histograms, name, () => new Map<string, Observed>());
      const seen = memberOf(series, labelsText(labels), () => ({ counts: BUCKETS.map(() => 0), sum: 0, count: 0 }));
      BUCKETS.forEach((limit, at) => {
        if (seconds <= limit) seen.counts[at] = (seen.counts[at] ?? 0) + 1;
      });
      seen.sum += seconds;
      seen.count += 1;
    },
    gauge: (name, read) => void gauges.set(name, async () => [{ labels: {}, value: read() }]),
    gauges: (name, read) => void gauges.set(name, read),
    text: async () => {
      const read = [...gauges].map(async ([name, ask]) => gaugeLines(name, await ask().catch(() => [])));
      return [
        ...[...counters].flatMap(([name, series]) => [
          `# TYPE ${name} counter`,
          ...[...series].map(([labels, value]) => `${name}{${labels}} ${value}`),
        ]),
        ...[...histograms].flatMap(([name, series]) => [
          `# TYPE ${name} histogram`,
          ...[...series].flatMap(([labels, seen]) => histogramLines(name, labels, seen)),
        ]),
        ...(await Promise.all(read)).flat(),
        '',
      ].join('\n');
    },
  };
}

function gaugeLines(name: string, gauged: readonly Gauged[]): readonly string[] {
  const lines = gauged.map(({ labels, value }) => {
    const said = labelsText(labels);
    return `${name}${said === '' ? '' : `{${said}}`} ${value}`;
  });
  return lines.length === 0 ? [] : [`# TYPE ${name} gauge`, ...lines];
}

function histogramLines(name: string, labels: string, { counts, sum, count }: Observed): readonly string[] {
  const before = labels === '' ? '' : `${labels},`;
  return [
    ...BUCKETS.map((limit, at) => `${name}_bucket{${before}le="${limit}"} ${counts[at] ?? 0}`),
    `${name}_bucket{${before}le="+Inf"} ${count}`,
    `${name}_sum{${labels}} ${sum}`,
    `${name}_count{${labels}} ${count}`,
  ];
}

function memberOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const labelsText = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replaceAll(/[\\"\n]/g, '_')}"`)
    .join(',');
