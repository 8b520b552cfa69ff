import { canonicalBytes, type Json } from '../ledger/canonical.ts';

/** What a package says of itself, version 1. Its SHA-256 is sealed by the last entry of the log that it carries. */
export interface Manifest {
  readonly v: 1;
  readonly format: 'attestry-package';
  readonly software: string;
  readonly organization: { readonly name: string; readonly slug: string; readonly demo: boolean };
  readonly origin: string;
  readonly engagement: { readonly id: string; readonly first: string; readonly last: string; readonly zone: string };
  /** What the log held, and the instant that was taken for now. */
  readonly asOf: { readonly position: number; readonly instant: string };
  /** Documents with their SHA-256. */
  readonly documents: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  /** Segments in order of position; `erased` where only a successor is left. */
  readonly segments: readonly {
    readonly position: number;
    readonly population: string;
    readonly digest: string;
    readonly successor: boolean;
  }[];
  /** SHA-256 of the artifacts whose bytes are here; how many of the log's are not. */
  readonly artifacts: { readonly included: readonly string[]; readonly omitted: number; readonly erased: number };
  /** The last run of each check, by its position in the log. */
  readonly runs: readonly { readonly check: string; readonly position: number; readonly outcomes: string }[];
}

export const manifestBytes = (manifest: Manifest): Uint8Array => canonicalBytes(manifest as unknown as Json);

/** The kind of entry that seals a manifest. */
export const PACKAGE_CREATED = 'package-created';

/** Throws TypeError for bytes that are not exactly a manifest of a known version. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const manifest = JSON.parse(Buffer.from(bytes).toString('utf8')) as Partial<Manifest> | null;
  if (manifest?.format !== 'attestry-package') throw new TypeError('not the manifest of a package');
  if (manifest.v !== 1) throw new TypeError(`a package of version ${String(manifest.v)}: this reader knows version 1`);
  for (const list of ['documents', 'segments', 'runs'] as const) {
    if (!Array.isArray(manifest[list])) throw new TypeError(`the manifest has no list of ${list}`);
  }
  if (!Array.isArray(manifest.artifacts?.included)) throw new TypeError('the manifest has no list of artifacts');
  if (Buffer.compare(manifestBytes(manifest as Manifest), bytes) !== 0)
    throw new TypeError('the manifest is not in its canonical form');
  return manifest as Manifest;
}
