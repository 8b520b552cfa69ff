import { moment, number, text } from './field.ts';
import { definePopulation } from './population.ts';

export const uptime = definePopulation({
  name: 'uptime',
  version: 1,
  one: 'uptime measurement',
  many: 'uptime measurements',
  doc: 'How much of a period a service was available.',
  key: '{service}@{from}',
  shape: { kind: 'event', occurred: 'to' },
  lookups: { service: { field: 'service' } },
  fields: {
    service: text('Which service.'),
    from: moment('First instant of the period.'),
    to: moment('Last instant of the period.'),
    percent: number('How much of it the service was available, 0 to 100.').orUnknown(),
    promisedPercent: number('How much was promised, 0 to 100.').orUnknown(),
  },
});
