export { eraseArtifact, type EraseDeps, eraseRecord } from './erase.service.ts';
export { eraseDue } from './erase-due.service.ts';
export { agedOut, setHold, setRetention } from './retention.service.ts';
export { erasures } from './erasures.service.ts';
export {
  attachIn,
  evidence,
  hiddenArtifacts,
  seenControls,
  type EvidenceDeps,
} from './service.ts';
export { type Attached, attachedEvidence } from './attached.service.ts';
export { evidenceMirrors } from './mirror.store.ts';

export { receivedFile } from './receive.service.ts';
