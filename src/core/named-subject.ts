/** The audit log keeps so much of each name of what an action was about; whoever looks for a name there looks for that. */
export const keptName = (name: string): string => name.slice(0, LONGEST);

const LONGEST = 300;
