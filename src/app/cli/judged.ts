import type { RunReport } from '#/features/checks/index.ts';
import { judgeAnew } from '#/features/readiness/index.ts';
import type { Context } from './command.ts';
import { noted } from '#/app/noting.ts';
import type { Output } from './output.ts';
import { followed } from './remote.ts';

/** Runs checks here, or has them run on the server. */
export const judged = (context: Context, only: readonly string[], to: Output): Promise<readonly RunReport[]> =>
  context.remote === null ? ranHere(context, only, to) : ranThere(context, only, to);

const ranHere = ({ attestry, caller }: Context, only: readonly string[], to: Output): Promise<readonly RunReport[]> =>
  noted({ attestry, caller }, { name: 'jobs.check', subjects: [{ checks: only.join(', ') }] }, () =>
    judgeAnew(attestry, caller.org, only.length === 0 ? null : only, (population, done) =>
      to.progress(`checked ${population}`, done.length, done.length),
    ),
  );

async function ranThere(
  { remote, signal }: Context,
  only: readonly string[],
  to: Output,
): Promise<readonly RunReport[]> {
  if (remote === null) throw new TypeError('there is no server');
  const { runs } = (await followed(remote, (jobs) => jobs.check({ checks: [...only] }), to, signal)) as {
    readonly runs: readonly RunReport[];
  };
  return runs;
}
