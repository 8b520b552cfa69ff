export { workMirrors } from './mirror.store.ts';
export { type Refreshed, type RefreshDeps, refreshTasks, refreshTasksAfter } from './refresh.service.ts';
export { type RemindDeps, remindOfTasks } from './remind.service.ts';
export { work, type WorkDeps } from './service.ts';
