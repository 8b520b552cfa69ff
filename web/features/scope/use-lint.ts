import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';

/** What the rules of the programme find of the examination that is looked at, as of when the page looks. */
export function useLint(enabled = true) {
  const { engagement, asOf } = useProgramme();
  const wanted = {
    ...(engagement === null ? {} : { engagement: engagement.id }),
    ...(asOf === null ? {} : { asOf }),
  };
  return useQuery({ ...ask('readiness', 'lint', wanted), enabled });
}
