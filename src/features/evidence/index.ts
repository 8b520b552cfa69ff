export { type Attached, attachedEvidence, evidence, type EvidenceDeps } from './service.ts';
