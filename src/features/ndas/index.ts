export { eraseSigner, ndasSignedBy } from './forget.store.ts';
export { type PartyStanding, partyStanding } from './force.service.ts';
export { ndasMirrors } from './mirror.store.ts';
export { ndas, type NdasDeps, textFile } from './service.ts';
export { type Signing, signNda } from './sign.service.ts';
