import { csvOf } from '#/core/csv.ts';
import type { Standing } from './shapes.ts';

const HEADS = ['id', 'title', 'status', 'reasons', 'criteria', 'owner', 'owner function', 'frequency'] as const;

/** The list of controls as it is shown, for a spreadsheet. */
export const controlsCsv = (controls: readonly Standing[]): string =>
  csvOf(
    HEADS,
    controls.map(({ id, title, status, reasons, criteria, owner, ownerFunction, frequency }) => [
      id,
      title,
      status,
      reasons.join('; '),
      criteria.join(' '),
      owner ?? '',
      ownerFunction,
      frequency,
    ]),
  );
