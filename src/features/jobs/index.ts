export { attend } from './attend.service.ts';
export { type RunJobDeps, markDead, runJob, type Work } from './run.service.ts';
export { addJob, checksOf, jobs, type JobsDeps, MEND, subjectOf } from './service.ts';
export {
  CHANNEL,
  changedJobs,
  type DeadJob,
  deadJobs,
  deleteOldJobs,
  type JobRow,
  latestJob,
  openKinds,
} from './store.ts';
