import type { Status } from '#/core/status/status.ts';

/** Every look that a state can have. One legend for items, occurrences and controls, on screen and on paper. */
export type Look =
  | 'clean'
  | 'deviation'
  | 'hollow'
  | 'half'
  | 'hatched'
  | 'outlined'
  | 'struck'
  | 'faint'
  | 'late'
  | 'relied'
  | 'zero'
  | 'none';

/** A word that some tables alone have, with a mark where it has one. */
export interface OwnState {
  readonly word: string;
  readonly look?: Look;
  readonly means: string;
}

interface State {
  readonly look: Look;
  /** What it says, for whoever does not know the word. */
  readonly means: string;
  /** The word for several, where it is another. */
  readonly many?: string;
}

export const STATES = {
  // items
  pass: { look: 'clean', means: 'The item passes the check.' },
  deviation: {
    look: 'deviation',
    many: 'deviations',
    means: 'The item fails the check; what follows from it is for people to judge.',
  },
  pending: { look: 'outlined', means: 'Its deadline has not come.' },
  excluded: { look: 'struck', means: 'A person took it out of management’s view, with a reason; it stays counted.' },
  'not-applicable': { look: 'zero', means: 'The check is not about this item.' },
  unknown: {
    look: 'hatched',
    means: 'The source does not say what the check needs; it is neither a pass nor a deviation.',
  },
  // occurrences
  performed: { look: 'clean', means: 'Performed in time, with its proof.' },
  late: { look: 'late', means: 'Performed after it was due.' },
  missed: { look: 'deviation', means: 'Not performed, and the records are complete enough to say so.' },
  unproven: { look: 'hollow', means: 'Nothing shows that it was performed, and nothing proves that it was not.' },
  due: { look: 'outlined', means: 'Due now.' },
  upcoming: { look: 'faint', means: 'Its time has not come.' },
  // controls, management’s view
  'deviations found': { look: 'deviation', means: 'At least one item of the window fails a check.' },
  'design incomplete': { look: 'half', means: 'A statement, an owner, a policy or evidence of the design is missing.' },
  'not evidenced': { look: 'hollow', means: 'The records do not cover the window.' },
  incomplete: { look: 'hatched', means: 'Unknown, pending or excluded items remain.' },
  'relies on a subservice organization': {
    look: 'relied',
    means: 'Another organization does it, and its report is relied upon.',
  },
  'nothing occurred': {
    look: 'zero',
    means: 'The source was asked for the whole window, and had nothing that the control is about.',
  },
  'no deviation found': { look: 'clean', means: 'The records cover the window, and no item fails.' },
  'not started': {
    look: 'faint',
    means:
      'Its first due date has not come, nothing has called for it so far, or no source has told of it in the first days.',
  },
} as const satisfies { readonly [name: string]: State } & Readonly<Record<Status, State>>;

export type StateName = keyof typeof STATES;

/** What an item can be by a check, an expected performance by its day, and a control by all of it. */
export const OUTCOMES = ['pass', 'deviation', 'unknown', 'pending', 'excluded', 'not-applicable'] as const;
export const OCCURRENCES = ['performed', 'late', 'missed', 'unproven', 'due', 'upcoming'] as const;
export { STATUSES } from '#/core/status/status.ts';

/** What is found of controls in a sentence, however many they are: `1 with deviations found`, `3 not evidenced`. */
export const standing = (status: StateName): string => (FOUND.has(status) ? `with ${status}` : status);
const FOUND: ReadonlySet<StateName> = new Set(['deviations found', 'design incomplete', 'no deviation found']);

/** What so many items in a state are called: `1 deviation`, `6 deviations`, `3 not applicable`. */
export function wordFor(state: StateName, items: number): string {
  const { many }: State = STATES[state];
  return items === 1 || many === undefined ? state.replaceAll('-', ' ') : many;
}
