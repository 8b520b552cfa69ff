export {
  collect,
  type Collected,
  type Progress,
  type SourcesDeps,
  type Watching,
} from './collect.service.ts';
export { renewSourceSecrets } from './secrets.service.ts';
export { connectedSource } from './known.service.ts';
export { sources } from './service.ts';
export { uploadedFiles } from './upload.store.ts';
export { fileHandedIn, forgetOldUploads, type UploadDeps } from './upload.service.ts';
export { sourcesKeyedMirrors, sourcesMirrors } from './mirror.store.ts';
export { isDue } from './due.ts';
export { lastReadings } from './store.ts';
