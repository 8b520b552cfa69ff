import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { DomainError } from '#/core/errors.ts';
import { parseCheckpoint } from '#/ledger/checkpoint.ts';
import { AREAS } from '#/platform/blob/blob-store.ts';
import { folderBlobs } from '#/platform/blob/folder.ts';
import type { Config } from '#/platform/config.ts';
import { type DumpedRows, dropAll, isOccupied, load } from '#/platform/db/dump.ts';
import { embeddedDatabase } from '#/platform/db/embedded/database.ts';
import { migrate, migrations } from '#/platform/db/migrate.ts';
import { openVault, writePrivately } from '#/platform/keys.ts';
import { makeFolder } from '#/platform/make-folder.ts';
import { type Fsck, fsck } from '#/app/fsck.ts';
import { noted } from '#/app/noting.ts';
import { type Attestry, openAttestry } from '#/app/wire.ts';
import { BackupReader, type Manifest } from './archive.ts';
import { CANARY, SECRET } from './backup.ts';

export interface Restoring {
  readonly file: string;
  /** Checkpoints that anybody kept, of any of the organizations. */
  readonly known: readonly string[];
  readonly reason: string;
  readonly signal: AbortSignal;
}

export interface RestoredLog {
  readonly organization: string;
  readonly origin: string;
  /** Entries that the backup held; the one that opens the epoch follows them. */
  readonly entries: number;
  readonly epoch: number;
  readonly position: number;
  /** How many checkpoints that somebody kept are the beginning of this log. */
  readonly known: number;
  readonly fsck: Fsck;
}

/** Puts a backup where nothing is yet, opens a new epoch of each log, and looks at every byte. All of it, or nothing. */
export async function restoreBackup(config: Config, restoring: Restoring): Promise<readonly RestoredLog[]> {
  const reader = new BackupReader(restoring.file);
  try {
    mustBeKnown(reader.manifest);
    const known = byLog(reader.manifest, restoring.known);
    mustBeEmpty(config);
    const madeKey = await keyFrom(config, reader);
    const server = await serverOf(config, madeKey);
    try {
      if (await isOccupied(server.url))
        throw new DomainError('restore_occupied', { because: 'the database has organizations or accounts' });
      await dropAll(server.url); // an empty installation may have been made by a later version than the backup
      try {
        await putBack(config, { reader, url: server.url, signal: restoring.signal });
        return await proven(config, { ...restoring, manifest: reader.manifest, known });
      } catch (error) {
        await dropAll(server.url);
        await forget(config, madeKey);
        throw error;
      }
    } finally {
      server.release();
    }
  } finally {
    reader.close();
  }
}

/** This version can bring tables up to date from where the backup has them, if it knows all their migrations. */
function mustBeKnown({ migrations: theirs }: Manifest): void {
  const ours = migrations();
  const other = theirs.find(({ sha256 }, place) => ours[place]?.sha256 !== sha256);
  if (other !== undefined) throw new DomainError('backup_newer', { migration: other.name });
}

/** The known checkpoints of each log. A longer one than the backup has is refused before anything is made. */
function byLog({ logs }: Manifest, notes: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, string[]>(logs.map(({ org }) => [org, []]));
  for (const note of notes) {
    const { origin, size } = checkpointIn(note);
    const log = logs.find((each) => each.origin === origin);
    if (log === undefined)
      throw new DomainError('checkpoint_foreign', { known: size, because: `it is of the log ${origin}` });
    if (size > log.size) throw new DomainError('checkpoint_newer', { known: size, size: log.size });
    known.get(log.org)?.push(note);
  }
  return known;
}

function checkpointIn(note: string): ReturnType<typeof parseCheckpoint> {
  try {
    return parseCheckpoint(note);
  } catch (error) {
    throw new DomainError('checkpoint_foreign', { known: 0, because: error instanceof Error ? error.message : '' });
  }
}

/** The key that was kept apart may lie there, and a database that holds nothing. */
const MAY_BE_THERE = /^(secret\.key|postgres(\..*)?)$/;

function mustBeEmpty({ data }: Config): void {
  const there = existsSync(data) ? readdirSync(data).find((name) => !MAY_BE_THERE.test(name)) : undefined;
  if (there !== undefined) throw new DomainError('restore_occupied', { because: `${data} holds ${there}` });
}

/** Is the key there that opens the secrets? One that the backup holds is put in its place; true: it was. */
async function keyFrom({ data, secret }: Config, reader: BackupReader): Promise<boolean> {
  const file = path.join(data, SECRET);
  const given = secret ?? (existsSync(file) ? null : undefined);
  if (given === undefined && !reader.has(SECRET)) throw new DomainError('restore_without_key');
  const held = given === undefined ? reader.read(SECRET).toString('latin1') : null;
  openVault(data, held ?? secret).open(Buffer.from(reader.manifest.canary, 'base64'), CANARY);
  if (held === null) return false;
  makeFolder(data, 0o700);
  writePrivately(file, held);
  return true;
}

interface Server {
  readonly url: string;
  readonly release: () => void;
}

async function serverOf(config: Config, madeKey: boolean): Promise<Server> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, release: () => undefined };
  try {
    return await embeddedDatabase(path.join(config.data, 'postgres'));
  } catch (error) {
    await forget(config, madeKey);
    throw error;
  }
}

async function forget({ data }: Config, madeKey: boolean): Promise<void> {
  for (const name of ['blobs', 'keys', ...(madeKey ? [SECRET] : [])])
    await rm(path.join(data, name), { recursive: true, force: true });
}

interface PuttingBack {
  readonly reader: BackupReader;
  readonly url: string;
  readonly signal: AbortSignal;
}

/** Files first, then every row in one transaction, into tables as they were when the backup was made. */
async function putBack({ data }: Config, { reader, url, signal }: PuttingBack): Promise<void> {
  for (const { org } of reader.manifest.logs) {
    const blobs = folderBlobs(path.join(data, 'blobs', org));
    for (const area of AREAS) {
      const under = `blobs/${org}/${area}/`;
      for (const name of reader.paths(under)) {
        signal.throwIfAborted();
        await blobs.put(area, name.slice(under.length), reader.pieces(name));
      }
    }
    const keys = `keys/${org}.json`;
    if (reader.has(keys)) writePrivately(path.join(data, keys), reader.read(keys).toString('utf8'));
  }
  await migrate(url, reader.manifest.migrations.length);
  await load(url, rowsIn(reader, signal));
}

const Rows = z.array(z.string());

function* rowsIn(reader: BackupReader, signal: AbortSignal): Generator<DumpedRows> {
  for (const { path: name, org, schema, table } of reader.manifest.rows) {
    signal.throwIfAborted();
    yield { org, schema, table, rows: Rows.parse(JSON.parse(reader.read(name).toString('utf8'))) };
  }
}

interface Proving extends Omit<Restoring, 'known'> {
  readonly manifest: Manifest;
  readonly known: ReadonlyMap<string, readonly string[]>;
}

async function proven(config: Config, { manifest, known, reason }: Proving): Promise<readonly RestoredLog[]> {
  const attestry: Attestry = await openAttestry(config);
  try {
    const logs: RestoredLog[] = [];
    for (const { org, slug, origin, size } of manifest.logs) {
      const seen = known.get(org) ?? [];
      const restoring = { known: seen, reason, person: config.person };
      const acting = { attestry, caller: { org, person: config.person } };
      const { epoch, position } = await noted(acting, { name: 'installation.restored' }, () =>
        attestry.ledger.restored(org, restoring),
      );
      const found = await fsck(attestry, org);
      logs.push({ organization: slug, origin, entries: size, epoch, position, known: seen.length, fsck: found });
    }
    return logs;
  } finally {
    await attestry.close();
  }
}
