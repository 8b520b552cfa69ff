import { useQueries } from '@tanstack/react-query';
import { ask } from '#web/shell/api.ts';
import { usePast, useProgramme } from '#web/shell/programme.ts';
import { APART } from './apart.tsx';
import { useStatus } from './use-status.ts';

/** So many of each list are seen at once; the room has all. */
export const MOST_APART = 5;

/** Of one control, each list of what stands apart from the window: how many, and the first of them. */
export function useApart(control: string) {
  const { engagement } = useProgramme();
  const past = usePast();
  const status = useStatus();
  const counts = status.data?.apart;
  // of a list that is empty for all controls nothing is asked for one
  const filled = counts === undefined ? [] : APART.filter(({ name }) => counts[name].count !== 0);
  return useQueries({
    queries: filled.map(({ list }) =>
      ask('readiness', 'apart', { list, control, limit: MOST_APART, engagement: engagement?.id, ...past }),
    ),
    combine: (found) => {
      const failed = found.find(({ isError }) => isError);
      const lists = APART.flatMap((list) => {
        const none = counts === undefined ? undefined : { ...counts[list.name], items: [] };
        const of = found[filled.indexOf(list)]?.data ?? (filled.includes(list) ? undefined : none);
        return of === undefined ? [] : [{ ...list, of }];
      });
      return {
        data: lists.length === APART.length ? lists : undefined,
        isError: status.isError || failed !== undefined,
        error: status.error ?? failed?.error,
        refetch: () => Promise.all([status, ...found].map(({ refetch }) => refetch())),
      };
    },
  });
}
