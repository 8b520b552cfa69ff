export { deviationsMirrors } from './mirror.store.ts';
export { deviations } from './service.ts';
export { explainedAmong } from './explained.store.ts';
export { statementsOn } from './statements.store.ts';
