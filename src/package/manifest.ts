import { canonicalBytes, type Json } from '../ledger/canonical.ts';
import { listIn, membersOf, readCanonical } from './json.ts';

/** What a package says of itself, version 1. Its SHA-256 is sealed by the last entry of the log that it carries. */
export interface Manifest {
  readonly v: 1;
  readonly format: 'attestry-package';
  readonly software: string;
  readonly organization: { readonly name: string; readonly slug: string; readonly demo: boolean };
  readonly origin: string;
  readonly engagement: {
    readonly id: string;
    readonly type: string;
    readonly first: string;
    readonly last: string;
    readonly zone: string;
    /** The first instant of the first day, and the first after the last, in milliseconds since 1970. */
    readonly start: number;
    readonly end: number;
  };
  /** The position of the entry that seals the manifest: everything before it was seen. The instant was taken for now. */
  readonly asOf: { readonly position: number; readonly instant: string };
  /** Documents with their SHA-256, in order of their paths. */
  readonly documents: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  /** All segments, in order of position; of one that lost something to an erasure, its successor. */
  readonly segments: readonly {
    readonly position: number;
    readonly population: string;
    readonly digest: string;
    readonly successor: boolean;
  }[];
  /** SHA-256 of the artifacts whose bytes are here, ascending; how many of the log's are not, and how many were erased. */
  readonly artifacts: { readonly included: readonly string[]; readonly omitted: number; readonly erased: number };
  /** The last run of each check, in order of the check's id. */
  readonly runs: readonly { readonly check: string; readonly position: number; readonly outcomes: string }[];
}

export const manifestBytes = (manifest: Manifest): Uint8Array => canonicalBytes(manifest as unknown as Json);

/** The kind of entry that seals a manifest. */
export const PACKAGE_CREATED = 'package-created';

/** Throws TypeError for bytes that are not exactly a manifest of a known version. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const read = readCanonical(bytes);
  if (read === null) throw new TypeError('the manifest is not canonical JSON, so it could be read in two ways');
  const manifest = membersOf(read.value);
  if (manifest['format'] !== 'attestry-package') throw new TypeError('not the manifest of a package');
  if (manifest['v'] !== 1)
    throw new TypeError(`a package of version ${String(manifest['v'])}: this reader knows version 1`);
  const wrong = Object.entries(FORM).find(([name, fits]) => !fits(manifest[name]));
  if (wrong !== undefined) throw new TypeError(`the manifest's member "${wrong[0]}" is not of its form`);
  const extra = Object.keys(manifest).find((name) => !(name in FORM));
  if (extra !== undefined) throw new TypeError(`the manifest has a member "${extra}", which version 1 does not know`);
  return manifest as unknown as Manifest;
}

type Fits = (value: unknown) => boolean;

const isText: Fits = (value) => typeof value === 'string';
const isCount: Fits = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isFlag: Fits = (value) => typeof value === 'boolean';
const isDigest: Fits = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

const objectOf =
  (form: Readonly<Record<string, Fits>>): Fits =>
  (value) =>
    Object.keys(membersOf(value)).length === Object.keys(form).length &&
    Object.entries(form).every(([name, fits]) => fits(membersOf(value)[name]));

const ascending =
  (key: (each: unknown) => unknown, fits: Fits): Fits =>
  (value) =>
    Array.isArray(value) &&
    value.every((each, at) => fits(each) && (at === 0 || (key(value[at - 1]) as string) < (key(each) as string)));

const by = (name: string) => (each: unknown) => membersOf(each)[name];

const FORM: Readonly<Record<string, Fits>> = {
  v: isCount,
  format: isText,
  software: isText,
  organization: objectOf({ name: isText, slug: isText, demo: isFlag }),
  origin: isText,
  engagement: objectOf({
    id: isText,
    type: isText,
    first: isText,
    last: isText,
    zone: isText,
    start: Number.isSafeInteger,
    end: Number.isSafeInteger,
  }),
  asOf: objectOf({ position: isCount, instant: isText }),
  documents: ascending(by('path'), objectOf({ path: isText, bytes: isCount, sha256: isDigest })),
  segments: ascending(
    by('position'),
    objectOf({ position: isCount, population: isText, digest: isDigest, successor: isFlag }),
  ),
  artifacts: (value) =>
    objectOf({ included: Array.isArray, omitted: isCount, erased: isCount })(value) &&
    ascending((each) => each, isDigest)(listIn(value, 'included')),
  runs: ascending(by('check'), objectOf({ check: isText, position: isCount, outcomes: isDigest })),
};
