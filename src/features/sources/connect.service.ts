import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import { collectorOf, type SourcesDeps } from './collect.service.ts';
import { mustBeFollowed, populationsBy } from './following.service.ts';
import { mustFit, storeSecrets } from './secrets.service.ts';
import { inOwnName, type NewSource, parsedSettings } from './settings.ts';
import { insertSource, sourceRow } from './store.ts';
import { seenBy } from './trial.service.ts';

/** Makes a source of what can be read; throws what a trial does, and then nothing is stored. */
export async function connect(
  deps: SourcesDeps,
  { org, person, standing }: Caller,
  { id, collector: collectorId, settings: given, secrets, reference, follows, untried }: NewSource,
) {
  const collector = await collectorOf(deps, collectorId);
  const settings = parsedSettings(collector, standing === undefined ? given : inOwnName(given, person));
  mustFit(collector, secrets);
  await deps.db.transaction(org, (tx) => mustBeNew(tx, id));
  const whose = { org, work: 'try' };
  const seen = untried ? [] : (await seenBy(deps, whose, { collector, settings, secrets })).seen;
  return deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    await mustBeNew(tx, id);
    if (follows !== null)
      await mustBeFollowed(deps, tx, {
        follows,
        reference,
        populations: populationsBy(settings, collector.populations),
      });
    const said = { id, collector: collectorId, settings: settings as Json, reference, person };
    const payload = follows === null ? { v: 1, ...said } : { v: 2, ...said, follows };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'source-added', payload }]);
    const position = sealed?.position ?? -1;
    await insertSource(tx, org, {
      id,
      position,
      collector: collectorId,
      settings,
      reference,
      follows,
      follows_by: follows === null ? null : person,
      created: deps.chance.now(),
    });
    await storeSecrets(deps, tx, { org, source: id, secrets });
    return { id, position, seen };
  });
}

/** Throws `source_exists`. */
export async function mustBeNew(tx: Tx, id: string): Promise<void> {
  if ((await sourceRow(tx, id)) !== undefined) throw new DomainError('source_exists', { id });
}
