export { type Ground } from './facts.service.ts';
export { readiness, type ReadinessDeps, standing, type Standing } from './service.ts';
export { type Status, STATUSES } from './status.ts';
