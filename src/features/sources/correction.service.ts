import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { Json } from '#/ledger/canonical.ts';
import { byWhom, collectorOf, type SourcesDeps } from './collect.service.ts';
import { connectedSource } from './known.service.ts';
import { mustFit, type Secrets, secretsOf, storeSecrets } from './secrets.service.ts';
import { deleteSecrets } from './secrets.store.ts';
import { inOwnName, isSame, otherBy, parsedSettings } from './settings.ts';
import { hasBrought, insertSettings } from './change.store.ts';
import { forgetCauses } from './store.ts';
import { seenBy } from './trial.service.ts';

interface Said {
  readonly id: string;
  readonly settings: unknown;
  readonly secrets: Secrets;
  readonly reason: string;
}

/** Has a source read by other settings from its next reading on, once it can be. Refused while it is read. */
export const changeSettings = (deps: SourcesDeps, caller: Caller, said: Said) =>
  deps.db.alone(`collect ${caller.org} ${said.id}`, () => changed(deps, caller, said)).catch(byWhom(said.id));

async function changed(deps: SourcesDeps, caller: Caller, { id, secrets: given, reason, ...said }: Said) {
  const { org, person } = caller;
  const { settings, isOther, collector } = await wanted(deps, caller, id, said.settings);
  // nothing that is kept goes to another address than the one that it was given for
  const secrets = isOther ? given : { ...(await secretsOf(deps, org, id)), ...given };
  mustFit(collector, secrets);
  const { seen } = await seenBy(deps, { org, work: 'try' }, { collector, settings, secrets });
  return deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    await connectedSource(tx, id);
    const payload = { v: 1, id, settings: settings as Json, reason, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'source-changed', payload }]);
    const position = sealed?.position ?? -1;
    await insertSettings(tx, org, { position, source: id, settings, person, reason });
    if (isOther) await deleteSecrets(tx, id);
    await storeSecrets(deps, tx, { org, source: id, secrets: given });
    await forgetCauses(tx, id);
    return { id, position, seen: [...seen] };
  });
}

/** What is asked for, and whether it makes another source of it; throws where that cannot be. */
async function wanted(deps: SourcesDeps, { org, person, standing }: Caller, id: string, given: unknown) {
  return deps.db.transaction(org, async (tx) => {
    const source = await connectedSource(tx, id);
    const collector = await collectorOf(deps, source.collector);
    const own = standing === undefined ? given : inOwnName(given, person, source.settings);
    const settings = parsedSettings(collector, own);
    const before = collector.settings.parse(source.settings); // with the presets of now
    if (isSame(settings, before))
      throw new DomainError('input_invalid', { where: 'settings', because: 'they are those that the source has' });
    const name = otherBy(collector, before, settings);
    if (name !== null && (await hasBrought(tx, id))) throw new DomainError('source_settings_fixed', { id, name });
    return { collector, settings, isOther: name !== null };
  });
}
