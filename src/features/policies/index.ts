export { policiesMirrors } from './mirror.store.ts';
export { policies, type PoliciesDeps } from './service.ts';
