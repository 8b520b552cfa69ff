import { z } from 'zod';
import { momentOf } from '#/core/time/moment.ts';
import { deviation, pass, pending, unknown } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';

const march = {
  to: momentOf('2026-03-31T21:59:59.999Z'),
  percent: 99.95,
  promisedPercent: 99.9,
} as const;

export default defineCheck({
  id: 'availability.uptime-kept',
  version: 1,
  title: 'A service was available as much as was promised',
  prose:
    'A promise of uptime is the one that customers measure, too. The measured share of each period is held against the share that the record says was promised for it; what counts as an outage is what the measurement says.',
  controls: ['availability-monitoring'],
  terms: {
    'availability-monitoring': ['uptime|availab', 'monitors|monitor|measur|observ|track'],
  },
  sentence: () => 'In each period a service is available for at least the share of time that was promised.',
  parameters: z.strictObject({}),
  population: 'uptime',
  reads: ['to', 'percent', 'promisedPercent'],
  anchor: 'to',
  companions: {},
  judge({ to, percent, promisedPercent }, { asOf }) {
    if (asOf < to.latest) return pending('the period is not over', to.latest);
    if (percent === undefined) return unknown('the source does not say how much the service was available');
    if (promisedPercent === undefined) return unknown('the source does not say how much was promised');
    return percent >= promisedPercent
      ? pass()
      : deviation(`it was available for ${percent} %; ${promisedPercent} % was promised`);
  },
  examples: [
    { name: 'more than promised', item: march, expect: 'pass' },
    { name: 'exactly as promised', item: { ...march, percent: 99.9 }, expect: 'pass' },
    { name: 'a little less than promised', item: { ...march, percent: 99.899 }, expect: 'deviation' },
    {
      name: 'less than promised, in a period that is not over',
      item: { ...march, percent: 99 },
      asOf: '2026-03-31T21:59:59.998Z',
      trap: true,
      expect: 'pending',
    },
    {
      name: 'less than promised, at the last instant of the period',
      item: { ...march, percent: 99 },
      asOf: '2026-03-31T21:59:59.999Z',
      expect: 'deviation',
    },
    { name: 'nothing was measured', item: { ...march, percent: undefined }, expect: 'unknown' },
    { name: 'nothing is said to be promised', item: { ...march, promisedPercent: undefined }, expect: 'unknown' },
  ],
});
