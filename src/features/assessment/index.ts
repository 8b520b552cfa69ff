export { dealOf } from './deal.ts';
export { assessment, type AssessmentDeps } from './service.ts';
