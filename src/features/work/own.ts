import type { OwnerFunction } from '#/core/controls.ts';
import { placeOf } from '#/core/place.ts';
import type { Cause, Guidance } from './cause.ts';

/** A task as the person who made it said. */
export interface Made {
  readonly position: number;
  readonly title: string;
  /** What else they said of it; empty: nothing. */
  readonly note: string;
  readonly function: OwnerFunction;
  readonly control: string | null;
  readonly assignee: string;
  /** A day. */
  readonly due: string;
  readonly person: string;
  /** What was said of a deviation, from which it follows; null: a person thought of it. */
  readonly explanation: number | null;
}

/** Its key is where the log has it. */
export const ownKey = (position: number): string => `own:${position}`;

const guidanceOf = ({ note, control, person, explanation }: Made): Guidance => ({
  why: [
    explanation === null ? `${person} made it.` : `It follows from what ${person} said of a deviation.`,
    ...(note === '' ? [] : [note]),
  ],
  todo: [
    ...(control === null ? [] : [{ says: 'Read the control that it is about.', place: placeOf('control', control) }]),
    ...(explanation === null
      ? []
      : [
          {
            says: 'What was said of the deviation stands in the ledger.',
            place: placeOf('ledger-entry', `${explanation}`),
          },
        ]),
  ],
  evidence: [],
});

/** As tasks are opened. */
export const ownTask = (made: Made): Cause => ({
  key: ownKey(made.position),
  kind: 'own',
  function: made.function,
  control: made.control,
  owner: made.assignee,
  title: made.title,
  guidance: guidanceOf(made),
  due: made.due,
  urgent: false,
  beneath: [],
});
