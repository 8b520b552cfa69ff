import type { Collector } from './collector.ts';
import { git } from './git/git.ts';

/** Every collector, by its id. What each one's settings are, only it knows. */
export const COLLECTORS: ReadonlyMap<string, Collector<unknown>> = new Map(
  [git].map((collector) => [collector.id, collector as unknown as Collector<unknown>]),
);
