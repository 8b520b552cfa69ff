export {
  type Entered,
  enterWithKey,
  enterWithSession,
  type EnteringDeps,
  join,
  makeFirstOwner,
  memberships,
  permissionsOf,
  recordAction,
  withInvitation,
} from './entering.service.ts';
export { identityMirrors } from './mirror.store.ts';
export { type Answer, forgetOldAnswers, once, type OnceDeps } from './once.service.ts';
export { mayRole, PERMISSIONS, type Role, ROLE_NAMES, ROLES } from './roles.ts';
export { identity, type IdentityDeps } from './service.ts';
