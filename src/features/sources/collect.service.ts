import type { Collector, Page, Tools } from '#/collectors/collector.ts';
import { derivedFrom, type PopulationName } from '#/core/populations/index.ts';
import { DomainError } from '#/core/errors.ts';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Ledger, Sealable } from '#/features/ledger/index.ts';
import { cursorOf, Ingest, type Ingested, type IngestRun, mergeSegments } from '#/features/populations/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Vault } from '#/platform/keys.ts';
import { eachTraced, type Traces } from '#/platform/traces/traces.ts';
import { connectedSource } from './known.service.ts';
import { RunLog } from './run-log.ts';
import { secretsOf } from './secrets.service.ts';
import { endAbandonedRuns, insertLog, insertRun, type RunEnd, updateRun } from './run.store.ts';
import { type SourceRow } from './store.ts';

export interface SourcesDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly vault: Vault;
  readonly blobs: (org: string) => BlobStore;
  readonly traces: Pick<Traces, 'part'>;
  /** By their ids; asked for only where one is needed, because each brings the readers of its formats along. */
  readonly collectors: () => Promise<ReadonlyMap<string, Collector<unknown>>>;
  /** The tools of one source, but for what belongs to one run. */
  readonly tools: (
    org: string,
    source: string,
    signal: AbortSignal,
  ) => Promise<Omit<Tools, 'signal' | 'startedAt' | 'log'>>;
}

/** How far a run is. */
export interface Progress {
  readonly what: string;
  readonly done: number;
  readonly total: number | null;
}

export interface Collected {
  readonly run: string;
  readonly state: RunEnd['state'];
  readonly records: number;
  readonly unchanged: number;
  readonly unreadable: number;
  readonly gone: number;
  readonly rejected: number;
  readonly error: string | null;
  /** Of what is wrong, as far as it is on the list of errors. */
  readonly code: string | null;
}

export interface Watching {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** A person says that the file they bring was exported anew, also where its bytes are those of the last. */
  readonly exportedAnew?: boolean;
}

/**
 * Reads a source once, from where the last run stopped. A run that fails keeps what it had sealed, says why, and
 * leaves the rest to the next; nobody else reads the same source meanwhile, and nobody one that is disconnected.
 */
export async function collect(deps: SourcesDeps, org: string, id: string, watching: Watching): Promise<Collected> {
  await deps.db.transaction(org, (tx) => connectedSource(tx, id));
  return deps.db
    .alone(`collect ${org} ${id}`, async () => {
      // as it stands now: somebody may have disconnected it meanwhile
      const source = await deps.db.transaction(org, (tx) => connectedSource(tx, id));
      return readSource(deps, org, source, watching);
    })
    .catch(byWhom(id));
}

/** Names the source to whom it is busy, and nobody's organization. */
export const byWhom =
  (id: string) =>
  (error: unknown): never => {
    if (error instanceof DomainError && error.code === 'busy')
      throw new DomainError('busy', { what: `the source "${id}" is read` }, { cause: error });
    throw error;
  };

async function readSource(deps: SourcesDeps, org: string, source: SourceRow, watching: Watching): Promise<Collected> {
  const { db, ledger, chance, blobs } = deps;
  const { id: collectorId, version, grade } = await collectorOf(deps, source.collector);
  const about = {
    org,
    source: source.id,
    run: chance.newId(),
    collector: { id: collectorId, version },
    grade,
    startedAt: chance.now(),
  };
  const log = new RunLog(chance);
  const cursor = await db.transaction(org, async (tx) => {
    await endAbandonedRuns(tx, source.id, about.startedAt);
    await insertRun(tx, { org, id: about.run, source: source.id, started: about.startedAt });
    return cursorOf(tx, source.id);
  });
  const ingest = await Ingest.begin({ db, blobs: blobs(org), seal: ledger.seal, chance }, about);
  const reading = { ingest, log, cursor: cursor as Page['cursor'] | null, startedAt: about.startedAt };
  const { rejected, failure, error } = await readPages(deps, org, source, { ...reading, ...watching }).finally(() =>
    ingest.close(),
  );
  const end = endOf({
    failure,
    error,
    cancelled: watching.signal.aborted,
    finished: chance.now(),
    records: ingest.totals.records,
    unreadable: ingest.totals.unreadable,
    rejected,
  });
  await db.transaction(org, async (tx) => {
    await insertLog(tx, org, about.run, log.take());
    await updateRun(tx, about.run, end);
    await ledger.seal(tx, org, [runFinished(about, end, ingest.totals)]);
  });
  if (end.state === 'finished')
    for (const population of brought((await collectorOf(deps, source.collector)).populations))
      await mergeSegments({ db, blobs, seal: ledger.seal, chance }, org, population);
  return { run: about.run, ...ingest.totals, state: end.state, rejected, error: end.error, code: codeOf(failure) };
}

const codeOf = (failure: unknown): string | null => (failure instanceof DomainError ? failure.code : null);

/** Rows for which all of a file stays out are rejected as much as those that it may lack. */
const refusedBy = (failure: unknown): number =>
  failure instanceof DomainError && failure.code === 'rows_rejected' ? Number(failure.facts['rejected']) : 0;

/** With those whose items the records of others name. */
const brought = (populations: readonly PopulationName[]): ReadonlySet<PopulationName> =>
  new Set(populations.flatMap((name) => [name, ...derivedFrom(name)]));

interface Reading extends Watching {
  readonly ingest: Ingest;
  readonly log: RunLog;
  readonly cursor: Page['cursor'] | null;
  readonly startedAt: Instant;
}

interface Pages {
  readonly rejected: number;
  /** Null when all came. */
  readonly failure: unknown;
  /** The same in a sentence, without secrets. */
  readonly error: string | null;
}

/**
 * Takes page after page until the source is read, something fails, or somebody stops it. Pages that came whole are
 * kept in any case, so that a source that fails again and again is read to its end.
 */
async function readPages(deps: SourcesDeps, org: string, source: SourceRow, reading: Reading): Promise<Pages> {
  const { ingest, log, cursor, startedAt, signal, progress, exportedAnew = false } = reading;
  const collector = await collectorOf(deps, source.collector);
  const saveLog = (tx: Tx): Promise<void> => insertLog(tx, org, ingest.run, log.take());
  let rejected = 0;
  let whole = true;
  try {
    const note: Tools['log'] = (level, message) => log.add(level, message);
    const run = { signal, startedAt, exportedAnew, log: note };
    const tools = { ...(await deps.tools(org, source.id, signal)), ...run };
    const secrets = await secretsOf(deps, org, source.id);
    log.hide(secrets);
    const input = { settings: collector.settings.parse(source.settings), secrets, tools };
    const about = { name: 'page', attributes: { 'attestry.collector': collector.id } };
    for await (const page of eachTraced(deps.traces, about, collector.collect(input, cursor))) {
      rejected += (page.accounted ?? []).reduce((sum, accounted) => sum + accounted.rejected, 0);
      whole = false;
      await ingest.page(page, saveLog);
      whole = true;
      progress(page.progress);
      signal.throwIfAborted();
    }
    whole = false;
    await ingest.flush(saveLog);
    return { rejected, failure: null, error: null };
  } catch (failure) {
    const error = log.shown(messageOf(failure));
    if (!signal.aborted) log.add('error', error);
    if (whole) await ingest.flush(saveLog);
    return { rejected: rejected + refusedBy(failure), failure, error };
  }
}

function endOf({
  failure,
  cancelled,
  ...rest
}: Omit<RunEnd, 'state' | 'cause'> & { readonly failure: unknown; readonly cancelled: boolean }): RunEnd {
  if (failure === null) return { ...rest, state: 'finished', cause: null };
  if (cancelled) return { ...rest, state: 'cancelled', cause: null };
  return { ...rest, state: 'failed', cause: failure instanceof DomainError ? failure.code : null };
}

function runFinished(
  { source, run, collector, startedAt }: IngestRun,
  { finished, cause: _, ...end }: RunEnd,
  totals: Ingested,
): Sealable {
  const payload = {
    v: 1,
    source,
    run,
    collector: { ...collector },
    started: formatInstant(startedAt),
    finished: formatInstant(finished),
    ...end,
    ...totals,
  };
  return { kind: 'run-finished', payload };
}

export async function collectorOf(
  { collectors }: Pick<SourcesDeps, 'collectors'>,
  id: string,
): Promise<Collector<unknown>> {
  const all = await collectors();
  const collector = all.get(id);
  if (collector === undefined) throw new DomainError('collector_unknown', { id, known: [...all.keys()].join(', ') });
  return collector;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
