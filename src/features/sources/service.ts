import { MadeEnd } from '#/contract/cursor.ts';
import type { Handlers } from '#/contract/endpoint.ts';
import type { Instant } from '#/core/time/instant.ts';
import { listedMoment, type Moment } from '#/features/ledger/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { AtOnce } from './at-once.ts';
import { collectorOf, type SourcesDeps } from './collect.service.ts';
import { changesOf } from './changes.service.ts';
import { disconnect, reconnect } from './connection.service.ts';
import { connect, mustBeNew } from './connect.service.ts';
import type { sourcesContract } from './contract.ts';
import { giveSecrets } from './secret-given.service.ts';
import { changeSettings } from './settings-changed.service.ts';
import { describedCollector, parsedSettings } from './settings.ts';
import { knownSource } from './known.service.ts';
import { populationsBy } from './following.service.ts';
import { mustFit } from './secrets.service.ts';
import { seenBy, testSource } from './trial.service.ts';
import { lookInto } from './look.service.ts';
import { secretNames } from './secrets.store.ts';
import { logRows, type RunRow, runRows } from './run.store.ts';
import { latestOfEach, sourceRows } from './store.ts';
import { upload, uploadAgain, type UploadDeps } from './upload.service.ts';

export const sources = (deps: UploadDeps): Handlers<typeof sourcesContract> => {
  const atOnce = new AtOnce();
  return {
    collectors: async () => ({ collectors: [...(await deps.collectors()).values()].map(describedCollector) }),
    list: ({ org }, { asOf }) =>
      deps.db.transaction(org, async (tx) => ({
        sources: await described(deps, tx, await listedMoment(tx, deps, asOf)),
      })),
    upload: (caller, input) => upload(deps, caller, input),
    disconnect: (caller, said) => disconnect(deps, caller, said),
    changes: (caller, asked) => changesOf(deps, caller, asked),
    runs: (caller, asked) => runs(deps, caller, asked),
    // what looks into a file, or asks a provider
    add: (caller, input) => atOnce.within(caller.org, () => connect(deps, caller, input)),
    uploadAgain: (caller, input) => atOnce.within(caller.org, () => uploadAgain(deps, caller, input)),
    look: (caller, input) => atOnce.within(caller.org, () => lookInto(deps, caller, input)),
    try: (caller, input) => atOnce.within(caller.org, () => tryOut(deps, caller, input)),
    test: (caller, input) => atOnce.within(caller.org, () => testSource(deps, caller, input)),
    changeSettings: (caller, said) => atOnce.within(caller.org, () => changeSettings(deps, caller, said)),
    reconnect: (caller, said) => atOnce.within(caller.org, () => reconnect(deps, caller, said)),
    giveSecrets: (caller, given) => atOnce.within(caller.org, () => giveSecrets(deps, caller, given)),
  };
};

async function tryOut(
  deps: UploadDeps,
  ...[{ org }, { id, collector: of, settings: given, secrets }]: Parameters<Handlers<typeof sourcesContract>['try']>
) {
  const collector = await collectorOf(deps, of);
  const settings = parsedSettings(collector, given);
  mustFit(collector, secrets);
  if (id !== undefined) await deps.db.transaction(org, (tx) => mustBeNew(tx, id));
  return seenBy(deps, { org, work: 'try' }, { collector, settings, secrets });
}

const runs = (
  deps: UploadDeps,
  ...[{ org }, { id, asOf, run, logs, after, limit }]: Parameters<Handlers<typeof sourcesContract>['runs']>
): ReturnType<Handlers<typeof sourcesContract>['runs']> =>
  deps.db.transaction(org, async (tx) => {
    await knownSource(tx, id);
    const { instant } = await listedMoment(tx, deps, asOf);
    const behind = after === undefined ? null : MadeEnd.read(after);
    const page = behind === null ? null : { started: behind.made, id: behind.id };
    const found = await runRows(tx, { source: id, run: run ?? null, after: page, until: instant, limit: limit + 1 });
    const rows = found.slice(0, limit);
    const end = found.length > limit ? rows.at(-1) : undefined;
    return {
      runs: await Promise.all(
        rows.map(async (row) => ({ ...stoodAt(row, instant), log: logs ? await logRows(tx, row.id, instant) : [] })),
      ),
      next: end === undefined ? null : MadeEnd.write({ made: end.started, id: end.id }),
    };
  });

/** A reading as it stood at an instant: one that ended later was still going on, and nobody knew what it would bring. */
function stoodAt<R extends RunRow>(run: R, at: Instant): R {
  return run.finished === null || run.finished <= at
    ? run
    : {
        ...run,
        state: 'running',
        finished: null,
        records: 0,
        unreadable: null,
        rejected: 0,
        error: null,
        ...('cause' in run ? { cause: null } : {}),
      };
}

async function described(deps: SourcesDeps, tx: Tx, { position, instant }: Moment) {
  const [rows, last] = [await sourceRows(tx, position), await latestOfEach(tx, instant)];
  const [collectors, secrets] = [await deps.collectors(), await secretNames(tx)];
  return rows.map(
    ({
      id,
      collector: collectorId,
      settings,
      reference,
      follows,
      follows_by: by,
      received,
      connected_by,
      disconnected,
    }) => {
      const [collector, lastRun] = [collectors.get(collectorId), last.get(id)];
      return {
        id,
        collector: collectorId,
        title: collector?.title ?? collectorId,
        settings,
        reference,
        follows: follows === null || by === null ? null : { source: follows, by, at: received },
        connected: { at: received, by: connected_by },
        disconnected,
        populations: populationsBy(settings, collector?.populations ?? []),
        secrets: [...(secrets.get(id) ?? [])],
        lastRun: lastRun === undefined ? null : stoodAt(lastRun, instant),
      };
    },
  );
}
