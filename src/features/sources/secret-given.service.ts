import type { Caller } from '#/contract/endpoint.ts';
import { collectorOf, type SourcesDeps } from './collect.service.ts';
import { connectedSource, mustBeAsTried } from './known.service.ts';
import { mustFit, type Secrets, secretsOf, storeSecrets } from './secrets.service.ts';
import { forgetCauses } from './run.store.ts';
import { seenBy } from './trial.service.ts';

/** Stores new secrets of a source once it can be read with them, and leaves those of other names as they are. */
export async function giveSecrets(
  deps: SourcesDeps,
  { org }: Caller,
  { id, secrets: given }: { readonly id: string; readonly secrets: Secrets },
) {
  const source = await deps.db.transaction(org, (tx) => connectedSource(tx, id));
  const collector = await collectorOf(deps, source.collector);
  const secrets = { ...(await secretsOf(deps, org, id)), ...given };
  mustFit(collector, secrets);
  const settings = collector.settings.parse(source.settings);
  const found = await seenBy(deps, { org, work: id }, { collector, settings, secrets });
  await deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx); // else they could be stored of one that is being disconnected, and stay
    mustBeAsTried(source, await connectedSource(tx, id));
    await storeSecrets(deps, tx, { org, source: id, secrets: given });
    await forgetCauses(tx, id);
  });
  return found;
}
