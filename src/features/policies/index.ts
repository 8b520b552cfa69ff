export { policiesMirrors } from './mirror.store.ts';
export { policies, type PoliciesDeps } from './service.ts';
export { policyTitles } from './store.ts';
