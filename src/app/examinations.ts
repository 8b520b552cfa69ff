import { engagements } from '#/features/engagements/index.ts';
import { refreshTasks } from '#/features/work/index.ts';
import type { Attestry } from './wire.ts';

/** Examinations; what is to be done for one is worked out as soon as it is open, wherever that is asked for. */
export const examinations = (attestry: Attestry) =>
  engagements({ ...attestry, refresh: (org) => refreshTasks(attestry, org) });
