/** The parts of a path that are names, and not the how manieth of a list. */
export const namesIn = (path: string): readonly string[] => path.split('.').filter((part) => !/^\d*$/.test(part));

/** The last of them. */
export const lastPart = (path: string): string => namesIn(path).at(-1) ?? '';
