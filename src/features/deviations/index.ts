export { deviationsMirrors } from './mirror.store.ts';
export { deviations } from './service.ts';
