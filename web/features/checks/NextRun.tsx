import { Button, Group, Text } from '@mantine/core';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { isOpen, judge, useJob } from '#web/features/jobs/live.ts';
import { Progress } from '#web/features/jobs/Progress.tsx';
import { Problem } from '#web/kit/Answer.tsx';
import { apiHere, changed } from '#web/shell/api.ts';
import { useMay, usePast } from '#web/shell/programme.ts';

export type Running = UseMutationResult<void, Error, void>;

/** Asks for a run of one check, which applies what people decided since the last. */
export const useRunOf = (check: string): Running =>
  useMutation({ mutationFn: () => judge(apiHere(), [check]), onSuccess: () => changed('jobs') });

interface Props {
  readonly check: string;
  /** People decided something since the last run. */
  readonly isBehind: boolean;
  readonly running: Running;
}

/** What people decided counts with the next run: how far that is, or the button that asks for it. */
export function NextRun({ check, isBehind, running }: Props) {
  const [one, all] = [useJob('check', check), useJob('check')];
  const job = [one, all].find((each) => each !== undefined && isOpen(each));
  const mayRun = useMay('checks:write');
  const isNow = usePast().asOf === undefined;
  if (!isBehind || !isNow) return null;
  return (
    <>
      <Group gap="sm" my="xs" className="no-print">
        <Text size="sm">
          What was excluded since the last run, or is excluded no more, counts so from the next run.
        </Text>
        {mayRun && job === undefined && (
          <Button size="compact-sm" variant="default" loading={running.isPending} onClick={() => running.mutate()}>
            Run the checks
          </Button>
        )}
      </Group>
      <Progress job={job} />
      {running.isError && <Problem error={running.error} />}
    </>
  );
}
