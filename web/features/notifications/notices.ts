import { useMutation, useQuery } from '@tanstack/react-query';
import type { Answered } from '#web/kit/shapes.ts';
import { api, ask, queries } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';

export type Notice = Answered<'notifications', 'list'>['notices'][number];

const MINUTE = 60_000;

/** What waits for the person. It is asked for anew when a job ends, after each change, and now and then. */
export const useNotices = () =>
  useQuery({ ...ask('notifications', 'list', {}), enabled: useMay('notifications:read'), refetchInterval: MINUTE });

interface Marking {
  /** Left out: all of them. */
  readonly keys?: string[];
  readonly read: boolean;
}

export const useMark = () =>
  useMutation({
    mutationFn: (marking: Marking) => api.notifications.mark(marking),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notifications'] }),
  });
