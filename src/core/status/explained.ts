import { counted, grouped } from '#/core/grouped.ts';

/** Of how many deviations management said what happened, and how many there are. */
export interface Explained {
  readonly said: number;
  readonly of: number;
}

export const isAllSaid = ({ said, of }: Explained): boolean => of > 0 && said >= of;

/** 4 of 6 explained. */
export const explainedInWords = ({ said, of }: Explained): string => `${grouped(said)} of ${grouped(of)} explained`;

/** What is said once nothing is left to say; what was found stays found. */
export const allExplained = ({ of }: Explained): string =>
  of === 1 ? 'its one deviation is explained' : `each of its ${counted(of, 'deviation', 'deviations')} is explained`;
