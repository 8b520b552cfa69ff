import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/shell/api.ts';
import { usePast } from '#web/shell/programme.ts';

/** As much as is said of the latest deviations; of one alone the page of its item says all. */
const MOST_SAID = 1_000;

/** What management says of the deviations of a check. */
export const useSaid = (check: string) =>
  useQuery(ask('deviations', 'list', { id: check, limit: MOST_SAID, ...usePast() })).data;
