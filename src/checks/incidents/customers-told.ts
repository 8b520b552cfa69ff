import { z } from 'zod';
import { HOUR } from '#/core/time/instant.ts';
import { momentOf, onDay, plus } from '#/core/time/moment.ts';
import { defineCheck } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';
import { noLimit, orTargetTime } from '#/checks/requirement.ts';
import { where } from '#/checks/scope.ts';

const outage = { detectedAt: momentOf('2026-03-03T12:00:00Z'), customersAffected: true } as const;
const told = { ...outage, customersToldAt: momentOf('2026-03-04T12:00:00Z') } as const;
const untold = { ...outage, customersToldAt: null } as const;
const parameters = { hours: 24 };

export default defineCheck({
  id: 'incidents.customers-told',
  version: 2,
  title: 'Customers whom an incident affects are told in time',
  prose:
    'Customers who find out by themselves stop believing the status page. The clock runs from detection, since whoever waits for the resolution tells of a long outage last. What the notice said, whom it reached, and whether others followed it is not seen.',
  controls: ['status-communication'],
  terms: {
    'status-communication': [
      'incidents|incident|outage',
      'communicates|communicat|notif|inform|tell|announc',
      'customers|customer|client',
    ],
  },
  sentence: ({ hours }) =>
    `Customers are told of each incident that affects them within ${orTargetTime(hours, 'hour')} of its detection.`,
  parameters: z.strictObject({ hours: z.int().min(0).nullable() }),
  population: 'incident',
  reads: ['detectedAt', 'customersAffected', 'customersToldAt'],
  anchor: 'detectedAt',
  companions: {},
  judge({ detectedAt, customersAffected, customersToldAt }, { parameters: { hours }, asOf }) {
    const notified =
      hours === null
        ? noLimit('the notice to customers')
        : doneBy({
            what: 'the notice to customers',
            done: customersToldAt,
            deadline: plus(detectedAt, hours * HOUR),
            asOf,
            since: detectedAt,
          });
    return where(customersAffected, notified, {
      no: 'it did not affect customers',
      unsaid: 'the source does not say whether it affected customers',
    });
  },
  examples: [
    { name: 'told at the last instant', item: told, parameters, expect: 'pass' },
    {
      name: 'told a millisecond later',
      item: { ...outage, customersToldAt: momentOf('2026-03-04T12:00:00.001Z') },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'told a millisecond before it was detected',
      item: { ...outage, customersToldAt: momentOf('2026-03-03T11:59:59.999Z') },
      parameters,
      expect: 'unknown',
    },
    { name: 'never told', item: untold, parameters, expect: 'deviation' },
    {
      name: 'not told yet, at the last instant',
      item: untold,
      parameters,
      asOf: '2026-03-04T12:00:00Z',
      expect: 'pending',
    },
    {
      name: 'not told, a millisecond later',
      item: untold,
      parameters,
      asOf: '2026-03-04T12:00:00.001Z',
      expect: 'deviation',
    },
    {
      name: 'told on the day after, and at which hour is not said',
      item: { ...outage, customersToldAt: onDay('2026-03-04', 'Europe/Berlin') },
      parameters,
      expect: 'unknown',
    },
    { name: 'the source does not say when they were told', item: outage, parameters, expect: 'unknown' },
    { name: 'told, where the control states no time', item: told, expect: 'unknown' },
    {
      name: 'nobody told of an incident that affected no customer',
      item: { ...untold, customersAffected: false },
      parameters,
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'nobody told, and whether it affected customers is not said',
      item: { ...untold, customersAffected: undefined },
      parameters,
      expect: 'unknown',
    },
    {
      name: 'told in time, and whether it affected customers is not said',
      item: { ...told, customersAffected: undefined },
      parameters,
      expect: 'pass',
    },
  ],
});
