import path from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { Tools } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { handedIn } from '#/core/handed-in.ts';
import { speakPlainly } from '#/core/schema-words.ts';
import { type Ledger, ledger, type Outside, witness } from '#/features/ledger/index.ts';
import { posting } from '#/features/mail/index.ts';
import { calendarAt } from '#/features/organization/index.ts';
import { type Populations, populations } from '#/features/populations/index.ts';
import type { AdvisingDeps } from '#/features/readiness/index.ts';
import { fileHandedIn, type SourcesDeps, type UploadDeps } from '#/features/sources/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import { folderBlobs } from '#/platform/blob/folder.ts';
import { type Chance, systemChance } from '#/platform/clock.ts';
import { type Config, environment } from '#/platform/config.ts';
import { type Database, openDatabase, type Organization, type Tx } from '#/platform/db/database.ts';
import { isOccupied } from '#/platform/db/dump.ts';
import { type Documents, documents } from '#/platform/documents/documents.ts';
import { type Exports, exportsIn } from '#/platform/exports.ts';
import { changedAt, files, readWhole } from '#/platform/files.ts';
import { gitTool } from '#/platform/git.ts';
import { httpTool } from '#/platform/http.ts';
import { makeFolder } from '#/platform/make-folder.ts';
import type { Queue } from '#/platform/jobs/queue.ts';
import type { Post } from '#/platform/mail/letter.ts';
import { type Mailer, mailer } from '#/platform/mail/mailer.ts';
import { addressesOf } from '#/platform/outbound/names.ts';
import { type Outbound, outbound } from '#/platform/outbound/outbound.ts';
import { hasKey, openVault, type Vault } from '#/platform/keys.ts';
import { type SigningKeys, signingKeys } from '#/platform/signing-keys.ts';
import { NO_TRACES, type Traces, traces } from '#/platform/traces/traces.ts';
import { KINDS } from './kinds.ts';
import { type Readers, readers } from './readers/readers.ts';
import { VERSION } from './version.ts';

/** Everything that services need, put together once. */
export interface Attestry {
  readonly config: Config;
  readonly db: Database;
  readonly chance: Chance;
  readonly vault: Vault;
  readonly ledger: Ledger;
  readonly signing: SigningKeys;
  readonly populations: Populations;
  readonly blobs: (org: string) => BlobStore;
  readonly sources: UploadDeps;
  /** What jobs wrote for people to take away. */
  readonly exports: Exports;
  /** The queue, opened when it is first asked for; `works` then says whether this process takes work from it. */
  readonly queue: (works?: boolean) => Promise<Queue>;
  /** The address that people see, without a slash at its end. */
  readonly url: string;
  /** Where checkpoints are sent, outside. */
  readonly witness: ReturnType<typeof witness>;
  /** Hands mail to the server that the configuration names; null: no mail leaves. */
  readonly mailer: Mailer | null;
  /** Sends to addresses that people chose. */
  readonly outbound: Outbound;
  /** The addresses that a name has. Throws where it cannot be looked up. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** Works on PDFs, in threads that begin when they are first needed. */
  readonly documents: Documents;
  /** Reads files, in threads that begin when they are first needed. */
  readonly readers: Readers;
  /** Puts a message into the outbox. */
  readonly post: Post;
  /** How work is followed, once a server began. */
  readonly traces: Traces;
  /** The zone in which an organization enters days. */
  readonly zoneOf: (tx: Tx) => Promise<string>;
  /** Of how many deviations management said something. */
  readonly explained: AdvisingDeps['explained'];
  close(): Promise<void>;
}

/** Opens the data folder, or the server that the configuration names. */
export async function openAttestry(config: Config, chance: Chance = systemChance): Promise<Attestry> {
  speakPlainly();
  makeFolder(config.data, config.databaseUrl === null ? undefined : 0o700);
  const following = traces(config.traces, VERSION);
  const folder = path.join(config.data, 'postgres');
  const db = await openDatabase({ url: config.databaseUrl, folder, traces: following });
  const blobs = (org: string): BlobStore => folderBlobs(path.join(config.data, 'blobs', org));
  try {
    const isNew = config.secret !== null || hasKey(config.data) || !(await isOccupied(db.url));
    return wired(config, { db, chance, blobs }, { following, isNew });
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** What services stand on. */
export type Ground = Pick<Attestry, 'db' | 'chance' | 'blobs'>;

const zoneOf = async (tx: Tx): Promise<string> => (await calendarAt(tx, Number.MAX_SAFE_INTEGER)).zone;

/** Puts the services together on a database and files that are open; `isNew`: nothing was encrypted for it yet. */
export function wired(
  config: Config,
  { db, chance, blobs }: Ground,
  { following, isNew }: { readonly following: Traces; readonly isNew: boolean } = { following: NO_TRACES, isNew: true },
): Attestry {
  const vault = openVault(config.data, config.secret, isNew);
  const signing = signingKeys(path.join(config.data, 'keys'), vault);
  const log = ledger({ db, keys: signing, chance });
  let opened: Promise<Queue> | null = null;
  const queue = (works = false): Promise<Queue> => (opened ??= queueOf(db, works, following));
  const shared = { db, chance, vault, ledger: log, blobs };
  const url = config.url ?? `http://localhost:${config.port}`;
  const outgoing = config.smtp === null ? null : mailer(config.smtp, config.mailFrom ?? `attestry@${hostOf(url)}`);
  const [papers, reads] = [documents(), readers()];
  const reading = populations({ db, blobs });
  return {
    config,
    ...shared,
    signing,
    documents: papers,
    readers: reads,
    exports: exportsIn(config.data),
    resolve: addressesOf,
    url,
    queue,
    traces: following,
    mailer: outgoing,
    outbound: outbound({ networks: config.webhookNetworks, isOwnMachine: isOwnMachine(config, url) }),
    post: posting({ chance, vault, queue, mailer: outgoing }),
    populations: reading,
    sources: {
      ...shared,
      traces: following,
      collectors: async () => (await import('#/collectors/index.ts')).COLLECTORS,
      tools: (org, source, signal) =>
        toolsFor(
          { config, chance, signal, fileHandedIn: (file) => fileHandedIn({ db, blobs }, org, file) },
          org,
          source,
        ),
      zoneOf,
      look: async (file, layout, zone) =>
        (await import('#/collectors/file/told.ts')).lookTold(await file(), layout, zone),
    },
    witness: witness({ db, seal: log.seal, chance, outside: outsideOf(config, chance) }),
    zoneOf,
    // read by whoever asks what is left to do, and by nobody who begins
    explained: async (...asked) => (await import('#/features/deviations/index.ts')).explainedAmong(...asked),
    close: async () => {
      reading.close();
      await papers.close();
      await reads.close();
      await (await opened)?.close(0);
      await db.close();
      await following.close();
    },
  };
}

/** It listens to this machine and is called by its name: whoever uses it has the machine, and what runs there. */
export const isOwnMachine = ({ host }: Config, url: string): boolean => LOOPBACK.has(host) && LOOPBACK.has(hostOf(url));
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

const hostOf = (url: string): string => new URL(url).hostname;

/** Read only when it is wanted: a command that asks a question waits for none of it. */
async function queueOf({ url }: Database, works: boolean, following: Traces): Promise<Queue> {
  const { openQueue } = await import('#/platform/jobs/queue.ts');
  return openQueue({ url, kinds: KINDS, works, onError: () => undefined, traces: following });
}

/**
 * A note of some lines, and a short answer: whoever keeps a server waiting for it is left, and the others of it are told.
 * The next try comes by itself.
 */
const OF_NOTES = { timeout: 15_000, tries: 2, longestPause: 5_000, answer: 2 ** 20 };

/** What outsiders are told with. */
export function outsideOf(config: Config, chance: Chance): Outside {
  const { signal } = new AbortController(); // every request has its own limit of time
  return {
    http: httpTool({ chance, signal, limits: OF_NOTES }),
    git: gitTool({ environment: environment(), signal }),
    files,
    folder: (org) => path.join(config.data, 'work', org, 'witness'),
  };
}

/** An answer is parsed in one piece, while whoever else asks this process waits; a page of a provider is far smaller. */
const OF_PROVIDERS = { answer: 16 * 2 ** 20 };

interface ToolSetup {
  readonly config: Config;
  readonly chance: Chance;
  readonly signal: AbortSignal;
  readonly fileHandedIn: NonNullable<Tools['fileHandedIn']>;
}

async function toolsFor(
  { config, chance, signal, fileHandedIn }: ToolSetup,
  org: string,
  source: string,
): ReturnType<SourcesDeps['tools']> {
  const workFolder = path.join(config.data, 'work', org, source);
  await mkdir(workFolder, { recursive: true });
  return {
    http: httpTool({ chance, signal, limits: OF_PROVIDERS }),
    git: gitTool({ environment: environment(), signal }),
    readFile: readWhole,
    fileHandedIn: async (file) => (handedIn(file) === null ? null : fileHandedIn(file)),
    changedAt,
    workFolder,
  };
}

/** The organization that was asked for, or the only one there is. */
export async function organizationOf({ db, config }: Pick<Attestry, 'db' | 'config'>): Promise<Organization> {
  const all = await db.organizations();
  if (config.organization !== null) {
    const found = all.find(({ slug }) => slug === config.organization);
    if (found === undefined) throw new DomainError('not_found', { what: 'organization', id: config.organization });
    return found;
  }
  const [only, another] = all;
  if (only === undefined) throw new DomainError('organization_none');
  if (another !== undefined)
    throw new DomainError('organization_several', { known: all.map(({ slug }) => slug).join(', ') });
  return only;
}
