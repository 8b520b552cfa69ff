/** Another check that found some of the items. */
export interface Beside {
  readonly id: string;
  /** As many of them it found at most. */
  readonly most: number;
}

/** Of how many deviations something is said at most: no check finds more of some items than there are. */
export const atMost = (items: number, others: readonly Beside[], chosen: readonly string[]): number =>
  others.reduce((sum, { id, most }) => sum + (chosen.includes(id) ? most : 0), items);
