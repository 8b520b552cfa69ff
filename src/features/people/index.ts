export { aliasesOf } from './aliases.ts';
export { people, type PeopleDeps, unresolvedIn } from './service.ts';
export { aliasRows } from './store.ts';
export { peopleMirrors } from './mirror.store.ts';
