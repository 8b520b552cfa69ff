import { NOBODY } from './control-facts.ts';
import type { ControlFacts, Status } from './status.ts';

/** What to do next of what is open, in a sentence. */
export function nextStep(status: Status, facts: Pick<ControlFacts, 'designMissing'>): string {
  switch (status) {
    case 'deviations found':
      return 'Look at each deviation: what happened, why, and what follows from it.';
    case 'not evidenced':
      return 'Connect or complete the source, or attach what shows the performance.';
    case 'design incomplete':
    case 'not started':
      return designStep(facts);
    case 'incomplete':
      return 'Run the checks, resolve what is unknown, and confirm what rests on a declaration.';
    case 'relies on a subservice organization':
    case 'nothing occurred':
    case 'no deviation found':
      return '';
  }
}

/** Only what is missing: whoever named an owner is not told to name one. */
function designStep({ designMissing }: Pick<ControlFacts, 'designMissing'>): string {
  const isOwned = !designMissing.includes(NOBODY);
  const isShown = !designMissing.some((each) => each.startsWith('not attached:'));
  const isSaid = designMissing.length === (isOwned ? 0 : 1) + (isShown ? 0 : 1);
  const steps = [
    ...(isSaid ? [] : ['complete the statement']),
    ...(isOwned ? [] : ['name an owner']),
    ...(isShown ? [] : ['attach evidence of the design']),
  ];
  const [first, ...more] = steps;
  if (first === undefined) return 'Bring the records that show its design.';
  const last = more.pop();
  const all = last === undefined ? first : `${[first, ...more].join(', ')} and ${last}`;
  return `${all.charAt(0).toUpperCase()}${all.slice(1)}.`;
}
