import { instantOf } from '../ledger/time.ts';
import type { ControlVersion } from './sealed.ts';

/** A control as the window of a package shows it. */
export interface Held {
  readonly definition: ControlVersion['definition'];
  /** Who answers for it, by the last version that is adopted, also where the window was over before. */
  readonly owner: unknown;
  /** Since when it is no longer performed; null while it is. */
  readonly retired: number | null;
}

interface Looked {
  readonly start: number;
  readonly end: number;
  /** The instant as of which it is. */
  readonly instant: number;
}

/**
 * The last version that was adopted and in force in the window by then; null for a control that was never to be
 * performed in it. A version sealed later takes the place of all that would have been in force from its own instant on,
 * and a retirement takes hold no earlier than the log has it.
 */
export function heldIn(versions: readonly ControlVersion[], { start, end, instant }: Looked): Held | null {
  const line = versions.reduce<readonly ControlVersion[]>(
    (before, version) => [...before.filter((each) => fromOf(each) < fromOf(version)), version],
    [],
  );
  const stretches = line.map((version, place) => ({
    version,
    from: place === 0 ? 0 : fromOf(version),
    next: line[place + 1],
  }));
  const held = stretches.findLast(
    ({ version, from, next }) =>
      isAdopted(version) && from < end && from <= instant && (next === undefined || fromOf(next) > start),
  );
  if (held === undefined) return null;
  const { definition } = held.version;
  const since = held.next === undefined || isAdopted(held.next) ? Number.NaN : fromOf(held.next);
  return {
    definition,
    owner: versions.findLast(isAdopted)?.definition['owner'] ?? definition['owner'],
    retired: since < end && since <= instant ? since : null,
  };
}

const isAdopted = ({ definition }: ControlVersion): boolean => definition['state'] === 'adopted';

function fromOf(version: ControlVersion): number {
  const from = instantOf(version.effectiveFrom) ?? Number.NaN;
  return isAdopted(version) ? from : Math.max(from, instantOf(version.received) ?? Number.NaN);
}
