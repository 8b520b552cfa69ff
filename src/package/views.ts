import { createHash, type Hash } from 'node:crypto';
import type { LogEntry } from './log.ts';
import { textIn } from './json.ts';

/** Documents that are views of the log: its entries of some kinds, as they lie. */
const KINDS = {
  'artifacts.json': ['artifact-received'],
  'controls.json': ['control-adopted', 'control-edited'],
  'coverage.json': ['coverage', 'reconciliation'],
  'decisions.json': [
    'aliases-declared',
    'calendar-set',
    'check-disabled',
    'check-enabled',
    'deviation-explained',
    'exclusion',
    'exclusion-ended',
    'setting-changed',
  ],
  'engagement.json': ['engagement-opened', 'engagement-changed'],
  'erasures.json': ['erasure'],
  'evidence.json': ['evidence-attached'],
  'populations.json': ['segment'],
  'runs.json': ['check-run'],
  'sources.json': ['source-added', 'source-changed', 'source-disconnected', 'source-reconnected', 'run-finished'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type View = keyof typeof KINDS;

export const VIEWS = Object.keys(KINDS) as readonly View[];

const viewOf = new Map<string, View>(VIEWS.flatMap((view) => KINDS[view].map((kind) => [kind, view] as const)));

/** An entry in a view: canonical JSON, for its payload is. */
const lineOf = ({ kind, position, received, text }: LogEntry): string =>
  `{"kind":"${kind}","payload":${text ?? 'null'},"position":${position},"received":"${received}"}`;

/** Where the bytes of a view go: a digest, or memory. */
interface Sink {
  take(text: string): void;
}

/** Takes the entries of a log in order, and writes each to its view. */
export class ViewWriter<S extends Sink> {
  readonly #sinks: ReadonlyMap<View, S>;
  readonly #begun = new Set<View>();
  readonly #engagement: string;
  readonly #runs = new Map<string, string>();

  constructor(engagement: string, sink: () => S) {
    this.#engagement = engagement;
    this.#sinks = new Map(VIEWS.map((view) => [view, sink()]));
  }

  take(entry: LogEntry): void {
    const view = viewOf.get(entry.kind);
    if (view === undefined) return;
    if (view === 'engagement.json' && textIn(entry.payload, 'id') !== this.#engagement) return;
    if (view !== 'runs.json') return this.#write(view, lineOf(entry));
    const check = textIn(entry.payload, 'checkId') ?? '';
    this.#runs.delete(check); // so that the last runs stand in the order of their positions
    this.#runs.set(check, lineOf(entry));
  }

  /** All views, complete. */
  end(): ReadonlyMap<View, S> {
    for (const line of this.#runs.values()) this.#write('runs.json', line);
    this.#runs.clear();
    for (const view of VIEWS) this.#sinks.get(view)?.take(this.#begun.has(view) ? ']' : '[]');
    return this.#sinks;
  }

  #write(view: View, line: string): void {
    const sink = this.#sinks.get(view);
    sink?.take(this.#begun.has(view) ? ',' : '[');
    sink?.take(line);
    this.#begun.add(view);
  }
}

/** What a view hashes to, without holding it. */
export class ViewDigest {
  readonly #hash: Hash = createHash('sha256');
  #pending = '';

  take(text: string): void {
    this.#pending += text;
    if (this.#pending.length > PIECE) this.#flush();
  }

  digest(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }

  #flush(): void {
    this.#hash.update(this.#pending);
    this.#pending = '';
  }
}

/** A view in memory, to be written. */
export class ViewText {
  readonly #pieces: string[] = [];

  take(text: string): void {
    this.#pieces.push(text);
  }

  bytes(): Uint8Array {
    return Buffer.from(this.#pieces.join(''));
  }
}

const PIECE = 2 ** 16;
