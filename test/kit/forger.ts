import { formatCheckpoint } from '#/ledger/checkpoint.ts';
import { canonicalBytes, type Json } from '#/ledger/canonical.ts';
import { commitment, entryBytes } from '#/ledger/entry.ts';
import { leafHash, sha256Hex } from '#/ledger/hash.ts';
import { formatNote, privateKeyFrom, type Signer, signerOf, signNote, verifierKey } from '#/ledger/note.ts';
import { entriesPath, TILE_WIDTH, tilePath, tilesOf, tileWidth } from '#/ledger/tiles.ts';
import { Archive } from '#/package/archive.ts';
import { bundle, payloadBundle } from '#/package/bundles.ts';
import { Faults } from '#/package/fault.ts';
import { BLOCK, END, memberHeader, padding, parseHeader } from '#/package/format.ts';
import { LogTree } from '#/package/log-tree.ts';
import { type LogEntry, readLog } from '#/package/log.ts';
import { type Manifest, manifestBytes } from '#/package/manifest.ts';
import { ViewText, ViewWriter } from '#/package/views.ts';

/** Members of an archive by their paths, in their order. */
export type Members = Map<string, Uint8Array>;

/** Takes an archive that is in order apart. */
export function membersOf(bytes: Uint8Array): Members {
  const members: Members = new Map();
  for (let at = 0; ; ) {
    const header = parseHeader(bytes.subarray(at, at + BLOCK));
    if (header === null) return members;
    members.set(header.path, bytes.subarray(at + BLOCK, at + BLOCK + header.size));
    at += BLOCK + header.size + padding(header.size);
  }
}

/** Puts members together in the order in which they are given, whatever that is. */
export const archiveOf = (members: Iterable<readonly [string, Uint8Array]>): Uint8Array =>
  Buffer.concat([
    ...[...members].flatMap(([path, bytes]) => [
      memberHeader(path, bytes.length),
      bytes,
      new Uint8Array(padding(bytes.length)),
    ]),
    END,
  ]);

/** What the operator, who holds the key and every tool, can make anything of before sealing it. */
export interface Forgery {
  readonly entries: { kind: string; received: string; payload: Json | null }[];
  readonly documents: Map<string, Uint8Array>;
  /** Artifacts, segments and outcomes. */
  readonly contents: Map<string, Uint8Array>;
  manifest: Manifest;
  /** Views of the log that are not made from it again. */
  readonly keptViews: Set<string>;
  /** The payload of the last entry, when it is another than it should be. */
  sealing: Record<string, Json>;
}

const OPERATOR: Signer = signerOf('demo.attestry/forged', 'log', privateKeyFrom(new Uint8Array(32).fill(7)));
export const OPERATOR_KEY: string = verifierKey(OPERATOR);

/** The entries of the log in a package. */
export function entriesOf(name: string): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  const archive = Archive.open(name, new Faults());
  readLog(archive, new Faults(), (entry) => entries.push(entry));
  archive.close();
  return entries;
}

/** Makes a package again, with every hash, tile and signature as it must be, of what a lie made of its contents. */
export function forged(members: Members, entries: readonly LogEntry[], lie: (forgery: Forgery) => void): Uint8Array {
  const taken = (under: RegExp) => new Map([...members].filter(([path]) => under.test(path)));
  const forgery: Forgery = {
    entries: entries
      .slice(0, -1)
      .map(({ kind, received, payload }) => ({ kind, received, payload: resealed(kind, payload) })),
    documents: taken(/^[^/]+$|^outside\//),
    contents: taken(/^(artifacts|segments|outcomes)\//),
    manifest: {
      ...(JSON.parse(Buffer.from(members.get('manifest.json') ?? []).toString()) as Manifest),
      origin: OPERATOR.name,
    },
    keptViews: new Set(),
    sealing: {},
  };
  forgery.documents.delete('manifest.json');
  lie(forgery);
  return assembled(forgery);
}

/** The log is the operator's own now; a key that was changed stays as it is. */
function resealed(kind: string, payload: unknown): Json | null {
  if (payload === undefined) return null;
  if (kind === 'log-begun') return { v: 1, origin: OPERATOR.name, verifier: OPERATOR_KEY };
  return payload as Json;
}

function assembled(forgery: Forgery): Uint8Array {
  const kept = forgery.entries.map((entry, position) =>
    entry.kind === 'key-rotated' ? { ...entry, kind: 'setting-changed', position } : { ...entry, position },
  );
  const views = new ViewWriter(forgery.manifest.engagement.id, () => new ViewText());
  for (const { kind, received, payload, position } of kept)
    views.take({
      kind,
      received,
      payload: payload ?? undefined,
      position,
      text: payload === null ? null : Buffer.from(canonicalBytes(payload)).toString(),
    });
  for (const [view, text] of views.end()) if (!forgery.keptViews.has(view)) forgery.documents.set(view, text.bytes());
  const documents = [...forgery.documents].sort(([a], [b]) => (a < b ? -1 : 1));
  const manifest = manifestBytes({
    ...forgery.manifest,
    documents: documents.map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) })),
  });
  const { id } = forgery.manifest.engagement;
  const payload = { v: 1, manifest: sha256Hex(manifest), engagement: id, person: 'mallory', ...forgery.sealing };
  const received = kept.at(-1)?.received ?? '';
  const log = logOf([...kept, { kind: 'package-created', received, payload }]);
  const rest = [...documents, ...forgery.contents, ...log].sort(([a], [b]) => (a < b ? -1 : 1));
  return archiveOf([['manifest.json', manifest], ...rest]);
}

type Sealed = Pick<Forgery['entries'][number], 'kind' | 'received' | 'payload'>;

function logOf(sealed: readonly Sealed[]): readonly (readonly [string, Uint8Array])[] {
  const tree = new LogTree();
  const laid = sealed.map(({ kind, received, payload }, at) => {
    const salt = new Uint8Array(32).fill(at % 256);
    const bytes = payload === null ? Buffer.from('gone') : canonicalBytes(payload);
    const entry = entryBytes({ v: 1, kind, received, payload: commitment(salt, bytes) });
    tree.add(leafHash(entry));
    return { entry, beside: payload === null ? null : { salt, payload: bytes } };
  });
  const size = laid.length;
  const text = formatCheckpoint({ origin: OPERATOR.name, size, root: tree.rootAt(size) });
  const bundles = Array.from({ length: Math.ceil(size / TILE_WIDTH) }, (_, index) => {
    const part = laid.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
    const path = entriesPath(index, part.length);
    return [
      [`log/${path}`, bundle(part.map(({ entry }) => entry))],
      [`log/${path.replace('tile/entries', 'payloads')}`, payloadBundle(part.map(({ beside }) => beside))],
    ] as const;
  });
  const tiles = tilesOf(size).map((address) => {
    const width = tileWidth(address, size);
    return [`log/${tilePath(address, width)}`, tree.tile(address, width)] as const;
  });
  const note = formatNote({ text, signatures: [signNote(text, OPERATOR)] });
  return [['log/checkpoint', Buffer.from(note)], ...bundles.flat(), ...tiles];
}
