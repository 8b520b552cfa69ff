import type { Instant } from '#/core/time/instant.ts';
import { NEVER } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import { limitsIn, timeline, type Version } from '#/features/controls/index.ts';
import { type Rhythm, rhythmsOf } from './rhythms.ts';

/** A control as a window has it. */
export interface Held {
  /** The last version of it that was performed in the window. */
  readonly version: Version;
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
export function heldIn(versions: readonly Version[], { start, end }: Window, asOf: Instant): Held | null {
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
    version: { ...version, definition: { ...version.definition, owner: ownerNow(versions, version) } },
    retired: retired ? next.effectiveFrom : null,
    rhythms: rhythmsOf(versions.filter(({ definition }) => definition.state === 'adopted')),
  };
}

/** Who answers for it is asked today, also for a window that is over: its last version says so. */
const ownerNow = (versions: readonly Version[], held: Version): string | null =>
  versions.findLast(({ definition }) => definition.state === 'adopted')?.definition.owner ?? held.definition.owner;

const takesHold = ({ definition, effectiveFrom, received }: Version): Instant =>
  definition.state === 'retired' ? Math.max(effectiveFrom, received) : effectiveFrom;

/** Limits that its statement leaves open: nobody can say what it asks for. */
export function unsaidIn({ id, definition }: Version): readonly string[] {
  const { parameters } = limitsIn(definition);
  return Object.entries(parameters).flatMap(([name, parameter]) =>
    parameter.kind === 'count' && parameter.unset !== undefined && (definition.limits[name] ?? null) === null
      ? [`its statement says "${parameter.unset}" and no number: attestry control edit ${id} --limit ${name}=N`]
      : [],
  );
}
