import { type Place, placeOf } from '#/core/place.ts';
import { nextStep } from '#/core/status/next.ts';
import type { ControlFacts, Status, StatusOf } from '#/core/status/status.ts';

/** One thing that stands between here and ready. */
export interface Gap {
  readonly control: string;
  readonly title: string;
  /** Who answers for it; null: nobody yet. */
  readonly owner: string | null;
  readonly ownerFunction: string;
  readonly status: Status;
  readonly reasons: readonly string[];
  /** What to do next, in a sentence. */
  readonly next: string;
  /** Where that is done. */
  readonly place: Place;
  readonly highRisk: boolean;
}

export interface Ranked {
  readonly id: string;
  readonly title: string;
  readonly ownerFunction: string;
  readonly highRisk: boolean;
  readonly criteria: readonly string[];
  readonly facts: ControlFacts;
  readonly of: StatusOf;
}

/** Statuses that nothing more is to be done about for now. */
const SETTLED: readonly Status[] = [
  'no deviation found',
  'nothing occurred',
  'relies on a subservice organization',
  'not started',
];

/** Before its first due date the design is all that can be worked on: what is missing of it shows from the first day. */
const isOpen = ({ of, facts }: Ranked): boolean =>
  !SETTLED.includes(of.status) || (of.status === 'not started' && facts.designMissing.length > 0);

const WEIGHT: Readonly<Record<Status, number>> = {
  'deviations found': 4,
  'not evidenced': 3,
  'design incomplete': 2,
  incomplete: 1,
  'relies on a subservice organization': 0,
  'nothing occurred': 0,
  'no deviation found': 0,
  'not started': 0,
};

/** What is open, in the order of its effect: what readers and opinions weigh most, then what touches the most criteria. */
export function gapsOf(controls: readonly Ranked[]): readonly Gap[] {
  const open = controls.filter(isOpen);
  const effect = ({ of, highRisk, criteria }: Ranked): number =>
    WEIGHT[of.status] * 100 + (highRisk ? 50 : 0) + criteria.length;
  return open
    .toSorted((a, b) => effect(b) - effect(a) || (a.id < b.id ? -1 : 1))
    .map(({ id, title, ownerFunction, highRisk, of, facts }) => ({
      control: id,
      title,
      owner: facts.owner,
      ownerFunction,
      status: of.status,
      reasons: of.reasons,
      next: nextStep(of.status, facts),
      place: placeOf('control', id),
      highRisk,
    }));
}
