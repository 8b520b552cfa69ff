import type { Place } from './place.ts';

/** What is said of an error: what happened and where, what to do, and the place for that, where there is one. */
export interface Told {
  readonly text: string;
  readonly fix: string;
  readonly at?: Place;
  /** The inputs that it is about, by the names of the contract; forms say it at the first that they have. */
  readonly fields?: readonly string[];
  /** Nothing but a person ends it: as it is, another try meets it again. */
  readonly lasting?: true;
}
