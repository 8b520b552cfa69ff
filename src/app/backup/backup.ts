import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { BACKUP } from '#/features/populations/index.ts';
import { AREAS, type BlobStore } from '#/platform/blob/blob-store.ts';
import { type DumpedRows, type Snapshot, withSnapshot } from '#/platform/db/dump.ts';
import { writeFileWhole } from '#/platform/file-writer.ts';
import { VERSION } from '#/app/version.ts';
import type { Attestry } from '#/app/wire.ts';
import { BackupWriter, type Manifest } from './archive.ts';

export const CANARY = 'backup';
export const SECRET = 'secret.key';

export interface BackedUp {
  readonly file: string;
  readonly organizations: number;
  readonly rows: number;
  readonly files: number;
  readonly entries: number;
  readonly withSecretKey: boolean;
}

export interface BackupSetup {
  readonly file: string;
  /** The key under which secrets are encrypted goes into the file: then whoever has the file has the secrets. */
  readonly withSecretKey: boolean;
  readonly signal: AbortSignal;
}

type Backed = Pick<Attestry, 'db' | 'blobs' | 'config' | 'vault' | 'chance'>;

/** Writes everything as it is at one moment, while others go on; the file is there when it is complete, or not at all. */
export async function backup(attestry: Backed, { file, withSecretKey, signal }: BackupSetup): Promise<BackedUp> {
  const { db, config } = attestry;
  // Before and after the moment, so that what is erased or merged meanwhile is noticed.
  const organizations = await db.organizations();
  if (organizations.length === 0) throw new DomainError('organization_none', { data: config.data });
  return keptStill(db, async () =>
    written(attestry, { file, withSecretKey, signal }, await filesOf(attestry, organizations)),
  );
}

/** Meanwhile no merge takes away files that it took the place of. Beside another backup they may go when that one ends. */
async function keptStill<T>(db: Backed['db'], work: () => Promise<T>): Promise<T> {
  let begun = false;
  try {
    return await db.alone(BACKUP, () => {
      begun = true;
      return work();
    });
  } catch (error) {
    if (begun || !(error instanceof DomainError && error.code === 'busy')) throw error;
    return work();
  }
}

function written(
  attestry: Backed,
  { file, withSecretKey, signal }: BackupSetup,
  before: ReadonlyMap<string, Kept>,
): Promise<BackedUp> {
  const { db, config, vault, chance } = attestry;
  return withSnapshot(db.url, (snapshot) =>
    writeFileWhole(file, async (to) => {
      const writer = new BackupWriter(to);
      const { rows, parts } = await writeRows(writer, snapshot, signal);
      const files = new Map([...before, ...(await filesOf(attestry, snapshot.logs))]);
      for (const [name, { blobs, area, address }] of files) {
        signal.throwIfAborted();
        await writeBlob(writer, name, () => blobs.open(area, address));
      }
      for (const { org } of snapshot.logs) {
        const keys = path.join(config.data, 'keys', `${org}.json`);
        if (existsSync(keys)) await writer.add(`keys/${org}.json`, readFileSync(keys));
      }
      if (withSecretKey)
        await writer.add(SECRET, Buffer.from(config.secret ?? readFileSync(path.join(config.data, SECRET), 'utf8')));
      await writer.end({
        format: 'attestry-backup',
        v: 1,
        version: VERSION,
        made: chance.now(),
        migrations: [...snapshot.migrations],
        logs: [...snapshot.logs],
        rows: parts,
        canary: Buffer.from(vault.seal(Buffer.from(CANARY), CANARY)).toString('base64'),
      });
      const entries = snapshot.logs.reduce((sum, { size }) => sum + size, 0);
      return { file, organizations: snapshot.logs.length, rows, files: files.size, entries, withSecretKey };
    }),
  );
}

/** Some rows a member: a member says its size before its bytes, and no table is held in memory. */
async function writeRows(
  writer: BackupWriter,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<{ readonly rows: number; readonly parts: Manifest['rows'] }> {
  const parts: Manifest['rows'] = [];
  let count = 0;
  for await (const { org, schema, table, rows } of snapshot.rows()) {
    signal.throwIfAborted();
    const name = `rows/${String(parts.length).padStart(8, '0')}.json`;
    await writer.add(name, Buffer.from(JSON.stringify(rows satisfies DumpedRows['rows'])));
    parts.push({ path: name, org, schema, table });
    count += rows.length;
  }
  return { rows: count, parts };
}

interface Kept {
  readonly blobs: BlobStore;
  readonly area: (typeof AREAS)[number];
  readonly address: string;
}

async function filesOf(
  { blobs }: Pick<Backed, 'blobs'>,
  organizations: readonly { readonly org: string }[],
): Promise<ReadonlyMap<string, Kept>> {
  const found = new Map<string, Kept>();
  for (const { org } of organizations) {
    const store = blobs(org);
    for (const area of AREAS)
      for (const address of [...(await store.list(area))].sort())
        found.set(`blobs/${org}/${area}/${address}`, { blobs: store, area, address });
  }
  return found;
}

async function writeBlob(writer: BackupWriter, name: string, open: () => ReturnType<BlobStore['open']>): Promise<void> {
  const bytes = await open().catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'blob_missing')
      throw new DomainError('backup_moved', { where: name }, { cause: error });
    throw error;
  });
  try {
    await writer.stream(name, bytes);
  } finally {
    bytes.close();
  }
}
