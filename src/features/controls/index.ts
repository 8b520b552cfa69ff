export {
  type Definition,
  inForceAt,
  isAsInLibrary,
  limitsIn,
  statementIn,
  timeline,
  type Version,
} from './definition.ts';
export { controls, type ControlsDeps, controlVersions } from './service.ts';
export { controlsMirrors } from './mirror.store.ts';
