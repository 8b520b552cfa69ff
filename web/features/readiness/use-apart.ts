import { useQueries } from '@tanstack/react-query';
import { ask } from '#web/shell/api.ts';
import { usePast, useProgramme } from '#web/shell/programme.ts';
import { APART } from './apart.tsx';

/** So many of each list are seen at once; the room has all. */
export const MOST_APART = 5;

/** Of one control, each list of what stands apart from the window: how many, and the first of them. */
export function useApart(control: string) {
  const { engagement } = useProgramme();
  const past = usePast();
  return useQueries({
    queries: APART.map(({ list }) =>
      ask('readiness', 'apart', { list, control, limit: MOST_APART, engagement: engagement?.id, ...past }),
    ),
    combine: (found) => {
      const failed = found.find(({ isError }) => isError);
      const lists = APART.flatMap((list, at) => {
        const of = found[at]?.data;
        return of === undefined ? [] : [{ ...list, of }];
      });
      return {
        data: lists.length === APART.length ? lists : undefined,
        isError: failed !== undefined,
        error: failed?.error,
        refetch: () => Promise.all(found.map(({ refetch }) => refetch())),
      };
    },
  });
}
