import { RESTRICTED_USE } from './restricted.ts';

/** Where a company begins; it is the company's text, and its lawyer's, from the first word it changes. */
export const NDA_TITLE = 'Non-disclosure agreement for security documents';

export const ndaTemplate = (
  company: string,
): string => `This agreement is between ${company} (“we”) and the company for which you sign (“you”).

## What it covers

Documents and answers about our security that we let you read here, such as examination reports, letters, test summaries and diagrams (“the documents”), and what you learn from them.

## What you may do

- Read the documents to judge whether to begin or go on doing business with us.
- Share them with people at your company, and with its advisers, who need them for that purpose, and who are bound to keep them to themselves as you are.

## What you may not do

- Publish them, pass them on to anybody else, or use them for another purpose.
- Take off the marks that say to whom a copy was given.

${RESTRICTED_USE}
## How long

You keep the documents confidential for three years from the day on which you last read one. What is public without your doing, what you knew before, and what a law makes you disclose is not covered; tell us before you disclose anything under a law, where the law lets you.

## The rest

Nothing here gives you a right to anything but to read. If we ask, destroy your copies. The law of our place of business holds. Whoever signs says that they may sign for their company.
`;
