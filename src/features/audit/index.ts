export { audit, type AuditDeps } from './service.ts';
export { auditMirrors } from './mirror.store.ts';
