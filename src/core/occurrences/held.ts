import { type Instant, NEVER } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import { timeline } from '#/core/versions.ts';
import { type Rhythm, type Rhythmic, rhythmsOf } from './rhythms.ts';

/** A version of a control, as far as it says when and how often the control is performed. */
export interface Performable extends Rhythmic {
  readonly definition: Rhythmic['definition'] & { readonly state: 'adopted' | 'retired' };
}

/** A control as a window has it. */
export interface Held<V> {
  /** The last version of it that was performed in the window. */
  readonly version: V;
  /** Since when it is no longer performed; null while it is. */
  readonly retired: Instant | null;
  /** How often it was to be performed, and since when. */
  readonly rhythms: readonly Rhythm[];
}

/**
 * The version of a control by which a window shows it; null for one that was never to be performed in it. One that is
 * retired in the middle stays, with what was found until then. A retirement takes hold no earlier than the log has it,
 * so that nobody makes a control disappear from a window after the fact.
 */
export function heldIn<V extends Performable>(
  versions: readonly V[],
  { start, end }: Window,
  asOf: Instant,
): Held<V> | null {
  const line = timeline(versions.map((version) => ({ ...version, effectiveFrom: takesHold(version) })));
  const stretches = line.map((version, place) => ({
    version,
    from: place === 0 ? 0 : version.effectiveFrom,
    next: line[place + 1],
  }));
  const held = stretches.findLast(
    ({ version, from, next }) =>
      version.definition.state === 'adopted' && from < end && from <= asOf && (next?.effectiveFrom ?? NEVER) > start,
  );
  if (held === undefined) return null;
  const { version, next } = held;
  const retired = next?.definition.state === 'retired' && next.effectiveFrom < end && next.effectiveFrom <= asOf;
  return {
    version,
    retired: retired ? next.effectiveFrom : null,
    rhythms: rhythmsOf(versions.filter(({ definition }) => definition.state === 'adopted')),
  };
}

const takesHold = ({ definition, effectiveFrom, received }: Performable): Instant =>
  definition.state === 'retired' ? Math.max(effectiveFrom, received) : effectiveFrom;
