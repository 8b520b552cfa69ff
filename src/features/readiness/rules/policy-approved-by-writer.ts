import { placeOf } from '#/core/place.ts';
import { programme } from './example.ts';
import { defineRule } from './rule.ts';

/** Where this many work, there is somebody else to read it. */
const FEWEST = 2;

const OWN = { id: 'access-control', title: 'Access control policy', approvedBy: 'ada@x.example' } as const;

export default defineRule({
  id: 'policy-approved-by-writer',
  title: 'A policy was approved by the person who wrote it',
  task: 'Have another person read and approve the policies that their writers approved',
  why: 'An approval is a second look, and there was none: an auditor asks who else read it before it was in force. Somebody who works alone has nobody to ask, and it is no finding there.',
  settled: 'Somebody who did not write a policy approved the version that is in force.',
  weight: 'exception',
  look: ({ policies, headcount }) =>
    headcount === null || headcount < FEWEST
      ? []
      : policies
          .filter(({ approvedBy, writtenBy }) => writtenBy.includes(approvedBy))
          .map(({ id, title, approvedBy }) => ({
            subject: id,
            says: `${approvedBy} wrote the version of "${title}" that is in force, and approved it.`,
            next: 'Let another person read it and approve it: its page asks a member for that.',
            place: placeOf('policy', id),
          })),
  examples: [
    {
      name: 'its writer approved it, and there are others',
      programme: programme({ policies: [{ ...OWN, writtenBy: ['ada@x.example'] }] }),
      finds: ['access-control'],
    },
    {
      name: 'one of two who wrote it approved it',
      programme: programme({ policies: [{ ...OWN, writtenBy: ['bo@x.example', 'ada@x.example'] }], headcount: 2 }),
      finds: ['access-control'],
    },
    {
      name: 'somebody else approved it',
      programme: programme({ policies: [{ ...OWN, writtenBy: ['bo@x.example'] }] }),
      finds: [],
    },
    {
      name: 'a company of one has nobody else',
      programme: programme({ policies: [{ ...OWN, writtenBy: ['ada@x.example'] }], headcount: 1 }),
      finds: [],
    },
    {
      name: 'nobody knows how many work there',
      programme: programme({ policies: [{ ...OWN, writtenBy: ['ada@x.example'] }], headcount: null }),
      finds: [],
    },
  ],
});
