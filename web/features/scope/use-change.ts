import { useMutation } from '@tanstack/react-query';
import { api, changed } from '#web/shell/api.ts';
import type { Engagement } from '#web/shell/programme.ts';

export type Change = Omit<Parameters<typeof api.engagements.change>[0], 'id'>;

/** Changes a part of an examination; the rest stays, and what it was stays sealed beside it. */
export const useChange = ({ id }: Engagement, make: () => Change, close: () => void) =>
  useMutation({
    mutationFn: () => api.engagements.change({ id, ...make() }),
    onSuccess: () => changed('engagements').then(close),
  });

/** A list as it is typed, one on each line. */
export const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
