import type { Occurrence } from '#/core/occurrences/occurrences.ts';
import type { Instant } from '#/core/time/instant.ts';

/** What became, or can still become, of one expected performance. */
export interface Expected {
  readonly control: string;
  readonly title: string;
  readonly owner: string | null;
  readonly kind: Occurrence['kind'];
  readonly first: string;
  readonly due: string;
  /** The day on which its control was adopted, where that was after it was due; else null. */
  readonly adopted: string | null;
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
  /** From when on it is the company's, as an instant and as a day where it is examined. */
  readonly adopted: { readonly at: Instant; readonly day: string };
}

export function outlookOf(controls: readonly Performing[]): Outlook {
  const all = controls.flatMap(({ id, title, owner, occurrences, adopted }) =>
    occurrences.map(({ kind, period }) => ({
      control: id,
      title,
      owner,
      kind,
      first: period.first,
      due: period.last,
      adopted: period.end <= adopted.at ? adopted.day : null,
    })),
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
