export { type Erased, eraseArtifact, type EraseDeps, eraseRecord, type Successor } from './erase.service.ts';
export { eraseDue } from './erase-due.service.ts';
export { agedOut, setHold, setRetention } from './retention.service.ts';
export {
  type Attached,
  attachedEvidence,
  attachIn,
  evidence,
  hiddenArtifacts,
  seenControls,
  type EvidenceDeps,
} from './service.ts';
export { evidenceMirrors } from './mirror.store.ts';
export { erasedFiles } from './erase.store.ts';
export { finishErasures } from './erase-rest.service.ts';
export { receivedFile } from './receive.service.ts';
