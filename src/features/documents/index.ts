export { type DocumentVersion, stateOf as documentState } from './document.ts';
export { documentWithId, offeredDocuments, type Offered } from './given.service.ts';
export { documentsMirrors } from './mirror.store.ts';
export { documentsService, type DocumentsDeps, todayIn } from './service.ts';
export {
  addedSince,
  documentTitles,
  documentWithFile,
  latestDocuments as allDocuments,
  type ReportNews,
} from './store.ts';
