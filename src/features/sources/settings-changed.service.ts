import type { Collector } from '#/collectors/collector.ts';
import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import { byWhom, collectorOf, type SourcesDeps } from './collect.service.ts';
import { connectedSource, mustBeAsTried } from './known.service.ts';
import { mustFit, type Secrets, secretsOf, storeSecrets } from './secrets.service.ts';
import { deleteSecrets } from './secrets.store.ts';
import { inOwnName, isSame, otherBy, parsedSettings } from './settings.ts';
import { hasBrought, insertSettings } from './change.store.ts';
import { forgetCauses } from './run.store.ts';
import { type SourceRow } from './store.ts';
import { seenBy } from './trial.service.ts';

interface Said {
  readonly id: string;
  readonly settings: unknown;
  /** Those that whoever asks has read; left out, whatever they are. */
  readonly instead?: unknown;
  readonly secrets: Secrets;
  readonly reason: string;
}

/** Has a source read by other settings from its next reading on, once it can be. Refused while it is read. */
export async function changeSettings(deps: SourcesDeps, caller: Caller, { id, secrets: given, ...said }: Said) {
  const { org, person } = caller;
  const { source, settings, other, collector } = await wanted(deps, caller, { id, ...said });
  // nothing that is kept goes to another address than the one that it was given for
  const secrets = other === null ? { ...(await secretsOf(deps, org, id)), ...given } : given;
  mustFit(collector, secrets);
  const { seen } = await seenBy(deps, { org, work: 'try' }, { collector, settings, secrets });
  const store = async (tx: Tx) => {
    await deps.ledger.lock(tx);
    mustBeAsTried(source, await connectedSource(tx, id));
    await mustStay(tx, id, other);
    const payload = { v: 1, id, settings: settings as Json, reason: said.reason, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'source-changed', payload }]);
    const position = sealed?.position ?? -1;
    await insertSettings(tx, org, { position, source: id, settings, person, reason: said.reason });
    if (other !== null) await deleteSecrets(tx, id);
    await storeSecrets(deps, tx, { org, source: id, secrets: given });
    await forgetCauses(tx, id);
    return { id, position, seen: [...seen] };
  };
  // tried before, so that nobody who reads it waits for what is slow to answer
  return deps.db.alone(`collect ${org} ${id}`, () => deps.db.transaction(org, store)).catch(byWhom(id));
}

/** What is asked for, and by which setting it would become another source, if by any; throws where that cannot be. */
async function wanted(
  deps: SourcesDeps,
  { org, person, standing }: Caller,
  { id, settings: given, instead }: Pick<Said, 'id' | 'settings' | 'instead'>,
) {
  return deps.db.transaction(org, async (tx) => {
    const source = await connectedSource(tx, id);
    if (instead !== undefined && !isSame(instead, source.settings))
      throw new DomainError('source_settings_changed', { id });
    const collector = await collectorOf(deps, source.collector);
    const own = standing === undefined ? given : inOwnName(given, person, source.settings);
    const settings = parsedSettings(collector, own);
    const before = presetsIn(collector, source);
    if (isSame(settings, before))
      throw new DomainError('input_invalid', { where: 'settings', because: 'they are those that the source has' });
    const other = otherBy(collector, before, settings);
    await mustStay(tx, id, other);
    return { source, collector, settings, other };
  });
}

/** With the presets of now; as they are kept, where this version does not take them any more. */
const presetsIn = ({ settings }: Collector<unknown>, { settings: kept }: SourceRow): unknown => {
  const { success, data } = settings.safeParse(kept);
  return success ? data : kept;
};

async function mustStay(tx: Tx, id: string, other: string | null): Promise<void> {
  if (other !== null && (await hasBrought(tx, id))) throw new DomainError('source_settings_fixed', { id, name: other });
}
