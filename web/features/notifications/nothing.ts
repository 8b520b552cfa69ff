/** What belongs here, where nothing is. */
export const NOTHING = {
  what: 'Nothing waits for you',
  why: 'Your tasks, readings that fail, new deviations, people outside who ask, links that wait to be handed over, and what is about to end stand here, and go when they are dealt with.',
};
