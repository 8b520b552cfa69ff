import type { Cause, Kept } from './cause.ts';
import { handedTo, type Heirs, isAside, isShared } from './going-on.ts';

/** At the beginning, so many tasks in all. */
const FIRST = 3;
/** Later, so many gaps at a time for each function: a list that nobody can finish is not begun. */
const AT_A_TIME = 3;

/** What becomes of tasks when their causes are looked at anew. */
export interface Paced {
  /** Causes that become tasks now, or tasks again. */
  readonly opened: readonly Cause[];
  /** Causes of tasks that are open already. */
  readonly standing: readonly Cause[];
  /** Tasks whose cause is gone. */
  readonly gone: readonly Kept[];
  readonly waiting: number;
}

/**
 * Matches causes, in the order of their effect, with the tasks that are known. What is open stays open for as long as
 * its cause does, what was put aside stays aside, and of the rest no more is opened than can be done at a time. Until
 * the programme has begun, no more than three are: its first tasks, and in the place of those that are done what has
 * most effect. What is open and goes on by another cause is open as that, whatever else is open, and was put aside.
 */
export function pace(causes: readonly Cause[], known: readonly Kept[], begun: boolean, heirs: Heirs): Paced {
  const states = new Map(known.map(({ key, state }) => [key, state]));
  const standing = causes.filter(({ key }) => states.get(key) === 'open');
  const handed = new Map(causes.map((cause) => [cause, handedTo(cause, known, heirs)]));
  const goesOn = (cause: Cause): boolean => handed.get(cause)?.some(({ state }) => state === 'open') === true;
  const aside = new Set(causes.filter((cause) => !goesOn(cause) && isAside(cause, handed.get(cause) ?? [])));
  const candidates = (begun ? causes : firstFirst(causes)).filter((cause) => {
    const state = states.get(cause.key);
    return state !== 'open' && (goesOn(cause) || (state !== 'dropped' && !aside.has(cause)));
  });
  const taken = [...standing];
  const opened: Cause[] = [];
  for (const cause of candidates) {
    if (!goesOn(cause) && !hasTurn(cause, taken, begun)) continue;
    opened.push(cause);
    taken.push(cause);
  }
  const present = new Set(causes.map(({ key }) => key));
  const isKept = ({ key, state }: Kept): boolean =>
    present.has(key) ||
    (state === 'dropped' && heirs.get(key)?.some((cause) => !isShared(cause) || aside.has(cause)) !== false);
  return {
    opened,
    standing,
    gone: known.filter((task) => !isKept(task)),
    waiting: candidates.length - opened.length,
  };
}

const isBefore = ({ kind, urgent }: Cause): boolean => urgent || kind === 'first';
const firstFirst = (causes: readonly Cause[]): readonly Cause[] =>
  causes.toSorted((a, b) => Number(isBefore(b)) - Number(isBefore(a)));

function hasTurn(cause: Cause, taken: readonly Cause[], begun: boolean): boolean {
  if (cause.urgent) return true;
  if (!begun) return taken.filter(({ urgent }) => !urgent).length < FIRST;
  if (cause.kind === 'first' || cause.kind === 'owners') return true;
  const beside = taken.filter(
    ({ kind, function: owner, urgent }) => owner === cause.function && !urgent && paced(kind),
  );
  return beside.length < AT_A_TIME;
}

const paced = (kind: Cause['kind']): boolean => kind === 'gap' || kind === 'finding';
