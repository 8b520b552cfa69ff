import { parseCheckpoint } from '../ledger/checkpoint.ts';
import { sameBytes, sha256Hex } from '../ledger/hash.ts';
import { parseVerifierKey, verifiedSignatures, verifierKey } from '../ledger/note.ts';
import { Archive, type Fault, MANIFEST, type Member } from './archive.ts';
import type { Trust as Believed, Vouch } from '../ledger/vouch.ts';
import { checkSegment, memberDigest } from './contents.ts';
import { type Log, logPaths, readLog } from './log.ts';
import { type Manifest, PACKAGE_CREATED, parseManifest } from './manifest.ts';
import { vouchesOf } from './outside.ts';

/** What the reader of a package has from elsewhere: without either, anybody could have signed it. */
export interface Trust {
  /** The verifier key of the log, or of one that it had before. */
  readonly key: string | null;
  /** A checkpoint that was received earlier. */
  readonly since: string | null;
  /** Outsiders whom the reader believes. */
  readonly believed: Believed;
}

export interface Verified {
  readonly manifest: Manifest | null;
  readonly faults: readonly Fault[];
  /** How the signer was established; null when they were not. */
  readonly signer: string | null;
  readonly entries: number;
  readonly records: number;
  readonly artifacts: number;
  readonly erased: number;
  /** Received dates of the first and the last entry. */
  readonly received: readonly [string, string] | null;
  /** What outsiders whom the reader believes say of the log. */
  readonly vouches: readonly Vouch[];
}

/** Verifies a package: nothing is needed but the file, and nothing is asked but the file. */
export function verifyPackage(file: string, trust: Trust): Verified {
  const archive = Archive.open(file);
  try {
    return new Verification(archive).run(trust);
  } finally {
    archive.close();
  }
}

class Verification {
  readonly #archive: Archive;
  readonly #faults: Fault[];
  readonly #expected = new Set<string>();
  #records = 0;
  #artifacts = 0;

  constructor(archive: Archive) {
    this.#archive = archive;
    this.#faults = [...archive.faults];
  }

  run(trust: Trust): Verified {
    const log = readLog(this.#archive, this.#faults);
    for (const path of logPaths(log.checkpoint?.size ?? 0)) this.#expected.add(path);
    const manifest = this.#manifest(log);
    if (manifest !== null) this.#contents(manifest, log);
    const vouches =
      manifest === null ? [] : vouchesOf(this.#archive, manifest, { log, believed: trust.believed }, this.#faults);
    for (const { path } of this.#archive.members)
      if (!this.#expected.has(path)) this.#fault(path, 'nothing says what it is');
    const [first, last] = [log.entries[0], log.entries.at(-1)];
    return {
      manifest,
      faults: this.#faults,
      signer: this.#signer(log, trust),
      entries: log.entries.length,
      records: this.#records,
      artifacts: this.#artifacts,
      erased: log.erased.size,
      received: first === undefined || last === undefined ? null : [first.entry.received, last.entry.received],
      vouches,
    };
  }

  /** The last entry of the log seals the manifest. */
  #manifest(log: Log): Manifest | null {
    this.#expected.add(MANIFEST);
    const member = this.#archive.find(MANIFEST);
    if (member === undefined) {
      this.#fault(MANIFEST, 'it is missing');
      return null;
    }
    const bytes = this.#archive.read(member);
    const sealed = log.entries.at(-1);
    const { manifest: digest } = (sealed?.payload ?? {}) as { readonly manifest?: unknown };
    if (sealed?.entry.kind !== PACKAGE_CREATED || digest !== sha256Hex(bytes))
      this.#fault(MANIFEST, 'it is not the one that the last entry of the log seals');
    try {
      const manifest = parseManifest(bytes);
      if (manifest.origin !== log.checkpoint?.origin)
        this.#fault(MANIFEST, `it names the log ${manifest.origin}, and the checkpoint another`);
      return manifest;
    } catch (error) {
      this.#fault(MANIFEST, error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  #contents(manifest: Manifest, log: Log): void {
    const known = sealedDigests(log);
    for (const { path, bytes, sha256 } of manifest.documents) {
      const member = this.#member(path);
      if (member !== null && (member.size !== bytes || memberDigest(this.#archive, member) !== sha256))
        this.#fault(path, 'it is not the one that the manifest names');
    }
    for (const { position, population, digest, successor } of manifest.segments) {
      const path = `segments/${digest}`;
      const member = this.#member(path);
      if (member !== null) this.#records += checkSegment(this.#archive, member, digest, this.#faults);
      if (!known.segments.get(position)?.has(digest))
        this.#fault(
          path,
          `the log seals no such segment of ${population} at position ${position}${successor ? ', nor as its successor' : ''}`,
        );
    }
    for (const sha256 of manifest.artifacts.included) this.#addressed('artifacts', sha256, known.artifacts);
    for (const { outcomes } of manifest.runs) this.#addressed('outcomes', outcomes, known.outcomes);
    this.#artifacts = manifest.artifacts.included.length;
    this.#complete(manifest, known);
  }

  /** Every segment that the log sealed is there; an auditor need not ask which were left out. */
  #complete(manifest: Manifest, { segments }: Known): void {
    const present = new Set(manifest.segments.map(({ position }) => position));
    for (const position of segments.keys())
      if (!present.has(position))
        this.#fault('segments', `the segment that the log seals at position ${position} is missing`);
  }

  #addressed(area: string, sha256: string, known: ReadonlySet<string>): void {
    const path = `${area}/${sha256}`;
    const member = this.#member(path);
    if (member !== null && memberDigest(this.#archive, member) !== sha256)
      this.#fault(path, 'its bytes are not those that were sealed');
    if (!known.has(sha256)) this.#fault(path, 'the log does not seal it');
  }

  #member(path: string): Member | null {
    this.#expected.add(path);
    const member = this.#archive.find(path);
    if (member === undefined) this.#fault(path, 'it is missing');
    return member ?? null;
  }

  /** A key that the reader has, or a checkpoint that they received earlier, says whose log this is. */
  #signer(log: Log, { key, since }: Trust): string | null {
    if (key !== null) {
      const wanted = verifierKey(parseVerifierKey(key));
      if (log.keys.includes(wanted))
        return `the key that you gave is ${wanted === log.keys.at(-1) ? 'the key of the log' : 'an earlier key of the log, which handed over to the present one'}`;
      this.#fault('log', 'it was not signed by the key that you gave, nor by one that it handed over to');
    }
    return since === null ? null : this.#continues(log, since);
  }

  #continues(log: Log, since: string): string | null {
    const earlier = parseCheckpoint(since);
    const keys = log.keys.map(parseVerifierKey);
    if (earlier.origin !== log.checkpoint?.origin)
      this.#fault('log', `the checkpoint that you gave is of another log, ${earlier.origin}`);
    else if (verifiedSignatures(earlier.note, keys).length === 0)
      this.#fault('log', 'the checkpoint that you gave was not signed by a key of this log');
    else if (earlier.size > log.entries.length)
      this.#fault(
        'log',
        `the checkpoint that you gave has ${earlier.size} entries, and this log only ${log.entries.length}`,
      );
    else if (!sameBytes(log.rootAt(earlier.size), earlier.root))
      this.#fault('log', `the first ${earlier.size} entries are not those of the checkpoint that you gave`);
    else return `the log continues the checkpoint of ${earlier.size} entries that you gave`;
    return null;
  }

  #fault(where: string, what: string): void {
    this.#faults.push({ where, what });
  }
}

/** What the log seals, by what it is found by. */
interface Known {
  readonly segments: ReadonlyMap<number, ReadonlySet<string>>;
  readonly artifacts: ReadonlySet<string>;
  readonly outcomes: ReadonlySet<string>;
}

function sealedDigests({ entries }: Log): Known {
  const segments = new Map<number, Set<string>>();
  const artifacts = new Set<string>();
  const outcomes = new Set<string>();
  for (const { position, entry, payload } of entries) {
    const said = (payload ?? {}) as {
      readonly digest?: string;
      readonly sha256?: string;
      readonly outcomes?: string;
      readonly segment?: number;
      readonly successor?: string;
    };
    if (entry.kind === 'segment' && said.digest !== undefined) segments.set(position, new Set([said.digest]));
    if (entry.kind === 'artifact-received' && said.sha256 !== undefined) artifacts.add(said.sha256);
    if (entry.kind === 'check-run' && said.outcomes !== undefined) outcomes.add(said.outcomes);
    if (entry.kind === 'erasure' && said.segment !== undefined && said.successor !== undefined)
      segments.set(said.segment, new Set([said.successor]));
  }
  return { segments, artifacts, outcomes };
}
