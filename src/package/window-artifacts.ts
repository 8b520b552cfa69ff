/** A segment, as far as it says which artifacts its records of a window were read from. */
export interface Segment {
  readonly rows: number;
  /** Ids, as the rows count them. */
  readonly artifacts: readonly string[];
  /**
   * The numbers of a column from one row on: those of its first part, or of its second, which only a column of moments
   * that are not all exact has. Null where there are none.
   */
  readonly numbers: (column: string, part: 0 | 1, from: number, count: number) => Float64Array | null;
}

/** Dates are milliseconds since 1970; the last belongs to the window no more. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/**
 * The columns of each population that admit a record to a window: of an event when it happened, of a state from when
 * to when it was stated to hold. What is looked at from time to time has none: a state of it holds from the look that
 * first saw it to the look that saw another.
 */
export const ADMITTED_BY: Readonly<Record<string, readonly [] | readonly [string] | readonly [string, string]>> = {
  'access-grant': ['grantedAt'],
  'access-review': ['startedAt'],
  account: [],
  acknowledgement: ['acknowledgedAt'],
  alert: ['raisedAt'],
  backup: ['startedAt'],
  'capacity-review': ['performedAt'],
  change: ['mergedAt'],
  configuration: [],
  'data-subject-request': ['receivedAt'],
  deletion: ['dueFrom'],
  deployment: ['deployedAt'],
  device: [],
  incident: ['detectedAt'],
  meeting: ['heldAt'],
  person: ['startedOn', 'endedOn'],
  'processing-run': ['startedAt'],
  reconciliation: ['performedAt'],
  repository: [],
  'restore-test': ['performedAt'],
  'role-change': ['changedOn'],
  training: ['completedAt'],
  uptime: ['to'],
  'vendor-review': ['reviewedAt'],
  vulnerability: ['detectedAt'],
};

/** Rows that are looked at together: what is held of a segment is so much, however many rows it has. */
const CHUNK = 8_192;

/**
 * Collects the artifacts from which the records of a window were read: every version of every record, because an item
 * that changed has its history in the package, too. docs/spec/package.md, section 3, is normative.
 */
export class WindowArtifacts {
  readonly #window: Window;
  readonly #ids = new Set<string>();
  /** By the order of its key, the last look at an item before the window, and what it was read from. */
  readonly #before = new Map<string, { readonly look: number; readonly id: string | undefined }>();

  constructor(window: Window) {
    this.#window = window;
  }

  get ids(): ReadonlySet<string> {
    return new Set([...this.#ids, ...[...this.#before.values()].flatMap(({ id }) => id ?? [])]);
  }

  take(population: string, segment: Segment): void {
    const dates = ADMITTED_BY[population];
    if (dates === undefined) return;
    const admitting: Admitting = {
      rows: segment.rows,
      artifacts: segment.artifacts,
      numbers: (...asked) => segment.numbers(...asked),
      admitted: new Uint8Array(segment.artifacts.length),
    };
    for (let from = 0; from < segment.rows; from += CHUNK) {
      const part = { from, count: Math.min(CHUNK, segment.rows - from) };
      if (dates.length === 0) this.#looked(population, admitting, part);
      else this.#dated(dates, admitting, part);
    }
  }

  #dated(
    [first, second]: readonly [string] | readonly [string, string],
    segment: Admitting,
    { from, count }: Part,
  ): void {
    const { start, end } = this.#window;
    const read = (column: string, part: 0 | 1) => segment.numbers(column, part, from, count);
    const artifacts = read('$artifact', 0);
    const earliest = read(first, 0);
    const last = second ?? first;
    const ends = read(last, 1) ?? (last === first ? earliest : read(last, 0));
    for (let row = 0; row < count; row += 1) {
      const place = artifacts?.[row] ?? -1;
      if (segment.admitted[place] === 1) continue; // many rows are read from one artifact
      const began = earliest?.[row] ?? Number.NaN;
      const ended = ends?.[row] ?? Number.NaN;
      // Infinity stands for a date that is none, NaN for one that nobody knows: what may be in the window is in it.
      if (began >= end || ended < start) continue;
      this.#add(segment, place);
    }
  }

  #looked(population: string, segment: Admitting, { from, count }: Part): void {
    const { start, end } = this.#window;
    const read = (column: string) => segment.numbers(column, 0, from, count);
    const [artifacts, looks, orders] = [read('$artifact'), read('$collected'), read('$order')];
    for (let row = 0; row < count; row += 1) {
      const look = looks?.[row] ?? Number.NaN;
      if (look >= end) continue;
      if (look >= start) {
        this.#add(segment, artifacts?.[row] ?? -1);
        continue;
      }
      const key = `${population} ${orders?.[row] ?? 0}`;
      const known = this.#before.get(key);
      if (known === undefined || known.look < look)
        this.#before.set(key, { look, id: segment.artifacts[artifacts?.[row] ?? -1] });
    }
  }

  /** Infinity and NaN are the places of no artifact. */
  #add({ artifacts, admitted }: Admitting, place: number): void {
    const id = artifacts[place];
    if (id === undefined) return;
    admitted[place] = 1;
    this.#ids.add(id);
  }
}

/** A segment, and of each of its artifacts whether the window is known to need it. */
interface Admitting extends Segment {
  readonly admitted: Uint8Array;
}

interface Part {
  readonly from: number;
  readonly count: number;
}
