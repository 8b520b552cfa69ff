import type { Instant } from '#/core/time/instant.ts';

/** A finding as it is stored: codes of outcomes, minutes since 1970. */
export interface FindingRow {
  readonly checkId: string;
  readonly item: string;
  readonly look: Instant | null;
  readonly number: number;
  readonly shown: number;
  readonly rule: number;
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly reason: string;
}
