export { readersMirrors } from './mirror.store.ts';
export { forgetOldReaders, readers, type ReadersDeps } from './service.ts';
