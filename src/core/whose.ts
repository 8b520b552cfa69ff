/** Whose something is: somebody’s, or nobody’s as yet among those whose work it is, where that was said. */
export function whose(who: string | null | undefined, workOf: string | null): string {
  if (who !== null && who !== undefined) return who;
  return workOf === null ? 'nobody' : `nobody (${functionName(workOf)})`;
}

/** A function of a company, as people write it. */
export const functionName = (of: string): string => (of === 'hr' ? 'HR' : of);

interface Task {
  readonly kind: string;
  readonly function: string;
  readonly assignee: string | null;
}

/** Who does a task; whoever made one of their own said for whom it is, and nothing of a function. */
export const whoDoes = ({ kind, function: workOf, assignee }: Task): string =>
  whose(assignee, kind === 'own' ? null : workOf);
