import type { Actor } from '#/core/actor.ts';
import { bot, person } from '#/core/actor.ts';
import type { Follows } from '#/core/coverage/chains.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import type { Source } from '#/core/segment/row-reader.ts';
import { readSegment } from '#/core/segment/file.ts';
import { CalendarSpec, calendarOf } from '#/core/time/calendar.ts';
import { NEVER, parseInstant } from '#/core/time/instant.ts';
import type { ParametersFrom, RunInput } from '#/checks/engine/input.ts';
import type { Check } from '#/checks/check.ts';
import { canonicalBytes } from '../ledger/canonical.ts';
import { sha256Hex } from '../ledger/hash.ts';
import type { Archive } from './archive.ts';
import { disconnectedOf, followsOf, type Reading, readingsOf } from './reperform-accounted.ts';
import { listIn, membersOf, textIn } from './json.ts';
import type { LogEntry } from './log.ts';

/** The payload of a `check-run` entry, version 1. */
export interface SealedRun {
  readonly v: 1;
  readonly checkId: string;
  readonly population: PopulationName;
  readonly asOfPosition: number;
  readonly asOf: string;
  readonly rule: {
    readonly version: number;
    readonly source: string;
    readonly parameters: readonly ParametersFrom[];
    readonly calendar: unknown;
    readonly identityRules: number;
  };
  readonly inputs: Readonly<Record<string, { readonly segments: number; readonly digest: string }>>;
  readonly counts: unknown;
  readonly outcomes: string;
  readonly root: string;
}

/** Kinds of entry from which a run's ground is made. */
const KINDS: ReadonlySet<string> = new Set([
  'aliases-declared',
  'calendar-set',
  'check-disabled',
  'check-enabled',
  'check-run',
  'control-adopted',
  'control-edited',
  'coverage',
  'engagement-changed',
  'engagement-opened',
  'erasure',
  'evidence-attached',
  'exclusion',
  'exclusion-ended',
  'organization-created',
  'reconciliation',
  'segment',
  'source-added',
  'source-disconnected',
  'source-reconnected',
]);

interface Placed {
  readonly position: number;
  readonly digest: string;
}

/** What a package holds, as a run of a check saw it: everything that was sealed before its position, and nothing of this installation. */
export class Ground {
  readonly #entries = new Map<string, LogEntry[]>();
  readonly #segments = new Map<string, Source>();
  readonly #archive: Archive;

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  take(entry: LogEntry): void {
    if (!KINDS.has(entry.kind)) return;
    const known = this.#entries.get(entry.kind);
    if (known === undefined) this.#entries.set(entry.kind, [entry]);
    else known.push(entry);
  }

  /** Entries of some kinds that were sealed before a position, in order. */
  before(position: number, ...kinds: readonly string[]): readonly LogEntry[] {
    return kinds
      .flatMap((kind) => this.#entries.get(kind) ?? [])
      .filter((entry) => entry.position < position)
      .sort((a, b) => a.position - b.position);
  }

  run(position: number): unknown {
    return this.#entries.get('check-run')?.find((entry) => entry.position === position)?.payload;
  }

  /** Populations of which the run did not see the segments that the log had then. */
  differentInputs({ inputs, asOfPosition }: SealedRun): readonly string[] {
    return Object.entries(inputs).flatMap(([population, { segments, digest }]) => {
      const seen = this.#sealed(population, asOfPosition, asOfPosition);
      const list = seen.map(({ position, digest: each }) => [position, each]);
      return seen.length === segments && sha256Hex(canonicalBytes(list)) === digest ? [] : [population];
    });
  }

  /** How many records of what the run saw were erased since. */
  erasedSince({ inputs, asOfPosition }: SealedRun): number {
    const seen = new Set(
      Object.keys(inputs).flatMap((population) =>
        this.#sealed(population, asOfPosition, asOfPosition).map(({ position }) => position),
      ),
    );
    return this.before(NEVER, 'erasure').filter(
      ({ position, payload }) => position >= asOfPosition && seen.has(membersOf(payload)['segment'] as number),
    ).length;
  }

  runInput(check: Check, { population, asOfPosition, asOf, rule }: SealedRun): RunInput {
    return {
      population,
      setups: [
        { check, parameters: rule.parameters, exclusions: this.#exclusions(check.id, asOfPosition), earlier: null },
      ],
      open: (name) => this.#sealed(name, asOfPosition, NEVER).map((segment) => this.#open(segment)),
      aliases: this.#aliases(asOfPosition),
      calendar: calendarOf(CalendarSpec.parse(rule.calendar)),
      asOf: { position: asOfPosition, instant: parseInstant(asOf) ?? Number.NaN },
      readings: this.#readings(asOfPosition),
      earlier: null,
    };
  }

  /** All records of a population that were sealed before a position, without what was erased since. */
  records(population: PopulationName, asOf: number): readonly Source[] {
    return this.#sealed(population, asOf, NEVER).map((segment) => this.#open(segment));
  }

  /** The calendar that was in force; until one was set, Monday to Friday in the organization's zone. */
  calendarAt(position: number): unknown {
    const set = this.before(position, 'calendar-set').at(-1)?.payload;
    if (set !== undefined) return membersOf(set)['spec'];
    const organization = this.before(position, 'organization-created').at(-1)?.payload;
    return CalendarSpec.parse({ zone: textIn(organization, 'zone') ?? 'UTC' });
  }

  /** By population, where the log last took records before a position; those kept for comparison only aside. */
  lastSegments(position: number): ReadonlyMap<string, number> {
    const reference = this.#reference();
    return new Map(
      this.before(position, 'segment')
        .filter(({ payload }) => !reference.has(textIn(payload, 'source')))
        .map((entry) => [textIn(entry.payload, 'population') ?? '', entry.position]),
    );
  }

  /** By population, where the log last says before a position that records of it were erased. */
  lastErasures(position: number): ReadonlyMap<string, number> {
    const populations = new Map(
      this.before(NEVER, 'segment').map((entry) => [entry.position as unknown, textIn(entry.payload, 'population')]),
    );
    return new Map(
      this.before(position, 'erasure').flatMap((entry) => {
        const population = populations.get(membersOf(entry.payload)['segment']);
        return population == null ? [] : [[population, entry.position] as const];
      }),
    );
  }

  /** Ids of artifacts that the log says before a position were erased, and in whose place nothing is. */
  erasedArtifacts(position: number): ReadonlySet<string> {
    return new Set(
      this.before(position, 'erasure').flatMap(({ payload }) =>
        textIn(payload, 'successor') === null ? (textIn(payload, 'artifact') ?? []) : [],
      ),
    );
  }

  /** By check, where the log last took an exclusion, or the end of one, before a position. */
  lastExclusions(position: number): ReadonlyMap<string, number> {
    return new Map(
      this.before(position, 'exclusion', 'exclusion-ended').map((entry) => [
        textIn(entry.payload, 'check') ?? '',
        entry.position,
      ]),
    );
  }

  #reference(): ReadonlySet<string | null> {
    return new Set(
      this.before(NEVER, 'source-added').flatMap(({ payload }) =>
        membersOf(payload)['reference'] === true ? [textIn(payload, 'id')] : [],
      ),
    );
  }

  /** Bytes of an outcome file; null when it is not there. */
  outcomes(sha256: string): Uint8Array | null {
    const member = this.#archive.find(`outcomes/${sha256}`);
    return member === undefined ? null : this.#archive.readAt(member.offset, member.size);
  }

  /** Segments of sources that are judged, sealed before `asOf`: each replaced where an erasure before `erasedBy` replaced it. */
  #sealed(population: string, asOf: number, erasedBy: number): readonly Placed[] {
    const reference = this.#reference();
    const successors = new Map(
      this.before(erasedBy, 'erasure').map(({ payload }) => [
        membersOf(payload)['segment'],
        textIn(payload, 'successor'),
      ]),
    );
    return this.before(asOf, 'segment').flatMap(({ position, payload }) => {
      const seen = textIn(payload, 'population') === population && !reference.has(textIn(payload, 'source'));
      return seen ? [{ position, digest: successors.get(position) ?? textIn(payload, 'digest') ?? '' }] : [];
    });
  }

  #open({ position, digest }: Placed): Source {
    const known = this.#segments.get(digest);
    if (known?.position === position) return known;
    const damaged = (): never => {
      throw new TypeError(`the segment ${digest} is missing or damaged; verify the package`);
    };
    const member = this.#archive.find(`segments/${digest}`) ?? damaged();
    const file = { read: (offset: number, length: number) => this.#archive.readAt(member.offset + offset, length) };
    const segment = readSegment(file, { digest, position, merged: false }, sha256Hex, damaged);
    this.#segments.set(digest, segment);
    return segment;
  }

  /** By source, what it follows, by what was sealed before a position. */
  follows(position: number): ReadonlyMap<string, Follows> {
    return followsOf(this.before(position, 'source-added'));
  }

  /** By population, what sources whose records are judged account for, by what was sealed before a position. */
  readings(position: number): ReadonlyMap<string, readonly Reading[]> {
    const reference = this.#reference();
    const links = {
      follows: this.follows(position),
      disconnected: disconnectedOf(this.before(position, 'source-disconnected', 'source-reconnected')),
    };
    const readings = readingsOf(this.before(position, 'coverage'), links).filter(
      ({ source }) => !reference.has(source),
    );
    return Map.groupBy(readings, ({ population }) => population);
  }

  #readings(asOf: number): RunInput['readings'] {
    // a check asks for none where none of its verdicts rests on what is not there
    let readings: ReturnType<Ground['readings']> | undefined;
    return (population) => (readings ??= this.readings(asOf)).get(population) ?? [];
  }

  #aliases(asOf: number): ReadonlyMap<string, Actor> {
    const aliases = new Map<string, Actor>();
    for (const { payload } of this.before(asOf, 'aliases-declared'))
      for (const each of listIn(payload, 'aliases')) {
        const [handle, is] = [textIn(each, 'handle') ?? '', textIn(each, 'is')];
        if (is === null) aliases.delete(handle);
        else aliases.set(handle, is === 'bot' ? bot(handle) : person(is));
      }
    return aliases;
  }

  #exclusions(check: string, asOf: number): ReadonlyMap<string, number> {
    const ended = new Set(this.before(asOf, 'exclusion-ended').map(({ payload }) => membersOf(payload)['exclusion']));
    return new Map(
      this.before(asOf, 'exclusion').flatMap(({ position, payload }) => {
        if (textIn(payload, 'check') !== check || ended.has(position)) return [];
        const expires = textIn(payload, 'expires');
        return [[textIn(payload, 'item') ?? '', expires === null ? NEVER : (parseInstant(expires) ?? NEVER)] as const];
      }),
    );
  }
}
