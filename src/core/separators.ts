/** What may stand between the cells of a row, as a file of separated values is written. */
export const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];
