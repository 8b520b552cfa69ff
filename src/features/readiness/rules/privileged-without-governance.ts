import { placeOf } from '#/core/place.ts';
import { programme } from './example.ts';
import { defineRule } from './rule.ts';

const governed = { accounts: 5, approved: true, reviewed: true } as const;

export default defineRule({
  id: 'privileged-without-governance',
  title: 'Privileged users without list, approval and review',
  task: 'List, approve and review privileged access',
  why: 'Who can do everything is the first list an auditor asks for, with who approved each, and when it was last reviewed.',
  settled: 'The records have a list of privileged accounts, their approvals and a review of them.',
  weight: 'report',
  look: ({ privileged: { accounts, approved, reviewed } }) => {
    const missing = [
      ...(accounts === null ? ['a list of them'] : []),
      ...(approved ? [] : ['their approvals']),
      ...(reviewed ? [] : ['a review of them']),
    ];
    if (missing.length === 0 || accounts === 0) return [];
    const [last = '', ...before] = missing.toReversed();
    const list = before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`;
    return [
      {
        subject: 'privileged access',
        says: `Of privileged users the records lack ${list}.`,
        next: 'Read the accounts of each system with their roles, import the approvals and hold a review, and say of both that privileged access is covered.',
        place: placeOf('import'),
      },
    ];
  },
  examples: [
    {
      name: 'nobody knows who is privileged',
      programme: programme({ privileged: { ...governed, accounts: null } }),
      finds: ['privileged access'],
    },
    {
      name: 'approvals and reviews are there, and none is of privileged access',
      programme: programme({
        items: { 'access-grant': 40, 'access-review': 3 },
        privileged: { accounts: 5, approved: false, reviewed: false },
      }),
      finds: ['privileged access'],
    },
    {
      name: 'no review',
      programme: programme({ privileged: { ...governed, reviewed: false } }),
      finds: ['privileged access'],
    },
    {
      name: 'there are none',
      programme: programme({ privileged: { accounts: 0, approved: false, reviewed: false } }),
      finds: [],
    },
    { name: 'list, approvals and review', programme: programme(), finds: [] },
  ],
});
