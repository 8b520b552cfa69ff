import { PROMISE_NAMES } from '#/library/promises.ts';
import type { Company } from './company.ts';
import { CUECS } from './trust/report.ts';

/** What its examination is about: what it promises, what belongs to the system, and who does a part of the work. */
export const scopeOf = ({ name }: Company) => ({
  promises: [...PROMISE_NAMES],
  boundary: {
    products: [`${name} Planner`, `${name} Invoices`],
    infrastructure: [
      'Servers, object storage and managed databases at Nimbus Cloud',
      'A private network in three zones',
    ],
    software: ['The web application, its API and its workers', 'GitHub for source code', 'Okta for sign-on'],
    people: ['Engineering', 'Operations', 'Support', 'Security'],
    procedures: ['Change management', 'Access management', 'Incident response', 'Backup and recovery'],
    data: ['Appointments, addresses and contacts of customers', 'Invoices', 'Accounts of users'],
    locations: ['Frankfurt', 'Dublin', 'The office in Berlin'],
  },
  subservice: [
    {
      name: 'Nimbus Cloud',
      service: 'Hosting of the system',
      method: 'carve-out' as const,
      controls: ['backups', 'encryption-at-rest', 'network-segmentation-firewall'],
      expected: ['Controls who enters its data centers', 'Keeps power and cooling', 'Destroys storage media'],
    },
  ],
  cuecs: CUECS.map(({ text, criteria }) => ({ text, criteria: [...criteria] })),
});
