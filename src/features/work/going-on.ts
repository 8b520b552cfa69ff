import type { Beneath, Cause, Kept } from './cause.ts';
import { gapKey } from './gap-causes.ts';

/**
 * The causes by which a task goes on whose own is no longer there: those that say what it said, because one act settles
 * it for several controls, or because another task of its control asks for the same. `undivided` are the keys of what
 * is open of each control, whoever asks for it: a task about anything else was done.
 */
export function goingOn(task: Kept, causes: readonly Cause[], undivided: ReadonlySet<string>): readonly Cause[] {
  if (task.control !== null && !undivided.has(task.key)) return [];
  const lines = new Set(task.why.map(formOf));
  const says = ({ control, says }: Beneath): boolean =>
    (task.control === null || task.control === control) && says.some((line) => lines.has(formOf(line)));
  const engagement = engagementOf(task);
  return causes.filter(
    (cause) => (cause.kind === 'first' || engagementOf(cause) === engagement) && cause.beneath.some(says),
  );
}

const engagementOf = ({ key }: Pick<Cause, 'key'>): string | undefined => key.split(':')[1];

/** A line without its numbers, which may have grown since. */
const formOf = (line: string): string => line.replaceAll(/\d+/gu, '0');

/** Tasks that go on by other causes, by their keys. */
export type Heirs = ReadonlyMap<string, readonly Cause[]>;

export function heirsOf(known: readonly Kept[], causes: readonly Cause[], undivided: ReadonlySet<string>): Heirs {
  const present = new Set(causes.map(({ key }) => key));
  const ended = known.filter(({ key }) => !present.has(key));
  const aside = new Set(known.flatMap(({ key, state }) => (state === 'dropped' ? [key] : [])));
  const unshown = causes.filter(({ key }) => !aside.has(key));
  return new Map(
    ended.map((task) => [
      task.key,
      task.kind === 'performance' ? unshownAfter(task, unshown) : goingOn(task, causes, undivided),
    ]),
  );
}

/** What is to be brought of a control once the time to perform it is over. */
const unshownAfter = (task: Kept, causes: readonly Cause[]): readonly Cause[] =>
  task.state === 'open'
    ? causes.filter(({ key }) => key === gapKey(engagementOf(task) ?? '', task.control ?? '', 'not evidenced'))
    : [];

/** The tasks that go on by a cause. */
export const handedTo = (cause: Cause, known: readonly Kept[], heirs: Heirs): readonly Kept[] =>
  known.filter(({ key }) => heirs.get(key)?.includes(cause) === true);

/** Does it ask for nothing but what several controls lack? What another cause asks for beside that is its own. */
export const isShared = ({ key }: Pick<Cause, 'key'>): boolean => key.startsWith('missing:');

/** Was all that it asks for put aside, when it was asked for one by one? */
export function isAside(cause: Cause, handed: readonly Kept[]): boolean {
  const aside = new Set(handed.flatMap(({ state, control }) => (state === 'dropped' ? [control] : [])));
  return isShared(cause) && cause.beneath.every(({ control }) => aside.has(control));
}

/** Whoever a person named for what goes on by a cause; null where nobody was, or several were. */
export function namedFor(handed: readonly Kept[]): string | null {
  const named = new Set(handed.flatMap(({ named: each, state }) => (each === null || state !== 'open' ? [] : [each])));
  const [only = null] = named;
  return named.size === 1 ? only : null;
}
