import { useQuery } from '@tanstack/react-query';
import type { Offered } from '#/features/reports/fields.contract.ts';
import { ask } from '#web/shell/api.ts';

/** The documents that the facts of a report may lead to: letters, and other reports. */
export function useOthers(document: string): {
  readonly letters: readonly Offered[];
  readonly reports: readonly Offered[];
} {
  const documents = useQuery(ask('documents', 'list', {})).data?.documents ?? [];
  const given = documents.filter(({ id, state }) => id !== document && state !== 'retired');
  return {
    letters: given.filter(({ kind }) => kind === 'bridge-letter'),
    reports: given.filter(({ kind }) => kind === 'soc2-report'),
  };
}
