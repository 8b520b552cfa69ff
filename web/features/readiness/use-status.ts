import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/shell/api.ts';
import { usePast, useProgramme } from '#web/shell/programme.ts';

/** Management's view of the chosen engagement, as of the chosen day. */
export function useStatus() {
  const { engagement } = useProgramme();
  const past = usePast();
  return useQuery(
    ask('readiness', 'status', {
      ...(engagement === null ? {} : { engagement: engagement.id }),
      ...past,
    }),
  );
}
