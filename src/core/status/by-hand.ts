import { isWithin, type Said, type Stated } from '#/core/occurrences/said.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import { formatDay, type Zone } from '#/core/time/zone.ts';
import type { ByHand } from './status.ts';

/** What a person attached, with who did, and when the log received it. */
export interface Attachment extends Stated {
  readonly person: string;
  readonly received: Instant;
  readonly position: number;
  /** Its file was erased, and no redacted one took its place: nothing of it is left to look at. */
  readonly erased: boolean;
}

interface Looked {
  readonly window: Window;
  readonly asOf: Instant;
  /** In which the window has its days. */
  readonly zone: Zone;
}

/**
 * What was attached in a window where nothing else tells how much there should be. A statement that it is all there was
 * holds until something more is attached, and reaches far enough when it speaks of the last day of a window that is
 * over; while it runs, of the latest that is attached.
 */
export function byHandIn(
  performed: readonly Said<Attachment>[],
  stated: readonly Said<Attachment>[],
  { window, asOf, zone }: Looked,
): ByHand {
  const found = performed.filter(({ at }) => isWithin(window, at));
  const received = Math.max(-1, ...found.map(({ of }) => of.position));
  const latest = Math.max(window.start, ...found.map(({ at }) => at.earliest));
  const reach = asOf >= window.end ? window.end - 1 : latest;
  const statement = stated.findLast(
    ({ at, of }) => of.position > received && zone.dayOf(at.latest) >= zone.dayOf(reach),
  );
  return {
    found: found.length,
    complete:
      statement === undefined
        ? null
        : {
            person: statement.of.person,
            stated: formatDay(zone.dayOf(statement.of.received)),
            until: formatDay(zone.dayOf(statement.at.latest)),
          },
  };
}
