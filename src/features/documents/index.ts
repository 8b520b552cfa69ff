export { documentsMirrors } from './mirror.store.ts';
export { documentsService, type DocumentsDeps, todayIn } from './service.ts';
