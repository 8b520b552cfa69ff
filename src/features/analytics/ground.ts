import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';

export interface AnalyticsDeps {
  readonly db: Database;
  readonly chance: Chance;
  /** The zone in which an organization enters days. */
  readonly zoneOf: (tx: Tx) => Promise<string>;
}
