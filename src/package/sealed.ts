import { RESTORED, restoredIn } from '../ledger/restored.ts';
import { instantOf } from '../ledger/time.ts';
import { engagementChange } from './engagement-change.ts';
import { listIn, membersOf, textIn } from './json.ts';
import { type LogEntry } from './log.ts';
import { ERASURE } from './staying.ts';

/** A segment as the log sealed it. */
export interface SealedSegment {
  readonly population: string;
  readonly source: string;
  readonly rows: number;
  /** Its digest, or that of the successor that an erasure left. */
  readonly digest: string;
  readonly erased: boolean;
}

/** The last run of a check. */
export interface LastRun {
  readonly position: number;
  readonly outcomes: string;
  readonly payload: unknown;
}

/** A version of a control. */
export interface ControlVersion {
  readonly position: number;
  readonly received: string;
  readonly effectiveFrom: string;
  readonly definition: Readonly<Record<string, unknown>>;
}

/** Something that is as it was sealed, and that a reader should know all the same. */
export interface Remark {
  readonly position: number;
  readonly what: string;
}

/** What the entries of a log say that the rest of a package must agree with. Takes them in order. */
export class Sealed {
  organization: Readonly<Record<string, unknown>> = {};
  readonly segments = new Map<number, SealedSegment>();
  /** SHA-256 of every artifact whose payload is still there, by the artifact's id. */
  readonly artifacts = new Map<string, string>();
  /** Ids of artifacts that were erased. */
  readonly erasedArtifacts = new Set<string>();
  /** SHA-256 of what people attached. */
  readonly attached = new Set<string>();
  readonly runs = new Map<string, LastRun>();
  readonly controls = new Map<string, ControlVersion[]>();
  /** The last version of each. */
  readonly engagements = new Map<string, LogEntry>();
  /** When each was opened. */
  readonly opened = new Map<string, string>();
  readonly remarks: Remark[] = [];
  /** Kinds of the entries whose payload is gone, by their positions. */
  readonly #unsaid = new Map<number, string>();
  last: LogEntry | null = null;
  /** When the entry before the last one was received. */
  before = '';

  take(entry: LogEntry): void {
    this.before = this.last?.received ?? '';
    this.last = entry;
    if (entry.payload === undefined) this.#unsaid.set(entry.position, entry.kind);
    const take = TAKERS.get(entry.kind);
    if (take !== undefined) take(this, entry);
  }

  /** SHA-256 of all artifacts that the log still names. */
  get digests(): ReadonlySet<string> {
    return new Set(this.artifacts.values());
  }

  segment({ position, payload }: LogEntry): void {
    const { population, source, digest, rows } = membersOf(payload);
    this.segments.set(position, {
      population: String(population),
      source: String(source),
      rows: Number(rows),
      digest: String(digest),
      erased: false,
    });
  }

  artifact({ payload }: LogEntry): void {
    if (payload !== undefined) this.artifacts.set(textIn(payload, 'id') ?? '', textIn(payload, 'sha256') ?? '');
  }

  run({ position, payload }: LogEntry): void {
    const check = textIn(payload, 'checkId');
    if (check !== null) this.runs.set(check, { position, outcomes: textIn(payload, 'outcomes') ?? '', payload });
  }

  control({ position, received, payload }: LogEntry): void {
    const id = textIn(payload, 'id') ?? '';
    const effectiveFrom = textIn(payload, 'effectiveFrom') ?? received;
    const versions = this.controls.get(id) ?? [];
    const definition = membersOf(membersOf(payload)['definition']);
    this.controls.set(id, [...versions, { position, received, effectiveFrom, definition }]);
    if ((instantOf(received) ?? 0) - (instantOf(effectiveFrom) ?? 0) > DAY)
      this.remark(
        position,
        `the version of control ${id} that is in force from ${effectiveFrom} was sealed on ${received}: it is back-dated`,
      );
  }

  engagement(entry: LogEntry): void {
    const id = textIn(entry.payload, 'id') ?? '';
    const before = this.engagements.get(id);
    const change = before === undefined ? null : engagementChange(before, entry);
    if (change !== null) this.remark(entry.position, change);
    if (before === undefined) this.opened.set(id, entry.received);
    this.engagements.set(id, entry);
  }

  erasure({ position, received, payload }: LogEntry): void {
    const segment = membersOf(payload)['segment'];
    const artifact = textIn(payload, 'artifact');
    const successor = textIn(payload, 'successor');
    const why = `on ${received}, because: ${textIn(payload, 'reason') ?? ''} (${textIn(payload, 'basis') ?? ''})`;
    if (artifact !== null) this.erasedArtifacts.add(artifact);
    const sealed = typeof segment === 'number' ? this.segments.get(segment) : undefined;
    if (typeof segment === 'number' && sealed !== undefined && successor !== null)
      this.segments.set(segment, { ...sealed, digest: successor, erased: true });
    const what =
      artifact === null
        ? `a record of ${sealed?.population ?? 'something'} in the segment at position ${String(segment)}`
        : `the artifact that was received at position ${listIn(payload, 'positions').join(', ')}`;
    this.remark(position, `${what} was erased ${why}${this.#goneWith(payload)}`);
  }

  /** What else an erasure took, such as an exclusion: nobody may let go what was said unnamed. */
  #goneWith(payload: unknown): string {
    const gone = listIn(payload, 'positions').flatMap((each) => {
      const kind = typeof each === 'number' ? this.#unsaid.get(each) : undefined;
      return kind === undefined || kind === ARTIFACT ? [] : [`${kind} at ${String(each)}`];
    });
    if (gone.length === 0) return '';
    const more = gone.length > MOST_NAMED ? [`${gone.length - MOST_NAMED} more`] : [];
    const entries = gone.length === 1 ? 'an entry' : `${gone.length} entries`;
    return `; with it went what ${entries} said: ${[...gone.slice(0, MOST_NAMED), ...more].join(', ')}`;
  }

  exclusion({ position, payload }: LogEntry): void {
    if (payload === undefined) return;
    const known = textIn(payload, 'knownOutcome');
    const after = known === null ? '' : `, after its outcome was known: ${known}`;
    this.remark(
      position,
      `${textIn(payload, 'item') ?? ''} was excluded from ${textIn(payload, 'check') ?? ''}${after}; reason: ${textIn(payload, 'reason') ?? ''}`,
    );
  }

  /** Management's words, which change nothing of what the rule says. */
  explanation({ position, received, payload }: LogEntry): void {
    if (payload === undefined) return;
    const said = (name: string): string => textIn(payload, name) ?? '';
    this.remark(
      position,
      `${said('person')} said on ${received} of the deviation of ${said('item')} by ${said('check')}: what happened: ${said('happened')} Why: ${said('cause')} What follows: ${said('follows')}`,
    );
  }

  /** Whoever has the link by which an account is made can say things in the name of the firm that it is of. */
  firmSeal({ position, payload }: LogEntry): void {
    if (payload === undefined || textIn(payload, 'address') === 'mailed') return;
    const how =
      textIn(payload, 'address') === 'handed'
        ? 'was handed over by management'
        : 'may have been handed over by management';
    this.remark(
      position,
      `the word of ${textIn(payload, 'firm') ?? ''} that it issued a report (${textIn(payload, 'person') ?? ''}) is from an account that ${how}: nobody outside confirms that it is the firm’s`,
    );
  }

  /** What was sealed after the backup, if anything was, is not in the log any more. */
  restored({ position, received, payload }: LogEntry): void {
    const said = restoredIn(payload);
    const goesOn =
      said === null
        ? ''
        : ` and goes on in epoch ${said.epoch}, from the checkpoint of ${said.checkpoint.size} entries`;
    this.remark(
      position,
      `on ${received} the log was restored from a backup${goesOn}, because: ${textIn(payload, 'reason') ?? ''}; that nothing was sealed after the backup, only a later checkpoint could show, that somebody else kept`,
    );
  }

  remark(position: number, what: string): void {
    this.remarks.push({ position, what });
  }
}

const ARTIFACT = 'artifact-received';
const MOST_NAMED = 20;
const DAY = 24 * 60 * 60 * 1000;

type Taker = (sealed: Sealed, entry: LogEntry) => void;
const control: Taker = (sealed, entry) => sealed.control(entry);
const engagement: Taker = (sealed, entry) => sealed.engagement(entry);

const CHANGED: Readonly<Record<string, string>> = {
  'source-changed': 'changed the settings of',
  'source-disconnected': 'disconnected',
  'source-reconnected': 'reconnected',
};

const connection: Taker = (sealed, { kind, position, received, payload }) => {
  const reason = textIn(payload, 'reason') ?? '';
  sealed.remark(
    position,
    `${textIn(payload, 'person') ?? ''} ${CHANGED[kind] ?? 'changed'} the source ${textIn(payload, 'id') ?? ''} on ${received}${reason === '' ? '' : `: ${reason}`}`,
  );
};

/** What each kind of entry tells. */
const TAKERS: ReadonlyMap<string, Taker> = new Map<string, Taker>([
  ['organization-created', (sealed, { payload }) => (sealed.organization = membersOf(payload))],
  ['segment', (sealed, entry) => sealed.segment(entry)],
  [ARTIFACT, (sealed, entry) => sealed.artifact(entry)],
  // version 1 said the digest itself; version 2 names the artifact, which says it until it is erased
  [
    'evidence-attached',
    (sealed, { payload }) =>
      sealed.attached.add(textIn(payload, 'sha256') ?? sealed.artifacts.get(textIn(payload, 'artifact') ?? '') ?? ''),
  ],
  ['check-run', (sealed, entry) => sealed.run(entry)],
  [
    'source-added',
    (sealed, { position, received, payload }) => {
      const follows = textIn(payload, 'follows');
      if (follows !== null)
        sealed.remark(
          position,
          `${textIn(payload, 'person') ?? ''} stated on ${received} that the source ${textIn(payload, 'id') ?? ''} follows ${follows}: where both tell of the same, each accounts for its own time`,
        );
    },
  ],
  ['source-changed', connection],
  ['source-disconnected', connection],
  ['source-reconnected', connection],
  ['control-adopted', control],
  ['control-edited', control],
  ['engagement-opened', engagement],
  ['engagement-changed', engagement],
  [RESTORED, (sealed, entry) => sealed.restored(entry)],
  ['report-sealed', (sealed, entry) => sealed.firmSeal(entry)],
  [ERASURE, (sealed, entry) => sealed.erasure(entry)],
  ['exclusion', (sealed, entry) => sealed.exclusion(entry)],
  ['deviation-explained', (sealed, entry) => sealed.explanation(entry)],
  [
    'check-disabled',
    (sealed, { position, payload }) =>
      sealed.remark(
        position,
        `the check ${textIn(payload, 'check') ?? ''} was turned off: ${textIn(payload, 'reason') ?? ''}`,
      ),
  ],
  [
    'clock-skew',
    (sealed, { position, payload }) =>
      sealed.remark(position, `the company's clock was set back to ${textIn(payload, 'clock') ?? ''}`),
  ],
]);
