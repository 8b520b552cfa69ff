import { hasBegun } from './stands.ts';

/** A list that nobody can finish is not begun. */
export const FIRST_TASKS = 3;

const notStarted = (counts: Readonly<Partial<Record<string, number>>>): number => counts['not started'] ?? 0;

/** Most of the programme has not begun: what is to be done first is told before what threatens the report. */
export const isYoung = (counts: Readonly<Partial<Record<string, number>>>, controls: number): boolean =>
  notStarted(counts) * 2 > controls;

/** Of a programme that is young, what has not begun threatens nothing yet. */
export const threatsIn = <G extends { readonly status: string }>(gaps: readonly G[], young: boolean): readonly G[] =>
  young ? gaps.filter(hasBegun) : gaps;

/** The steps to a first status, while nothing is examined. */
export const BEGINNING = [
  {
    id: 'promises',
    what: 'Say what you promise',
    why: 'A few plain questions, fifteen minutes at most. They tell where you stand: what is examined and why, what is missing, how long it takes, what it may cost, and the controls to begin with.',
  },
  {
    id: 'source',
    what: 'Connect a source',
    why: 'Your own git repository is enough for a first status: that of change management, which is one series of the criteria, CC8.',
  },
  {
    id: 'days',
    what: 'Choose the days',
    why: 'A Type II report observes some months; a Type I looks at one day. The days can change later, and the change is kept.',
  },
] as const;

/** A source as it is listed. */
interface Connected {
  readonly disconnected: unknown;
  readonly lastRun: { readonly state: string } | null;
}

/** Those that somebody reads, and those of them that the step counts: a source that cannot be read has begun nothing. */
export function readable<S extends Connected>(sources: readonly S[]) {
  const connected = sources.filter(({ disconnected }) => disconnected === null);
  return { connected, counting: connected.filter(({ lastRun }) => lastRun?.state !== 'failed') };
}

export type BeginningStep = (typeof BEGINNING)[number]['id'];

/** Of a programme whose days are chosen: while nobody reads a source, no step that is not done is forgotten. */
export const leftOf = (done: Readonly<Record<Exclude<BeginningStep, 'days'>, string | null>>) =>
  done.source === null ? BEGINNING.filter(({ id }) => id !== 'days' && done[id] === null) : [];

/** By how many steps are left; the last waits for the days. */
const LEFT: Readonly<Record<number, string>> = { 1: 'One step leads', 2: 'Two steps lead', 3: 'Three steps lead' };

export const beginningTold = (left: number): string =>
  `Nothing is examined yet. ${LEFT[left] ?? ''} to a first status.`;
