export { type DocumentVersion, stateOf as documentState } from './document.ts';
export { documentWithId, offeredDocuments, type Offered } from './given.service.ts';
export { documentsMirrors } from './mirror.store.ts';
export { documentsService, type DocumentsDeps, todayIn } from './service.ts';
export { documentWithFile, latestDocuments as allDocuments, reportsSince } from './store.ts';
