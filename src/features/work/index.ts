export { reasonsPutAside } from './aside.store.ts';
export { workMirrors } from './mirror.store.ts';
export { type Refreshed, type RefreshDeps, refreshTasks, refreshTasksAfter } from './refresh.service.ts';
export { type TaskToTell, tasksToTell } from './notice.store.ts';
export { stageOf } from './reminding.ts';
export { type RemindDeps, remindingOf, remindOfTasks } from './remind.service.ts';
export { work, type WorkDeps } from './service.ts';
export { taskTitles } from './store.ts';
