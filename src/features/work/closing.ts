import { allExplained, type Explained, isAllSaid } from '#/core/status/explained.ts';
import type { Ranked, Words } from '#/features/readiness/index.ts';
import { type Cause, type Known, slugOf, type State } from './cause.ts';
import type { Examined } from './causes.ts';
import { laidBecause } from './first.ts';
import { isShared } from './going-on.ts';

export interface Closing {
  readonly state: Exclude<State, 'open' | 'dropped'>;
  readonly because: string;
  /** Of a task about deviations that are all explained. */
  readonly explained?: Explained;
}

const done = (because: string): Closing => ({ state: 'done', because });
const lapsed = (because: string): Closing => ({ state: 'lapsed', because });

/** How a task ends whose cause is gone, in words; `goesOn` are the causes that ask for the same now. Of a performance it is said whether it took place. */
export function closingOf(task: Known, examined: Examined | null, goesOn: readonly Cause[]): Closing {
  if (goesOn.length > 0 && task.kind !== 'performance')
    return lapsed(`it goes on as ${goesOn.map(({ title }) => `"${title}"`).join(' and ')}`);
  if (task.kind === 'first') return done(laidBecause(task.key));
  if (examined === null || task.key.split(':')[1] !== examined.engagement)
    return lapsed('the examination that it was for is no longer the one that is worked on');
  if (task.kind === 'finding') return done('what was found is no longer there');
  if (isShared(task)) return done('no control in scope is short of it any more');
  if (task.kind === 'owners') return done('each of them has an owner');
  const control = examined.ranked.find(({ id }) => id === task.control);
  if (control === undefined) return lapsed('its control is no longer in scope');
  if (task.kind === 'gap') return gapClosed(task, control, examined.words.get(control.id));
  const due = task.key.split(':')[3];
  const occurrence = control.facts.occurrences.find(({ period }) => period.last === due);
  if (occurrence?.kind === 'performed' || occurrence?.kind === 'late') return done('it was performed');
  return lapsed('its last day is over, and nothing shows that it was performed');
}

/** Explained deviations stay deviations, and are nothing that is still to be done. */
function gapClosed({ key }: Known, { of }: Ranked, words: Words | undefined): Closing {
  if (words === undefined || !isAllSaid(words)) return done(`its control now shows "${of.status}"`);
  if (key.endsWith(`:${slugOf('deviations found')}`))
    return { ...done(allExplained(words)), explained: { said: words.said, of: words.of } };
  return done(`apart from deviations that are explained, its control now shows "${words.left.status}"`);
}
