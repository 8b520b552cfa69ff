import { z } from 'zod';
import { HOUR, NEVER } from '#/core/time/instant.ts';
import { momentOf, plus } from '#/core/time/moment.ts';
import { notApplicable, pending, unknown, unsure } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';
import { noLimit, orTargetTime } from '#/checks/requirement.ts';

const failed = {
  startedAt: momentOf('2026-03-03T11:00:00Z'),
  endedAt: momentOf('2026-03-03T12:00:00Z'),
  result: 'failure',
} as const;
const corrected = (when: string) => ({ ...failed, correctedAt: momentOf(when) }) as const;
const parameters = { hours: 4 };

export default defineCheck({
  id: 'processing.failures-corrected',
  version: 2,
  title: 'A failed processing run is corrected in time',
  prose:
    'Data that was processed wrongly, or not at all, is what a customer notices first. The clock runs from the end of the failed run. A run that succeeded had nothing to correct; whether it did what it should is seen by reconciliations, not here.',
  controls: ['processing-error-handling'],
  terms: {
    'processing-error-handling': ['failure|fail|error', 'corrects|correct|resol|rerun|mend|fix'],
  },
  sentence: ({ hours }) => `Each failed processing run is corrected within ${orTargetTime(hours, 'hour')} of its end.`,
  parameters: z.strictObject({ hours: z.int().min(0).nullable() }),
  population: 'processing-run',
  reads: ['startedAt', 'endedAt', 'result', 'correctedAt'],
  anchor: 'startedAt',
  companions: {},
  judge({ startedAt, endedAt, result, correctedAt }, { parameters: { hours }, asOf }) {
    if (result === 'success') return notApplicable('it did not fail');
    if (result === 'running') return pending('it is still running', NEVER);
    if (result === undefined) return unknown('the source does not say how it ended');
    if (hours === null) return noLimit('the correction of a failure');
    const deadline = plus(endedAt ?? startedAt, hours * HOUR);
    const verdict = doneBy({ what: 'its correction', done: correctedAt, deadline, asOf, since: startedAt });
    // It failed at its beginning or later: what is late from there may have been in time.
    return verdict.outcome === 'deviation' && !endedAt
      ? unsure(verdict, 'the source does not say when it failed')
      : verdict;
  },
  examples: [
    {
      name: 'corrected at the last instant',
      item: corrected('2026-03-03T16:00:00Z'),
      parameters,
      expect: 'pass',
    },
    {
      name: 'corrected a millisecond later',
      item: corrected('2026-03-03T16:00:00.001Z'),
      parameters,
      expect: 'deviation',
    },
    {
      name: 'corrected a millisecond before it began',
      item: corrected('2026-03-03T10:59:59.999Z'),
      parameters,
      expect: 'unknown',
    },
    { name: 'never corrected', item: { ...failed, correctedAt: null }, parameters, expect: 'deviation' },
    {
      name: 'not corrected yet',
      item: { ...failed, correctedAt: null },
      parameters,
      asOf: '2026-03-03T16:00:00Z',
      expect: 'pending',
    },
    {
      name: 'corrected in time, counted from its beginning',
      item: { ...corrected('2026-03-03T15:00:00Z'), endedAt: undefined },
      parameters,
      expect: 'pass',
    },
    {
      name: 'corrected later, and when it failed is not said',
      item: { ...corrected('2026-03-03T15:00:00.001Z'), endedAt: undefined },
      parameters,
      expect: 'unknown',
    },
    {
      name: 'the source does not say when it was corrected',
      item: failed,
      parameters,
      expect: 'unknown',
    },
    {
      name: 'corrected, where the control states no time',
      item: corrected('2026-03-03T12:01:00Z'),
      expect: 'unknown',
    },
    { name: 'how it ended is not said', item: { ...failed, result: undefined }, expect: 'unknown' },
    { name: 'still running', item: { ...failed, result: 'running' }, expect: 'pending' },
    {
      name: 'succeeded, where the control states no time',
      item: { ...failed, result: 'success' },
      trap: true,
      expect: 'not-applicable',
    },
  ],
});
