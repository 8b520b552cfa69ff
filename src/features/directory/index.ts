export { type Directory, type DirectoryDeps } from './acting.service.ts';
export { allOf, resourceTypes, schemas, serviceProviderConfig } from './described.ts';
export { enterWithConnection, listedAs } from './entering.service.ts';
export { addGroup, group, groups, patchGroup, removeGroup, replaceGroup } from './groups.service.ts';
export {
  addPerson,
  type Done,
  type Looking,
  patchPerson,
  people,
  person,
  removePerson,
  replacePerson,
} from './people.service.ts';
export type { Resource } from './resource.ts';
export { baseOf } from './acting.service.ts';
export { directory } from './service.ts';
