export { aliasesOf } from './aliases.ts';
export { people, type PeopleDeps } from './service.ts';
export { aliasRows } from './store.ts';
