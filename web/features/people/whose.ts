import { amid } from '#web/kit/words.ts';

/** Whose something is: somebody’s, or nobody’s as yet among those whose work it is. */
export const whose = (who: string | null | undefined, workOf: string): string => who ?? `nobody (${amid(workOf)})`;
