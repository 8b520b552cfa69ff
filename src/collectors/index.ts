import type { Collector } from './collector.ts';
import { file } from './file/file.ts';
import { git } from './git/git.ts';
import { github } from './github/github.ts';
import { pgbackrest } from './pgbackrest/pgbackrest.ts';
import { scan } from './scan/scan.ts';

/** Every collector, by its id. What each one's settings are, only it knows. */
export const COLLECTORS: ReadonlyMap<string, Collector<unknown>> = new Map(
  [git, github, file, scan, pgbackrest].map((collector) => [collector.id, collector as unknown as Collector<unknown>]),
);
