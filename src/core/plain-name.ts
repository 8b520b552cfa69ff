/** People choose their names themselves: names of which this is the same read as the same. */
export const plainName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
