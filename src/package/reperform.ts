import type { Actor } from '#/core/actor.ts';
import { bot, person } from '#/core/actor.ts';
import { isPopulation, type PopulationName } from '#/core/populations/index.ts';
import type { Source } from '#/core/segment/compact.ts';
import { readSegment } from '#/core/segment/file.ts';
import { CalendarSpec, calendarOf } from '#/core/time/calendar.ts';
import { NEVER, parseInstant } from '#/core/time/instant.ts';
import type { ParametersFrom, RunInput } from '#/checks/engine/input.ts';
import { countOutcomes, rangesOf } from '#/checks/engine/outcomes.ts';
import { run } from '#/checks/engine/run.ts';
import type { Check } from '#/checks/check.ts';
import { canonicalBytes } from '../ledger/canonical.ts';
import { sha256Hex } from '../ledger/hash.ts';
import { treeRoot } from '../ledger/tree.ts';
import { Archive, type Fault, MANIFEST } from './archive.ts';
import { type Log, type LogEntry, readLog } from './log.ts';
import { type Manifest, parseManifest } from './manifest.ts';

/** What became of one run when it was done again. */
export type Reperformed =
  | { readonly check: string; readonly kind: 'same'; readonly population: number; readonly deviations: number }
  | { readonly check: string; readonly kind: 'differs'; readonly because: string }
  | { readonly check: string; readonly kind: 'not re-performed'; readonly because: string };

export interface Rules {
  readonly checkWithId: (id: string) => Check | undefined;
  /** SHA-256 of the source of a check and of all that it imports, as this version has it. */
  readonly sourceOf: (id: string) => string;
}

/** Runs every check of a package again, on its sealed records, and compares what it says with what was sealed. */
export function reperformPackage(file: string, rules: Rules): readonly Reperformed[] {
  const archive = Archive.open(file);
  try {
    const faults: Fault[] = [];
    const log = readLog(archive, faults);
    const member = archive.find(MANIFEST);
    if (member === undefined) throw new TypeError('the package has no manifest; verify it first');
    const ground = new Ground(archive, log, parseManifest(archive.read(member)));
    return ground.manifest.runs.map(({ check, position }) => reperformed(ground, rules, { check, position }));
  } finally {
    archive.close();
  }
}

/** The payload of a `check-run` entry, version 1. */
interface SealedRun {
  readonly v: 1;
  readonly checkId: string;
  readonly population: string;
  readonly asOfPosition: number;
  readonly asOf: string;
  readonly rule: {
    readonly version: number;
    readonly source: string;
    readonly parameters: readonly ParametersFrom[];
    readonly calendar: unknown;
  };
  readonly inputs: Readonly<Record<string, { readonly segments: number; readonly digest: string }>>;
  readonly root: string;
}

function reperformed(
  ground: Ground,
  rules: Rules,
  { check: id, position }: { readonly check: string; readonly position: number },
): Reperformed {
  const sealed = ground.payload(position, 'check-run') as SealedRun | undefined;
  const check = rules.checkWithId(id);
  const not = (because: string): Reperformed => ({ check: id, kind: 'not re-performed', because });
  if (sealed?.v !== 1 || sealed.checkId !== id || !isPopulation(sealed.population))
    return not('its entry in the log is not the run of this check');
  if (check === undefined) return not('this version has no such check');
  if (check.version !== sealed.rule.version || rules.sourceOf(id) !== sealed.rule.source)
    return not('the rule changed since; use the version of Attestry that ran it');
  const different = ground.differentInputs(sealed);
  if (different !== null) return not(different);
  return compare(check, sealed, ground.runInput(check, sealed.population, sealed));
}

function compare(check: Check, sealed: SealedRun, input: RunInput): Reperformed {
  const running = run(input);
  let step = running.next();
  while (step.done !== true) step = running.next();
  const [judgement] = step.value;
  if (judgement === undefined) return { check: check.id, kind: 'differs', because: 'it gave no outcomes' };
  const root = treeRoot(rangesOf(judgement.outcomes));
  if (root !== sealed.root)
    return { check: check.id, kind: 'differs', because: `its outcomes hash to ${root}, and ${sealed.root} was sealed` };
  const { population, rule } = countOutcomes(judgement.outcomes, { start: 0, end: Number.MAX_SAFE_INTEGER });
  return { check: check.id, kind: 'same', population, deviations: rule.deviation };
}

/** What a package holds, as the runs saw it. */
class Ground {
  readonly manifest: Manifest;
  readonly #archive: Archive;
  readonly #entries: readonly LogEntry[];
  readonly #segments = new Map<string, Source>();
  readonly #reference: ReadonlySet<string>;

  constructor(archive: Archive, log: Log, manifest: Manifest) {
    this.#archive = archive;
    this.#entries = log.entries;
    this.manifest = manifest;
    this.#reference = new Set(
      this.#before('source-added', NEVER).flatMap(({ id, reference }) => (reference === true ? [String(id)] : [])),
    );
  }

  payload(position: number, kind: string): unknown {
    const entry = this.#entries[position];
    return entry?.entry.kind === kind ? entry.payload : undefined;
  }

  /** Payloads of a kind that were sealed before a position. */
  #before(kind: string, position: number): readonly Readonly<Record<string, unknown>>[] {
    return this.#entries
      .filter((each) => each.entry.kind === kind && each.position < position && each.payload !== undefined)
      .map(({ payload }) => payload as Readonly<Record<string, unknown>>);
  }

  /** Says when the segments that a run saw are not those that are here. */
  differentInputs({ inputs, asOfPosition }: SealedRun): string | null {
    for (const [population, { digest }] of Object.entries(inputs)) {
      const seen = this.#sealedSegments(population, asOfPosition);
      if (sha256Hex(canonicalBytes(seen.map(({ position, digest: each }) => [position, each]))) !== digest)
        return `the ${population} segments that it saw are not those of the log`;
      const here = new Map(this.manifest.segments.map((segment) => [segment.position, segment.digest]));
      if (seen.some(({ position, digest: each }) => here.get(position) !== each))
        return `some ${population} records were erased since; what is left of them is unknown`;
    }
    return null;
  }

  /** Segments of sources that are judged, as they were at a position: replaced where an erasure before it replaced them. */
  #sealedSegments(population: string, asOf: number): readonly { readonly position: number; readonly digest: string }[] {
    const successors = new Map(
      this.#before('erasure', asOf).flatMap(({ segment, successor }) =>
        typeof segment === 'number' && typeof successor === 'string' ? [[segment, successor] as const] : [],
      ),
    );
    return this.#entries.flatMap(({ position, entry, payload }) => {
      const said = (payload ?? {}) as {
        readonly population?: string;
        readonly digest?: string;
        readonly source?: string;
      };
      const seen =
        entry.kind === 'segment' &&
        position < asOf &&
        said.population === population &&
        !this.#reference.has(said.source ?? '');
      return seen ? [{ position, digest: successors.get(position) ?? said.digest ?? '' }] : [];
    });
  }

  runInput(check: Check, population: PopulationName, { asOfPosition, asOf, rule }: SealedRun): RunInput {
    return {
      population,
      setups: [
        { check, parameters: rule.parameters, exclusions: this.#exclusions(check.id, asOfPosition), earlier: null },
      ],
      open: (name) => this.#sealedSegments(name, asOfPosition).map((segment) => this.#open(segment)),
      aliases: this.#aliases(asOfPosition),
      calendar: calendarOf(CalendarSpec.parse(rule.calendar)),
      asOf: { position: asOfPosition, instant: parseInstant(asOf) ?? Number.NaN },
      earlier: null,
    };
  }

  #open({ position, digest }: { readonly position: number; readonly digest: string }): Source {
    const known = this.#segments.get(digest);
    if (known !== undefined) return known;
    const member = this.#archive.find(`segments/${digest}`);
    if (member === undefined) throw new TypeError(`the segment ${digest} is missing; verify the package first`);
    const file = { read: (offset: number, length: number) => this.#archive.readAt(member.offset + offset, length) };
    const damaged = (): never => {
      throw new TypeError(`the segment ${digest} is damaged; verify the package first`);
    };
    const segment = readSegment(file, { digest, position, merged: false }, sha256Hex, damaged);
    this.#segments.set(digest, segment);
    return segment;
  }

  #aliases(asOf: number): ReadonlyMap<string, Actor> {
    const aliases = new Map<string, Actor>();
    for (const { aliases: declared } of this.#before('aliases-declared', asOf)) {
      for (const { handle, is } of declared as readonly { readonly handle: string; readonly is: string | null }[]) {
        if (is === null) aliases.delete(handle);
        else aliases.set(handle, is === 'bot' ? bot(handle) : person(is));
      }
    }
    return aliases;
  }

  #exclusions(check: string, asOf: number): ReadonlyMap<string, number> {
    const ended = new Set(this.#before('exclusion-ended', asOf).map(({ exclusion }) => exclusion));
    const exclusions = new Map<string, number>();
    for (const { position, entry, payload } of this.#entries) {
      const said = (payload ?? {}) as {
        readonly check?: string;
        readonly item?: string;
        readonly expires?: string | null;
      };
      if (entry.kind !== 'exclusion' || position >= asOf || said.check !== check || ended.has(position)) continue;
      exclusions.set(said.item ?? '', typeof said.expires === 'string' ? (parseInstant(said.expires) ?? NEVER) : NEVER);
    }
    return exclusions;
  }
}
