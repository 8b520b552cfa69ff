export {
  Definition,
  defaultsIn,
  inForceAt,
  isAsInLibrary,
  limitsIn,
  statementIn,
  unsaidOf,
  type Version,
} from './definition.ts';
export { saidApart } from './rhythm.ts';
export { controls, type ControlsDeps } from './service.ts';
export { controlVersions, everyVersion } from './versions.service.ts';
export { controlsMirrors } from './mirror.store.ts';
