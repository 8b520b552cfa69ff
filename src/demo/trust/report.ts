import type { Company } from '#/demo/company.ts';
import { DAY } from '#/core/time/instant.ts';
import { addMonths, formatDay } from '#/core/time/zone.ts';
import { demoLetter } from './content.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const inWords = (day: number): string => DATE.format(day * DAY);

const INVENTED = 'An invented report of an invented firm about an invented company, to show what one looks like.';

/** What happened, as the invented auditor writes it, and what the invented management says to it. */
const EXCEPTION = {
  nature:
    'For 2 of 25 leavers that were sampled, access to the support system was removed nine and twelve days after their last day, and not within one business day.',
  response:
    'The support system was not connected to the directory then. It is since the third month of the window, and its accounts end with the directory’s. We compared all accounts with the list of leavers: no other one was left.',
} as const;

/** What its customers must do; the report and the scope say the same. */
export const CUECS = [
  { text: 'Customers remove the accounts of their own people who leave.', criteria: ['CC6.2'] },
  { text: 'Customers turn on a second factor for their own administrators.', criteria: ['CC6.1'] },
  {
    text: 'Customers tell us about addresses and contacts that changed, so that notices of incidents arrive.',
    criteria: ['CC7.4'],
  },
] as const;

const CONTROLS = [
  {
    number: 'AC-2',
    criteria: ['CC6.1'],
    statement: 'Access to production needs a second factor.',
    tests:
      'Inspected the configuration of the identity provider. Observed a sign-in without a second factor being refused.',
    results: 'No exceptions noted.',
    page: 8,
  },
  {
    number: 'AC-5',
    criteria: ['CC6.2', 'CC6.3'],
    statement: 'Access of people who leave ends within one business day.',
    tests: 'Inspected, for a sample of 25 of 31 leavers, the last day and the time at which each account was disabled.',
    results: 'Exception noted: see exception 1.',
    page: 8,
  },
  {
    number: 'OP-3',
    criteria: ['CC7.3', 'CC7.4'],
    statement: 'Incidents are rated, led by one person, and closed with lessons.',
    tests: 'Inspected the records of all 4 incidents of the window.',
    results: 'No exceptions noted.',
    page: 9,
  },
  {
    number: 'CM-1',
    criteria: ['CC8.1'],
    statement: 'Changes to production are approved by somebody who did not write them.',
    tests:
      'Inspected a sample of 40 of 1,213 changes. Reperformed the rule of the repository on a change without approval.',
    results: 'No exceptions noted.',
    page: 9,
  },
  {
    number: 'VM-2',
    criteria: ['CC9.2'],
    statement: 'Critical vendors are reviewed each year, with their reports.',
    tests: 'Inspected the reviews of all 6 critical vendors.',
    results: 'No exceptions noted.',
    page: 9,
  },
] as const;

/**
 * The report before the window that the demo observes: half a year, with one exception. Its file, what somebody
 * transcribes from it, and the brief on the exception.
 */
export function demoReport(company: Company) {
  const { name, window } = company;
  const last = window.first - 1;
  const days = { first: formatDay(addMonths(window.first, -6)), last: formatDay(last) };
  const dated = formatDay(last + 40);
  const { firm } = demoLetter(company);
  const before = addMonths(window.first, -8);
  const previous = { first: formatDay(addMonths(before, -6)), last: formatDay(before - 1), firm };
  return {
    title: `SOC 2 Type II report to ${inWords(last)}`,
    ...days,
    dated: last + 40,
    pages: pagesOf({ name, firm, dated, ...days, previous }),
    facts: factsOf({ name, firm, dated, ...days, previous }),
    letter: letterOf(company, days.last),
    brief: [
      {
        number: '1',
        happened:
          'Two people who had left could still have signed in to the support system, for nine and for twelve days.',
        bounded:
          'Neither did: the log of sign-ins shows none after their last day. The support system holds tickets, and no appointments or invoices.',
        done: 'The support system is connected to the directory, so that its accounts end with the directory’s. All accounts were compared with the list of leavers.',
        say: 'Two of 25 accounts were removed late in one system. Nobody used them, and removal is automatic there now. The exception and our response stand on pages 8 and 10.',
        notSay: 'That it was nothing, that the auditor did not mind, or what the next report will say.',
      },
    ],
  };
}

interface About {
  readonly name: string;
  readonly firm: string;
  readonly first: string;
  readonly last: string;
  readonly dated: string;
  /** The report before this one. */
  readonly previous: { readonly first: string; readonly last: string; readonly firm: string };
}

/** What management writes of the two months after the report, before the window of the next one says more. */
function letterOf({ name, window }: Company, last: string) {
  const first = formatDay(window.first);
  const dated = addMonths(window.first, 2);
  const through = formatDay(dated - 1);
  return {
    title: `Bridge letter to ${inWords(dated - 1)}`,
    first,
    last: through,
    dated,
    text: `# Bridge letter\n\nOur last report speaks of the time to ${last}. From ${first} to ${through} the controls that it describes were not changed in a way that matters to those who rely on it, and we know of nothing that would. Exception 1 of the report is mended as it says.\n\nThis is what we, the management of ${name}, say. No auditor looked at this time yet: the next report will speak of it.\n\n${formatDay(dated)}\n\nAn invented letter of an invented company, to show what one looks like.`,
  };
}

/** A text for each page; what is transcribed names these places. */
const pagesOf = ({ name, firm, first, last, dated, previous }: About): readonly string[] =>
  [
    `# ${name}\n\nReport on its description of its system and on the design of its controls, and on whether they did what they were designed for throughout ${first} to ${last}, relevant to Security, Availability and Confidentiality.`,
    `## Contents\n\n- Section I: report of the independent service auditor, page 3\n- Section II: management's assertion, page 4\n- Section III: description of the system, pages 5 to 7\n- Section IV: criteria, controls, tests and results, pages 8 and 9\n- Section V: other information, not covered by the opinion, page 10`,
    `## Section I: report of the independent service auditor\n\nWe have examined the description of the system of ${name} throughout ${first} to ${last}, the design of the controls stated in it, and whether they did what they were designed for, based on the trust services criteria relevant to Security, Availability and Confidentiality.\n\nIn our opinion, in all material respects, the description presents the system, and the controls stated in it were suitably designed and did what they were designed for throughout the period, if customers and subservice organizations applied the controls that are assumed.\n\n${firm}, which does not exist\n\n${dated}`,
    `## Section II: management's assertion\n\nWe have prepared the description and are responsible for it. It presents the system that was there throughout ${first} to ${last}. One control did not do what it was designed for in two of 25 instances: see Section IV.`,
    `## Section III: description of the system\n\nScheduling and invoicing for companies that send people to their customers: ${name} Planner, and ${name} Invoices. The mobile application is not part of the system that is described.\n\n### Infrastructure\n\n- Nimbus Cloud, Frankfurt and Dublin: servers, object storage and managed databases, encrypted at rest\n- A private network in three zones; only the load balancers are reached from outside\n- Postrider, Paris: delivery of e-mail`,
    '## Section III, continued\n\n### Subservice organizations\n\nNimbus Cloud hosts the system. Its controls are carved out. It is expected to control who enters its data centers, to keep power and cooling, and to destroy storage media.\n\n### Changes to the system\n\nIn the third month of the window the support system was connected to the directory.\n\n### Incidents\n\nNo incident of the window kept a commitment from being fulfilled.',
    `## Section III, continued\n\n### What customers must do\n\n${CUECS.map(({ text }, at) => `${at + 1}. ${text}`).join('\n')}`,
    `## Section IV: criteria, controls, tests and results\n\n${controlsOn(8)}\n\n### Exception 1, AC-5\n\n${EXCEPTION.nature}`,
    `## Section IV, continued\n\n${controlsOn(9)}`,
    `## Section V: other information, not covered by the opinion\n\n### Management's response to exception 1\n\n${EXCEPTION.response}\n\n### Earlier report\n\nThe report before this one spoke of ${previous.first} to ${previous.last}. The opinion of ${previous.firm} was unqualified.`,
  ].map((text) => `${text}\n\n${INVENTED}`);

const controlsOn = (page: number): string =>
  CONTROLS.filter((each) => each.page === page)
    .map(
      ({ number, criteria, statement, tests, results }) =>
        `### ${number}, ${criteria.join(', ')}\n\n${statement}\n\nTests: ${tests}\n\nResults: ${results}`,
    )
    .join('\n\n');

const factsOf = (about: About) => ({ ...statedIn(about), ...listedIn(about) });

/** What there is once in it. */
function statedIn({ name, firm, first, last, dated }: About) {
  return {
    period: { type: 'type-2', first, last, page: 1 },
    categories: { list: ['security', 'availability', 'confidentiality'], page: 1 },
    firm: {
      name: firm,
      licence: '',
      licensedIn: 'nowhere, as it is invented',
      lookUp: 'https://cpaverify.org/',
      page: 3,
      consent: { by: 'The invented partner of the firm', on: dated },
    },
    opinion: { kind: 'unqualified', basis: '', page: 3 },
    dated: { on: dated, page: 3 },
    system: {
      name: `The scheduling and invoicing system of ${name}`,
      page: 5,
      products: [
        { name: `${name} Planner`, page: 5 },
        { name: `${name} Invoices`, page: 5 },
      ],
    },
    assertion: {
      qualifications: 'One control did not do what it was designed for in two of 25 instances: see Section IV.',
      page: 4,
    },
    sections: [
      { title: 'I: report of the independent service auditor', from: 3, to: 3 },
      { title: 'II: management’s assertion', from: 4, to: 4 },
      { title: 'III: description of the system', from: 5, to: 7 },
      { title: 'IV: criteria, controls, tests and results', from: 8, to: 9 },
      { title: 'V: other information, not covered by the opinion', from: 10, to: 10 },
    ],
  };
}

/** What there is several times in it, and what came before it. */
function listedIn({ previous }: About) {
  return {
    exceptions: {
      says: 'these',
      list: [{ number: '1', control: 'AC-5', criteria: ['CC6.2', 'CC6.3'], ...EXCEPTION, page: 8, responsePage: 10 }],
    },
    infrastructure: [
      { kind: 'storage', name: 'Object storage and managed databases', about: 'encrypted at rest', page: 5 },
      { kind: 'provider', name: 'Nimbus Cloud', where: 'Frankfurt, Dublin', page: 5 },
      {
        kind: 'network',
        name: 'A private network in three zones',
        about: 'only the load balancers are reached from outside',
        page: 5,
      },
      { kind: 'subprocessor', name: 'Postrider', where: 'Paris', about: 'delivery of e-mail', page: 5 },
    ],
    controls: CONTROLS.map(({ criteria, ...each }) => ({ ...each, criteria: [...criteria] })),
    subservice: {
      says: 'these',
      list: [
        {
          name: 'Nimbus Cloud',
          service: 'Hosting of the system',
          method: 'carve-out',
          csocs: ['Controls who enters its data centers', 'Keeps power and cooling', 'Destroys storage media'],
          page: 6,
        },
      ],
    },
    incidents: { says: 'none', page: 6 },
    changes: {
      says: 'these',
      list: [{ when: 'in the third month', what: 'The support system was connected to the directory.', page: 6 }],
    },
    cuecs: {
      says: 'these',
      list: CUECS.map(({ text, criteria }, at) => ({ number: String(at + 1), text, criteria: [...criteria], page: 7 })),
    },
    previous: [{ type: 'type-2', ...previous, opinion: 'unqualified', page: 10 }],
  };
}
