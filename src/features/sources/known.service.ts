import { DomainError } from '#/core/errors.ts';
import { formatInstant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { isSame } from './settings.ts';
import { sourceRow, type SourceRow } from './store.ts';

export async function knownSource(tx: Tx, id: string): Promise<SourceRow> {
  const source = await sourceRow(tx, id);
  if (source === undefined) throw new DomainError('not_found', { what: 'source', id });
  return source;
}

/** One that is read; throws `source_disconnected` for one that is not any more. */
export async function connectedSource(tx: Tx, id: string): Promise<SourceRow> {
  const source = await knownSource(tx, id);
  mustBeConnected(source);
  return source;
}

/** What was tried holds of a source as long as it is read by the settings with which it was tried. */
export function mustBeAsTried({ id, settings }: SourceRow, now: SourceRow): void {
  if (!isSame(settings, now.settings)) throw new DomainError('source_settings_changed', { id });
}

export function mustBeConnected({ id, disconnected }: Pick<SourceRow, 'id' | 'disconnected'>): void {
  if (disconnected !== null)
    throw new DomainError('source_disconnected', { id, since: formatInstant(disconnected.at) });
}
