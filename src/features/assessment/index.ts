export { assessment, type AssessmentDeps } from './service.ts';
