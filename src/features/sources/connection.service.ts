import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { byWhom, collectorOf, type SourcesDeps } from './collect.service.ts';
import { connectedSource, knownSource, mustBeAsTried } from './known.service.ts';
import { mustFit, type Secrets, storeSecrets } from './secrets.service.ts';
import { deleteSecrets } from './secrets.store.ts';
import { insertChange } from './change.store.ts';
import { forgetCauses } from './run.store.ts';
import { type SourceRow } from './store.ts';
import { seenBy } from './trial.service.ts';

interface Said {
  readonly id: string;
  readonly reason: string;
}

/**
 * From now on nobody reads it, and its secrets are gone. Its records stay where they are, and it goes on to be one of
 * the sources of their populations: what it would have told from now on is missing. Refused while it is read.
 */
export const disconnect = (deps: SourcesDeps, { org, person }: Caller, { id, reason }: Said) =>
  deps.db
    .alone(`collect ${org} ${id}`, () =>
      deps.db.transaction(org, async (tx) => {
        await deps.ledger.lock(tx);
        await connectedSource(tx, id);
        const payload = { v: 1, id, reason, person };
        const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'source-disconnected', payload }]);
        const position = sealed?.position ?? -1;
        await insertChange(tx, org, { position, source: id, what: 'disconnected', person, reason });
        await deleteSecrets(tx, id);
        await forgetCauses(tx, id);
        return { id, position };
      }),
    )
    .catch(byWhom(id));

/** Reads a source again from where its last reading stopped, once it can be read with the secrets that come along. */
export async function reconnect(
  deps: SourcesDeps,
  { org, person }: Caller,
  { id, reason, secrets }: Said & { readonly secrets: Secrets },
) {
  const source = await deps.db.transaction(org, (tx) => knownSource(tx, id));
  mustBeDisconnected(source);
  const collector = await collectorOf(deps, source.collector);
  mustFit(collector, secrets);
  const settings = collector.settings.parse(source.settings);
  const found = await seenBy(deps, { org, work: id }, { collector, settings, secrets });
  return deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const now = await knownSource(tx, id);
    mustBeDisconnected(now);
    mustBeAsTried(source, now);
    const payload = { v: 1, id, reason, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'source-reconnected', payload }]);
    const position = sealed?.position ?? -1;
    await insertChange(tx, org, { position, source: id, what: 'reconnected', person, reason });
    await storeSecrets(deps, tx, { org, source: id, secrets });
    return { id, position, seen: found.seen };
  });
}

function mustBeDisconnected({ id, disconnected }: SourceRow): void {
  if (disconnected === null) throw new DomainError('source_connected', { id });
}
