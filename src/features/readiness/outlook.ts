import type { Occurrence } from '#/core/occurrences/occurrences.ts';

/** What became, or can still become, of one expected performance. */
export interface Expected {
  readonly control: string;
  readonly title: string;
  readonly owner: string | null;
  readonly kind: Occurrence['kind'];
  readonly first: string;
  readonly due: string;
}

/**
 * The outlook of a window: what is lost, what was late, what nothing shows, what can still be saved and until when,
 * and what comes. It says what happened to each performance, and never what an auditor will make of it.
 */
export interface Outlook {
  readonly lost: readonly Expected[];
  readonly late: readonly Expected[];
  readonly unproven: readonly Expected[];
  readonly savable: readonly Expected[];
  /** Of each control the next one only. */
  readonly upcoming: readonly Expected[];
  readonly performed: number;
}

interface Performing {
  readonly id: string;
  readonly title: string;
  readonly owner: string | null;
  readonly occurrences: readonly Occurrence[];
}

export function outlookOf(controls: readonly Performing[]): Outlook {
  const all = controls.flatMap(({ id, title, owner, occurrences }) =>
    occurrences.map(({ kind, period }) => ({ control: id, title, owner, kind, first: period.first, due: period.last })),
  );
  const of = (kind: Occurrence['kind']): readonly Expected[] =>
    all.filter((each) => each.kind === kind).toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  const next = Map.groupBy(of('upcoming'), ({ control }) => control);
  return {
    lost: of('missed'),
    late: of('late'),
    unproven: of('unproven'),
    savable: of('due'),
    upcoming: [...next.values()].flatMap(([first]) => (first === undefined ? [] : [first])),
    performed: of('performed').length,
  };
}
