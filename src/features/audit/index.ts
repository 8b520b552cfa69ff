export { audit, type AuditDeps, engagedFirm } from './service.ts';
export { auditMirrors } from './mirror.store.ts';
