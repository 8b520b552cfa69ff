import type { Beneath, Cause, Kept } from './cause.ts';
import { gapKey, type Undivided } from './gap-causes.ts';

/**
 * The causes by which a task goes on whose own is no longer there: those that say what it said, because one act settles
 * it for several controls, or because another task of its control asks for the same; where none does, and it is open,
 * those that say why its control still stands there. A task about anything else was done.
 */
export function goingOn(task: Kept, causes: readonly Cause[], undivided: Undivided): readonly Cause[] {
  const stands = undivided.get(task.key);
  if (task.control !== null && stands === undefined) return [];
  const said = sayingOf(task, task.why, causes);
  const [why] = stands ?? [];
  return said.length > 0 || why === undefined || task.state !== 'open' ? said : sayingOf(task, [why], causes);
}

function sayingOf(task: Kept, why: readonly string[], causes: readonly Cause[]): readonly Cause[] {
  const lines = new Set(why.map(formOf));
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

/** Of each task whose cause is gone, the causes by which it goes on; of what was put aside and still stands so, nothing. */
export type Heirs = ReadonlyMap<string, readonly Cause[]>;

export function heirsOf(known: readonly Kept[], causes: readonly Cause[], undivided: Undivided): Heirs {
  const present = new Set(causes.map(({ key }) => key));
  const ended = known.filter(({ key }) => !present.has(key));
  const aside = new Set(known.flatMap(({ key, state }) => (state === 'dropped' ? [key] : [])));
  const unshown = causes.filter(({ key }) => !aside.has(key));
  const heirs = ended.map((task) => {
    const by = task.kind === 'performance' ? unshownAfter(task, unshown) : goingOn(task, causes, undivided);
    return { task, by };
  });
  const isAsItWas = ({ task, by }: (typeof heirs)[number]): boolean =>
    task.state === 'dropped' && by.length === 0 && undivided.has(task.key);
  return new Map(heirs.filter((each) => !isAsItWas(each)).map(({ task, by }) => [task.key, by]));
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
