/** The last part of a path that is a name, and not the how manieth of a list. */
export const lastPart = (path: string): string => path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
