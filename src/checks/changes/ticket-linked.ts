import { z } from 'zod';
import { deviation, pass, unknown } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';

export default defineCheck({
  id: 'changes.ticket-linked',
  version: 1,
  title: 'A change names the ticket that it was made for',
  prose:
    'A ticket tells why a change was wanted and who wanted it. Any identifier that the source found in the change counts; whether the ticket exists, and was approved, is not seen.',
  controls: ['sdlc-policy'],
  terms: {
    'sdlc-policy': ['change', 'policy|process|procedure|rule'],
  },
  sentence: () => 'Each change names at least one ticket.',
  parameters: z.strictObject({}),
  population: 'change',
  reads: ['tickets', 'mergedAt'],
  anchor: 'mergedAt',
  companions: {},
  judge({ tickets }) {
    if (tickets === undefined) return unknown('the source does not tell tickets');
    return tickets.length > 0 ? pass() : deviation('it names no ticket');
  },
  examples: [
    { name: 'names a ticket', item: { tickets: ['APP-17'] }, expect: 'pass' },
    { name: 'names two', item: { tickets: ['APP-17', '#4'] }, trap: true, expect: 'pass' },
    { name: 'names none', item: { tickets: [] }, expect: 'deviation' },
    { name: 'the source does not tell tickets', item: {}, expect: 'unknown' },
  ],
});
