import type { Company } from '#/demo/company.ts';

const INVENTED = 'An invented paper of an invented company, to show what one looks like.';

/** What else the invented company gives to those who ask, or to anybody. */
export const demoPapers = ({ name }: Company) =>
  (
    [
      {
        title: 'Penetration test summary',
        kind: 'penetration-test',
        level: 'request',
        name: 'penetration-test-summary.pdf',
        text: `An independent firm tested the application of ${name} and its exposed infrastructure for eight days, by hand and with tools.\n\n## What it found\n\n- Critical: none\n- High: one, mended after four days and tested again\n- Medium: three, mended within 30 days\n- Low: six, of which two are accepted until the next test, by a named person and with the reason`,
      },
      {
        title: 'Certificate of insurance',
        kind: 'insurance',
        level: 'request',
        name: 'certificate-of-insurance.pdf',
        text: `${name} is insured against what attacks and failures of its systems do to it and to others, with up to 5 million euros a year.`,
      },
      {
        title: 'Data processing agreement',
        kind: 'other',
        level: 'public',
        name: 'data-processing-agreement.pdf',
        text: `${name} processes personal data of its customers for them, as they say and for nothing else.\n\n## What is agreed\n\n- Whoever works with the data is bound to keep it to themselves\n- Subprocessors are announced 30 days before they begin, and customers may object\n- A breach is told within 48 hours after it is confirmed\n- At the end of the contract everything is deleted within thirty days, and backups are overwritten 35 days later\n\nThe standard contractual clauses are a part of it.`,
      },
    ] as const
  ).map(({ text, ...paper }) => ({ ...paper, text: `${text}\n\n${INVENTED}` }));
