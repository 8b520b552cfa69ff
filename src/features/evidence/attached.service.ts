import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { evidenceRows } from './store.ts';

/** What was attached to a control before a position, as a status needs it. */
export interface Attached {
  readonly id: string;
  readonly control: string;
  readonly purpose: string;
  readonly occurred: string;
  readonly period: string | null;
  readonly item: string | null;
  readonly received: Instant;
  readonly position: number;
  readonly person: string;
  readonly note: string;
  /** Its file was erased before then, and no redacted one took its place. */
  readonly erased: boolean;
  /** Null once it was erased. */
  readonly artifact: {
    readonly name: string;
    readonly sha256: string;
    readonly grade: string;
    readonly position: number;
  } | null;
}

export const attachedEvidence = async (tx: Tx, asOf: number): Promise<readonly Attached[]> =>
  (await evidenceRows(tx, asOf)).map(
    ({
      id,
      control,
      purpose,
      occurred,
      period,
      item,
      received,
      position,
      person,
      note,
      name,
      sha256,
      grade,
      artifactPosition,
      erased,
    }) => ({
      id,
      control,
      purpose,
      occurred,
      period,
      item,
      received,
      position,
      person,
      note,
      erased: Boolean(erased),
      artifact:
        name === null || sha256 === null || grade === null || artifactPosition === null
          ? null
          : { name, sha256, grade, position: artifactPosition },
    }),
  );
