import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import type { Calendar } from '#/core/time/calendar.ts';
import type { Instant } from '#/core/time/instant.ts';
import { earliestOf, momentOf, notAfter } from '#/core/time/moment.ts';
import { deviation, pass, pending, unknown, type Verdict } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { isBefore, worstOf } from '#/checks/deadline.ts';

type Measured = Pick<Item<'uptime'>, 'from' | 'to'>;

const march = {
  service: 'API',
  from: momentOf('2026-02-28T23:00:00Z'),
  to: momentOf('2026-03-31T21:59:59.999Z'),
  percent: 99.95,
  promisedPercent: 99.9,
} as const;

const next = (from: string): Measured => ({ from: momentOf(from), to: momentOf('2026-06-30T21:59:59.999Z') });
const followed = { others: [next('2026-03-31T22:00:00Z')] };

export default defineCheck({
  id: 'availability.uptime-kept',
  version: 2,
  title: 'A service was available as much as was promised, and nothing of the time went unmeasured',
  prose:
    'A promise of uptime is the one that customers measure, too. The measured share of each period is held against the share that the record says was promised for it; what counts as an outage is what the measurement says. Time between two measurements of a service was not looked at. After the last one nobody can tell here whether measuring stopped or nothing was read since, so from two such periods later that is unknown.',
  controls: ['availability-monitoring'],
  terms: {
    'availability-monitoring': ['uptime|availab', 'monitors|monitor|measur|observ|track'],
  },
  sentence: () =>
    'In each period a service is available for at least the share of time that was promised, and the next measured period of it begins no later than on the day after.',
  parameters: z.strictObject({}),
  population: 'uptime',
  reads: ['service', 'from', 'to', 'percent', 'promisedPercent'],
  anchor: 'to',
  companions: {
    others: companion('uptime', ['from', 'to'], {
      by: 'service',
      of: ({ service }: { readonly service: string }) => service,
      back: 'service',
    }),
  },
  judge({ from, to, percent, promisedPercent }, { calendar, asOf, companions }) {
    if (asOf < to.latest) return pending('the period is not over', to.latest);
    if (isBefore(to, from)) return unknown('the source says that the period ended before it began');
    if (percent === undefined) return unknown('the source does not say how much the service was available');
    if (promisedPercent === undefined) return unknown('the source does not say how much was promised');
    if (!isShare(percent) || !isShare(promisedPercent)) return unknown('the source says a share that is none of 100 %');
    const kept =
      percent >= promisedPercent
        ? pass()
        : deviation(`it was available for ${percent} %; ${promisedPercent} % was promised`);
    return worstOf([kept, measuredOn({ from, to }, companions.others, { calendar, asOf })]) ?? kept;
  },
  examples: [
    { name: 'more than promised', item: march, companions: followed, expect: 'pass' },
    { name: 'exactly as promised', item: { ...march, percent: 99.9 }, companions: followed, expect: 'pass' },
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
    {
      name: 'the next period begins on the day after',
      item: march,
      companions: { others: [next('2026-04-01T21:59:59.999Z')] },
      expect: 'pass',
    },
    {
      name: 'the next period begins a millisecond later',
      item: march,
      companions: { others: [next('2026-04-01T22:00:00Z')] },
      expect: 'deviation',
    },
    {
      name: 'two measurements overlap',
      item: march,
      companions: { others: [next('2026-03-15T00:00:00Z'), next('2026-06-01T00:00:00Z')] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'no later period was read, two periods later',
      item: march,
      asOf: '2026-05-31T20:59:59.998Z',
      trap: true,
      expect: 'pass',
    },
    { name: 'no later period was read', item: march, expect: 'unknown' },
    { name: 'more than all of the time', item: { ...march, percent: 9995 }, expect: 'unknown' },
    {
      name: 'ended before it began',
      item: { ...march, from: momentOf('2026-04-30T22:00:00Z') },
      expect: 'unknown',
    },
    { name: 'nothing was measured', item: { ...march, percent: undefined }, expect: 'unknown' },
    { name: 'nothing is said to be promised', item: { ...march, promisedPercent: undefined }, expect: 'unknown' },
  ],
});

const isShare = (percent: number): boolean => percent >= 0 && percent <= 100;

interface When {
  readonly calendar: Calendar;
  readonly asOf: Instant;
}

/** Is the time after it measured as well? */
function measuredOn({ from, to }: Measured, others: readonly Measured[], { calendar, asOf }: When): Verdict {
  const following = earliestOf(others.filter((one) => notAfter(one.to, to) === 'no').map((one) => one.from));
  if (following === null) {
    const soon = to.latest + 2 * (to.latest - from.earliest);
    return asOf < soon
      ? pass(soon)
      : unknown('no later measurement of the service was read: they stopped, or nothing was read since');
  }
  const answer = notAfter(following, calendar.endOfDay(to, 1));
  if (answer === 'yes') return pass();
  return answer === 'no'
    ? deviation('nothing was measured between it and the next period that was')
    : unknown('whether the next period follows it depends on an hour that the source does not say');
}
