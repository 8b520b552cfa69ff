import type { SignedCheckpoint } from '../ledger/checkpoint.ts';
import type { Verifier } from '../ledger/note.ts';
import type { Trust as Believed, Vouch } from '../ledger/vouch.ts';
import { cosignaturesIn } from '../ledger/witness.ts';
import { Archive, MANIFEST } from './archive.ts';
import { Comparison } from './comparison.ts';
import { type Fault, Faults, messageOf } from './fault.ts';
import { LIMITS } from './limits.ts';
import { type Log, logPaths, readLog } from './log.ts';
import { type Manifest, PACKAGE_CREATED, parseManifest } from './manifest.ts';
import { vouchesOf } from './outside.ts';
import { type Remark, Sealed } from './sealed.ts';
import { signerOf } from './signer.ts';
import { textIn } from './json.ts';
import { ViewDigest, ViewWriter } from './views.ts';

/** What the reader of a package has from elsewhere, and whom they believe. */
export interface Trust {
  /** The verifier key of the log, or of one that it had before. */
  readonly key: Verifier | null;
  /** A checkpoint that was received earlier. */
  readonly since: SignedCheckpoint | null;
  /** Outsiders whom the reader believes. */
  readonly believed: Believed;
}

export interface Verified {
  readonly manifest: Manifest | null;
  readonly origin: string | null;
  readonly faults: readonly Fault[];
  /** What is as it was sealed, and a reader should know. */
  readonly remarks: readonly Remark[];
  /** How the signer was established; null when they were not. */
  readonly signer: string | null;
  readonly entries: number;
  readonly records: number;
  readonly artifacts: number;
  /** What erasures destroyed: entries' payloads, and artifacts and segments that lost something. */
  readonly erased: { readonly payloads: number; readonly artifacts: number; readonly segments: number };
  /** Received dates of the first and the last entry. */
  readonly received: readonly [string, string] | null;
  /** What outsiders whom the reader believes say of the log. */
  readonly vouches: readonly Vouch[];
}

/** Verifies a package: nothing is needed but the file, and nothing is asked but the file. Throws what the file system says. */
export function verifyPackage(file: string, trust: Trust): Verified {
  const faults = new Faults();
  const archive = Archive.open(file, faults, { toHash: true });
  try {
    return verified(archive, trust, faults);
  } finally {
    archive.close();
  }
}

function verified(archive: Archive, trust: Trust, faults: Faults): Verified {
  const manifest = readManifest(archive, faults);
  const sealed = new Sealed();
  const views = new ViewWriter(manifest?.engagement.id ?? '', () => new ViewDigest());
  const before = faults.found.length;
  const log = readLog(archive, faults, (entry) => {
    sealed.take(entry);
    views.take(entry);
  });
  const whole = faults.found.length === before;
  if (whole) checkSeal(archive, manifest, { log, sealed, faults });
  const comparison = new Comparison({ archive, faults, sealed: whole ? sealed : null });
  if (manifest !== null) {
    comparison.manifest(manifest, views.end());
    const expected = new Set([...logPaths(log.checkpoint?.size ?? log.size), ...comparison.expected, MANIFEST]);
    for (const path of archive.paths)
      if (!expected.has(path)) faults.add('unexpected', path, 'nothing says what it is');
  }
  const signer = signerOf(log, trust, faults);
  return {
    manifest,
    origin: log.checkpoint?.origin ?? null,
    signer,
    entries: log.size,
    records: comparison.records,
    artifacts: manifest?.artifacts.included.length ?? 0,
    erased: {
      payloads: log.erased,
      artifacts: sealed.erasedArtifacts.size,
      segments: [...sealed.segments.values()].filter(({ erased }) => erased).length,
    },
    received: log.received,
    vouches: manifest === null ? [] : vouches(archive, manifest, { log, trust, signer, faults }),
    remarks: [...sealed.remarks, ...comparison.remarks],
    faults: faults.found,
  };
}

function readManifest(archive: Archive, faults: Faults): Manifest | null {
  const member = archive.find(MANIFEST);
  if (member === undefined) faults.add('missing', MANIFEST, 'it is missing');
  const bytes = member === undefined ? null : archive.read(member, LIMITS.manifest, faults);
  if (bytes === null) return null;
  try {
    return parseManifest(bytes);
  } catch (error) {
    faults.add('malformed', MANIFEST, messageOf(error));
    return null;
  }
}

interface Sealing {
  readonly log: Log;
  readonly sealed: Sealed;
  readonly faults: Faults;
}

/** The last entry of the log seals the manifest, for this engagement, and at the moment that the manifest names. */
function checkSeal(archive: Archive, manifest: Manifest | null, { log, sealed: { last }, faults }: Sealing): void {
  const member = archive.find(MANIFEST);
  const digest = member === undefined ? null : archive.sha256(member);
  if (last?.kind !== PACKAGE_CREATED || textIn(last.payload, 'manifest') !== digest)
    faults.add('unsealed', MANIFEST, 'it is not the one that the last entry of the log seals');
  else if (manifest !== null && textIn(last.payload, 'engagement') !== manifest.engagement.id)
    faults.add('contradicted', MANIFEST, 'the last entry of the log seals it for another engagement');
  if (manifest === null) return;
  if (manifest.origin !== log.checkpoint?.origin)
    faults.add('contradicted', MANIFEST, `it names the log ${manifest.origin}, and the checkpoint another`);
  if (manifest.asOf.position !== log.size - 1)
    faults.add(
      'contradicted',
      MANIFEST,
      'it is not as of the moment at which it was sealed: later entries would not count',
    );
}

/** What outsiders said of earlier checkpoints, in the package or on the checkpoint that the reader kept. */
function vouches(
  archive: Archive,
  manifest: Manifest,
  {
    log,
    trust: { since, believed },
    signer,
    faults,
  }: { readonly log: Log; readonly trust: Trust; readonly signer: string | null; readonly faults: Faults },
): readonly Vouch[] {
  const inside = vouchesOf(archive, manifest, { log, believed }, faults);
  if (since === null || signer === null || since.size > log.size) return inside;
  const { verified } = cosignaturesIn(linesOf(since), since.note, believed.witnesses);
  const kept = verified.flatMap(({ verifier, time }) =>
    time === null ? [] : [{ size: since.size, time: time * 1000, by: verifier.name }],
  );
  return [...inside, ...kept];
}

const linesOf = ({ note }: SignedCheckpoint): string =>
  note.signatures
    .map(({ name, keyId, signature }) => `\u2014 ${name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`)
    .join('');
