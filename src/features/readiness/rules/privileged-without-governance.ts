import { programme } from './example.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'privileged-without-governance',
  title: 'Privileged users without list, approval and review',
  why: 'Who can do everything is the first list an auditor asks for, with who approved each, and when it was last reviewed.',
  weight: 'report',
  look: ({ items, privilegedAccounts }) => {
    const missing = [
      ...(privilegedAccounts === null ? ['a list of them'] : []),
      ...((items['access-grant'] ?? 0) === 0 ? ['their approvals'] : []),
      ...((items['access-review'] ?? 0) === 0 ? ['a review of them'] : []),
    ];
    if (missing.length === 0 || privilegedAccounts === 0) return [];
    const [last = '', ...before] = missing.toReversed();
    const list = before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`;
    return [
      {
        subject: 'privileged access',
        says: `Of privileged users the records lack ${list}.`,
        next: 'Read the accounts of each system with their roles, import the approvals, and hold a review.',
      },
    ];
  },
  examples: [
    {
      name: 'nobody knows who is privileged',
      programme: programme({ privilegedAccounts: null }),
      finds: ['privileged access'],
    },
    { name: 'no review', programme: programme({ items: { 'access-grant': 4 } }), finds: ['privileged access'] },
    { name: 'there are none', programme: programme({ privilegedAccounts: 0, items: {} }), finds: [] },
    { name: 'list, approvals and review', programme: programme(), finds: [] },
  ],
});
