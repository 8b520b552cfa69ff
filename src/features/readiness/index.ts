export { type Ground } from './facts.service.ts';
export { readiness, viewOf } from './service.ts';
export { type ReadinessDeps, standing, type Standing } from './standing.service.ts';
export { type Status, STATUSES } from './status.ts';
