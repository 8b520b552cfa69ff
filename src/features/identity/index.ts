export { ACTION_FORMATS, type ActionFormat, actionLine, actionsHead } from './action-file.ts';
export { type ActionFilter, actionRows } from './action.store.ts';
export { type Sent, spentLinks } from './spent.store.ts';
export { type AddressedRole, directorsOf, invitersOf, roleOfAddress } from './addressed.service.ts';
export {
  type Entered,
  enterWithKey,
  enterWithSession,
  isFor,
  type EnteringDeps,
  join,
  makeFirstOwner,
  memberships,
  permissionsOf,
  recordAction,
  recordActions,
  withInvitation,
} from './entering.service.ts';
export { isMailed, noteHandedOver } from './handed.service.ts';
export { type Directing, giveRole, letGo } from './let-go.service.ts';
export { membersWhoMay } from './members.service.ts';
export { identityMirrors } from './mirror.store.ts';
export { type Answer, answersOf, forgetOldAnswers, once, type OnceDeps, renewAnswers } from './once.service.ts';
export { isReminded, type Reminded, remindedMembers, setReminded } from './reminded.store.ts';
export { isScopedRole, mayRole, type Role, ROLE_NAMES } from './roles.ts';
export { setSummary, summaryAccounts, wantsSummary } from './summary.store.ts';
export { type MemberRow, memberRows, ownersForUpdate } from './store.ts';
export { formatToken, parseToken, SECRET_BYTES } from './token.ts';
export { type Listed, memberVouchedFor, type VouchedDeps } from './vouched.service.ts';
export { identity, type IdentityDeps } from './service.ts';
