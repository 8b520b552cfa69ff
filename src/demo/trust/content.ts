import type { Company } from '#/demo/company.ts';
import { formatDay } from '#/core/time/zone.ts';
import { GENERAL_ANSWERS } from './answers.ts';
import { TECHNICAL_ANSWERS } from './technical-answers.ts';

const MARK =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="#1f5f4a" d="M8 40c10-2 14-10 16-20 6 8 16 12 32 10-6 14-18 22-32 22-8 0-13-4-16-12z"/><circle cx="40" cy="20" r="5" fill="#1f5f4a"/></svg>';

const EU = 'European Union (Frankfurt, Dublin)';

/** A day so many days into the window. */
const dayIn = ({ lastDay, window }: Company, after: number): string =>
  formatDay(Math.min(lastDay, window.first + after));

const subprocessorsOf = (company: Company) => ({
  noticeDays: 30,
  list: [
    {
      name: 'Nimbus Cloud',
      role: 'Hosting, storage and backups',
      data: 'All customer data, encrypted',
      place: EU,
      since: formatDay(company.firstDay - 1_200),
    },
    {
      name: 'Postrider',
      role: 'Delivery of e-mail',
      data: 'Names, addresses and texts of messages',
      place: 'European Union (Paris)',
      since: formatDay(company.firstDay - 900),
    },
    {
      name: 'Answerdesk',
      role: 'Support tickets',
      data: 'Names, e-mail addresses and what customers write to us',
      place: 'European Union (Dublin)',
      since: formatDay(company.firstDay - 640),
    },
    {
      name: 'Quietline',
      role: 'Errors of the application',
      data: 'Technical data, with names and contents taken out',
      place: 'European Union (Frankfurt)',
      since: dayIn(company, 150),
    },
  ],
});

const SLOTS = {
  penetrationTest:
    'Once a year, by an independent firm. A summary with the number of findings by severity and what became of each is given on request; the full report stays with us, as it would help whoever wants to break in.',
  breachNoticeHours: 48,
  breachNotice:
    'Counted from the moment in which we confirm that your data is concerned. By e-mail to the contact in the contract, and by phone where it is urgent.',
  retention:
    'Customer data as long as the contract lasts. Deleted 30 days after its end, overwritten in backups 35 days later. Security logs for twelve months.',
  rtoHours: 4,
  rpoHours: 1,
  continuity:
    'Three zones in one region, encrypted backups in another. Tested once a year; the last test stayed within both objectives.',
  aiData:
    'No customer data trains any model, ours or of others. The one feature that uses a model is off until you turn it on.',
  insurance:
    'Cyber and business interruption coverage of 5 million euros, reviewed each year. The certificate is given on request.',
  questionnaires: '',
};

const policiesAt = (site: string) => [
  {
    title: 'Privacy notice',
    address: `${site}/privacy`,
    summary: 'What we do with personal data of visitors, users and applicants.',
  },
  {
    title: 'Data processing agreement',
    address: `${site}/dpa`,
    summary: 'With the standard contractual clauses, ready to sign.',
  },
  {
    title: 'Acceptable use',
    address: `${site}/acceptable-use`,
    summary: 'What customers may not do with the service.',
  },
];

const updatesOf = (company: Company) => [
  {
    id: 'observation-began',
    day: dayIn(company, 0),
    title: 'The observation window begins',
    text: 'From today on the records of a whole year are looked at. What they show stands under each control.',
  },
  {
    id: 'new-subprocessor-quietline',
    day: dayIn(company, 120),
    title: 'A new subprocessor: Quietline',
    text: 'From 30 days after this day Quietline collects errors of the application, with names and contents taken out. Write to us if you object.',
  },
  {
    id: 'region-drill',
    day: dayIn(company, 214),
    title: 'We practiced the loss of a region',
    text: 'The service was back after two hours and 41 minutes, with eleven minutes of data to be entered again. Three steps of the plan were written anew.',
  },
];

/** What the invented company says in public, apart from what is derived. `controls` are those that it shows. */
export function trustContentOf(company: Company, controls: readonly string[]) {
  const { name, domain } = company;
  const site = `https://www.${domain}`;
  const has = new Set(controls);
  return {
    v: 1,
    look: { name, website: site, mark: MARK, accent: '#1f5f4a' },
    overview: [
      `${name} makes scheduling and invoicing for companies that send people to their customers: heating, lifts, locks. About 2,000 of them keep their appointments, addresses and invoices with us.`,
      'We read our own tools every day, look at all of their records and not at a sample, and seal what we saw. What you find here about controls is made from that. Where something did not go as it should, it says so.',
      '**What you can rely on here:** the status at the top, what stands under each control, and the checkpoint at the end. The rest is what we say of ourselves.',
    ].join('\n\n'),
    controls: [...controls],
    faq: [...GENERAL_ANSWERS, ...TECHNICAL_ANSWERS].map((each) => ({
      ...each,
      controls: each.controls.filter((id) => has.has(id)),
    })),
    subprocessors: subprocessorsOf(company),
    slots: SLOTS,
    certifications: [],
    policies: policiesAt(site),
    updates: updatesOf(company),
    contact: {
      email: `security@${domain}`,
      disclosure: `${site}/security/disclosure`,
      encryption: '',
      acknowledgments: `${site}/security/thanks`,
    },
    uptime: `https://status.${domain}`,
    proof: true,
    mayNameFirm: true,
    domain: '',
  };
}

/** The letter of the invented firm that is to examine. */
export const demoLetter = ({ name, window }: Company) => ({
  firm: 'Harrow & Finch LLP',
  licence: 'invented, of no state',
  signed: formatDay(window.first - 12),
  name: 'engagement-letter.txt',
  text: `Harrow & Finch LLP, which does not exist, agrees to examine the controls of ${name} over twelve months from ${formatDay(window.first)}. An invented letter of a demo.\n`,
});
