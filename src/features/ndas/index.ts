export { type PartyStanding, partyStanding } from './force.service.ts';
export { ndasMirrors } from './mirror.store.ts';
export { ndas, type NdasDeps } from './service.ts';
export { type Signing, signNda, VISITOR } from './sign.service.ts';
