import type { Day } from '#/core/time/zone.ts';
import type { Face } from './facts.ts';

/** Management’s view of a control, as readiness has it. */
export type ControlStatus =
  | 'deviations found'
  | 'design incomplete'
  | 'not evidenced'
  | 'incomplete'
  | 'relies on a subservice organization'
  | 'nothing occurred'
  | 'no deviation found'
  | 'not started';

export interface Viewed {
  readonly status: ControlStatus;
  readonly type: 'type-1' | 'type-2';
  readonly reliesOn: readonly string[];
  /** The first day of the window, or of the control where it came later. */
  readonly since: Day;
  /** The last day of the window, where it is over: of what came after nothing is known here. */
  readonly until: Day | null;
}

/** What may be shown of a control in public: that its records show it, only where they do. */
export function faceOf({ status, type, reliesOn, since, until }: Viewed): Face {
  switch (status) {
    case 'no deviation found':
      return type === 'type-2' ? { kind: 'shown', since, until } : { kind: 'design', since };
    case 'nothing occurred':
      return { kind: 'nothing occurred', since, until };
    case 'relies on a subservice organization':
      return { kind: 'relies', on: reliesOn };
    case 'not started':
      return { kind: 'not started' };
    case 'deviations found':
    case 'design incomplete':
    case 'not evidenced':
    case 'incomplete':
      return { kind: 'not shown' };
  }
}
