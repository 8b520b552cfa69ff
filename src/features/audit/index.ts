export { audit, type AuditDeps, engagedFirm, engagedLetter } from './service.ts';
export { auditMirrors } from './mirror.store.ts';
