import { csvCell } from '#/core/csv.ts';
import { formatInstant } from '#/core/time/instant.ts';
import type { ActionRow } from './action.store.ts';

/** How the audit log leaves as a file. */
export const ACTION_FORMATS = ['ndjson', 'csv'] as const;
export type ActionFormat = (typeof ACTION_FORMATS)[number];

const HEADS = ['position', 'at', 'person', 'via', 'name', 'subject', 'outcome', 'request', 'address'] as const;

/** What stands before the first line. */
export const actionsHead = (format: ActionFormat): string => (format === 'csv' ? `\uFEFF${HEADS.join(',')}\r\n` : '');

/** One line of the audit log, as a line of the file. */
export function actionLine({ at, subject, ...row }: ActionRow, format: ActionFormat): string {
  const said = { ...row, at: formatInstant(at) };
  if (format === 'ndjson') return `${JSON.stringify({ ...said, subject })}\n`;
  const about = Object.entries(subject).map(([name, value]) => `${name}: ${value}`);
  const cells = { ...said, subject: about.join('; ') };
  return `${HEADS.map((head) => csvCell(cells[head])).join(',')}\r\n`;
}
