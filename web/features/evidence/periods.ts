import { showPeriod } from '#web/kit/when.ts';

interface Occurrence {
  readonly kind: string;
  /** The first day of the period, and its last. */
  readonly first: string;
  readonly due: string;
}

/** The periods that something which occurred on a day can be for: that of the day, and those before it. */
export function periodsUntil(occurrences: readonly Occurrence[], day: string) {
  return occurrences
    .filter(({ first }) => day === '' || first <= day)
    .filter(({ kind }) => kind !== 'upcoming')
    .map(({ kind, first, due }) => ({ value: first, label: `${showPeriod(first, due)}: ${kind}` }))
    .toReversed();
}

/** The period that a day lies in, in words; null: it lies in none of them. */
export function periodOf(occurrences: readonly Occurrence[], day: string): string | null {
  const found = occurrences.find(({ first, due }) => first <= day && day <= due);
  return found === undefined ? null : showPeriod(found.first, found.due);
}
