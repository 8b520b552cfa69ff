export { policiesMirrors } from './mirror.store.ts';
export { policiesInForce } from './all.service.ts';
export { policies, type PoliciesDeps } from './service.ts';
export { policyTitles } from './store.ts';
