import type { Collector, Json, Page, RowsTested } from '#/collectors/collector.ts';
import type { NamedBytes } from '#/collectors/formats/limits.ts';
import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { handedIn, pathIn } from '#/core/handed-in.ts';
import { cursorOf } from '#/features/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { collectorOf, type SourcesDeps } from './collect.service.ts';
import type { Tested } from './file.contract.ts';
import { secretsOf } from './secrets.service.ts';
import { connectedSource, mustBeConnected } from './known.service.ts';
import { type SourceRow, sourceRows } from './store.ts';
import { isTakenIn } from './upload.store.ts';

const TEST_TIMEOUT = 60_000;

interface Tried {
  readonly collector: Collector<unknown>;
  readonly settings: unknown;
  readonly secrets: Readonly<Record<string, string>>;
}

interface Whose {
  readonly org: string;
  readonly work: string;
}

interface Brought {
  /** What would be handed in, in the place of what the source reads; null: what it reads stays. */
  readonly file: NamedBytes | null;
  readonly exportedAnew: boolean;
}

const AS_IT_IS: Brought = { file: null, exportedAnew: false };

/** What a collector sees of its source, within a minute. */
export async function seenBy(
  deps: SourcesDeps,
  whose: Whose,
  tried: Tried,
  brought: Brought = AS_IT_IS,
): Promise<Tested> {
  const { seen, rejected, rows = null } = await tried.collector.test(await inputOf(deps, whose, tried, brought));
  return { seen: [...seen], rejected, rows: rows === null ? null : shown(rows) };
}

const shown = ({ first, rejections, whys, ...counts }: RowsTested): NonNullable<Tested['rows']> => ({
  ...counts,
  first: first.map((each) => ({ ...each })),
  rejections: rejections.map(({ columns, ...each }) => ({ ...each, columns: [...columns] })),
  whys: whys.map(({ columns, ...each }) => ({ ...each, columns: [...columns] })),
});

async function inputOf(
  deps: SourcesDeps,
  { org, work }: Whose,
  { settings, secrets }: Tried,
  { file, exportedAnew }: Brought,
) {
  const signal = AbortSignal.timeout(TEST_TIMEOUT);
  const tools = await deps.tools(org, work, signal);
  const run = { signal, startedAt: deps.chance.now(), exportedAnew, log: () => undefined };
  const here = file === null ? {} : { fileHandedIn: async () => file };
  return { settings, secrets, tools: { ...tools, ...run, ...here } };
}

/** What can be seen of a source, as it is or of a file that would be handed in for it; throws what a reading would. */
export async function testSource(
  deps: SourcesDeps,
  { org }: Caller,
  {
    id,
    bytes,
    exportedAnew,
  }: { readonly id: string; readonly bytes?: Uint8Array | undefined; readonly exportedAnew: boolean },
) {
  const source = await deps.db.transaction(org, (tx) => connectedSource(tx, id));
  if (bytes !== undefined && handedIn(pathIn(source.settings)) === null)
    throw new DomainError('input_invalid', { where: 'bytes', because: 'the source reads no file that was handed in' });
  const brought = { file: bytes === undefined ? null : { name: nameIn(source.settings), bytes }, exportedAnew };
  const tried = await triedOf(deps, org, source);
  const found = await seenBy(deps, { org, work: id }, tried, brought);
  if (tried.collector.grade !== 'export') return found;
  const isRead = await isReadAnew(deps, { org, work: id }, tried, brought);
  return isRead ? found : { ...found, seen: [SAME_BYTES, ...found.seen] };
}

/** What was handed in first for a source is called in its settings. */
const nameIn = (settings: unknown): string => handedIn(pathIn(settings))?.name ?? '';

const SAME_BYTES =
  'The same to the byte as the file that was read last: it is not read again, and accounts for no new time.';

/** Throws what a reading would, but for rows that cannot be imported, which are told by what is seen. */
async function isReadAnew(...tried: Parameters<typeof triedOut>): Promise<boolean> {
  try {
    return (await triedOut(...tried)) !== undefined;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'rows_rejected') return true;
    throw error;
  }
}

/** The sources that read a file which was handed in. */
export const readersOf = async (tx: Tx, upload: string): Promise<readonly SourceRow[]> =>
  (await sourceRows(tx, Number.MAX_SAFE_INTEGER)).filter(({ settings }) => handedIn(pathIn(settings))?.id === upload);

/** Throws what the sources that read a file would refuse of the bytes that are to take its place, by whatever name. */
export async function mustBeTaken(deps: SourcesDeps, org: string, upload: string, file: NamedBytes): Promise<void> {
  for (const source of await deps.db.transaction(org, (tx) => readersOf(tx, upload))) {
    mustBeConnected(source);
    await triedOut(deps, { org, work: source.id }, await triedOf(deps, org, source), { file, exportedAnew: false });
  }
}

/**
 * What a reading would take in, or undefined; throws what one would, and of a file that would be handed in, also what
 * one of the last would leave to refuse.
 */
async function triedOut(deps: SourcesDeps, whose: Whose, tried: Tried, brought: Brought): Promise<Page | undefined> {
  const cursor = brought.file === null ? await cursorIn(deps, whose) : await cursorOnceRead(deps, whose, tried);
  return pageOf(deps, whose, tried, brought, cursor);
}

/** A file is one page, of which all is taken in or nothing: what stands against it comes to light before it is there. */
async function pageOf(
  deps: SourcesDeps,
  ...[whose, tried, brought, cursor]: readonly [Whose, Tried, Brought, Json | null]
): Promise<Page | undefined> {
  const pages = tried.collector.collect(await inputOf(deps, whose, tried, brought), cursor);
  const { value } = await pages.next();
  await pages.return(undefined);
  return value === undefined ? undefined : (value as Page);
}

const cursorIn = (deps: SourcesDeps, { org, work }: Whose): Promise<Json | null> =>
  deps.db.transaction(org, async (tx: Tx) => (await cursorOf(tx, work)) as Json | null);

/**
 * Where a source will stand once it has read the file that was handed in last: what comes after that one, which it may
 * not have read yet, is held against it. One that it cannot read leaves it where it is.
 */
async function cursorOnceRead(deps: SourcesDeps, whose: Whose, tried: Tried): Promise<Json | null> {
  const { id = '' } = handedIn(pathIn(tried.settings)) ?? {};
  const isRead = await deps.db.transaction(whose.org, (tx) => isTakenIn(tx, whose.work, id));
  const cursor = await cursorIn(deps, whose); // after that: a reading that ends between the two is in it
  if (isRead) return cursor;
  try {
    return (await pageOf(deps, whose, tried, AS_IT_IS, cursor))?.cursor ?? cursor;
  } catch (error) {
    if (error instanceof DomainError) return cursor;
    throw error;
  }
}

async function triedOf(deps: SourcesDeps, org: string, { id, collector: collectorId, settings }: SourceRow) {
  const collector = await collectorOf(deps, collectorId);
  return { collector, settings: collector.settings.parse(settings), secrets: await secretsOf(deps, org, id) };
}
