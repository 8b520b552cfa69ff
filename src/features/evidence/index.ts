export { type Erased, eraseArtifact, type EraseDeps, eraseRecord } from './erase.service.ts';
export type { Successor } from './successor.ts';
export { type ReadFrom, readFrom } from './read-from.service.ts';
export { eraseDue } from './erase-due.service.ts';
export { agedOut, setHold, setRetention } from './retention.service.ts';
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
