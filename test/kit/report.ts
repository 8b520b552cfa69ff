import type { BriefLine } from '#/features/reports/brief.contract.ts';
import { ReportFacts } from '#/features/reports/facts.contract.ts';
import type { z } from 'zod';

/** What a report of twelve pages says; `over` takes the place of parts of it. */
export const reportFacts = (over: Partial<z.input<typeof ReportFacts>> = {}): ReportFacts =>
  ReportFacts.parse({
    period: { type: 'type-2', first: '2025-01-01', last: '2025-12-31', page: 1 },
    categories: { list: ['security', 'availability'], page: 2 },
    firm: {
      name: 'Quimby & Partners LLP',
      licence: '0042',
      licensedIn: 'New York',
      lookUp: 'https://cpaverify.org/',
      page: 3,
    },
    opinion: { kind: 'qualified', basis: 'Access of two leavers was not removed in time.', page: 3 },
    dated: { on: '2026-02-10', page: 3 },
    system: { name: 'Acme Cloud', page: 5, products: [{ name: 'Acme Ledger', page: 5 }] },
    assertion: { qualifications: 'As the opinion says.', page: 4 },
    sections: [
      { title: 'Report of the independent auditor', from: 3, to: 3 },
      { title: 'Tests and results', from: 8, to: 12 },
    ],
    exceptions: {
      says: 'these',
      list: [
        {
          number: '1',
          control: 'AC-7',
          criteria: ['CC6.2'],
          nature: 'For 2 of 25 leavers, access was removed after 9 and 12 days instead of one.',
          response: 'Removal is automatic since March 2026.',
          page: 9,
          responsePage: 12,
        },
      ],
    },
    infrastructure: [
      { kind: 'provider', name: 'Cloud Co', where: 'Frankfurt', page: 5 },
      { kind: 'storage', name: 'Object store', about: 'encrypted', page: 6 },
    ],
    controls: [
      {
        number: 'AC-7',
        criteria: ['CC6.2'],
        statement: 'Access of leavers is removed within a day.',
        tests: 'Inspected the tickets of 25 leavers.',
        results: 'Exception noted, see 1.',
        page: 9,
      },
      {
        number: 'CM-1',
        criteria: ['CC8.1'],
        statement: 'Changes are approved by a second person.',
        tests: 'Inspected 40 changes.',
        results: '',
        page: 10,
      },
    ],
    subservice: {
      says: 'these',
      list: [
        { name: 'Cloud Co', service: 'Hosting', method: 'carve-out', csocs: ['Keeps its halls closed.'], page: 6 },
      ],
    },
    incidents: { says: 'none', page: 7 },
    changes: { says: 'nothing' },
    cuecs: {
      says: 'these',
      list: [
        { number: '1', text: 'Customers remove their own leavers.', criteria: ['CC6.2'], page: 7 },
        { number: '2', text: 'Customers keep their keys to themselves.', criteria: ['CC6.1'], page: 7 },
      ],
    },
    previous: [{ type: 'type-2', first: '2023-10-01', last: '2024-09-30', firm: 'Quimby & Partners LLP' }],
    ...over,
  });

/** What is told of an exception. */
export const briefLine = (number: string, over: Partial<BriefLine> = {}): BriefLine => ({
  number,
  happened: 'Access of two leavers was removed after 9 and 12 days.',
  bounded: 'Both had no access to production, which the log of sign-ins shows.',
  done: 'Removal is automatic since March 2026.',
  say: 'Two of 25 leavers were late. It is automatic since March, and the next report will look at it again.',
  notSay: 'That nothing happened, or that we are SOC 2 certified.',
  ...over,
});
