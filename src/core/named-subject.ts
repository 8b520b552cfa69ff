/**
 * The audit log keeps so much of each name of what an action was about; whoever looks for a name there looks for that. A
 * refused action was read by nobody, so its names may hold what no database keeps: a zero byte, or half of a character.
 */
export const keptName = (name: string): string => name.slice(0, LONGEST).toWellFormed().replaceAll('\u0000', '\uFFFD');

const LONGEST = 300;
