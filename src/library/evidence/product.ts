import { byHand, type EvidenceTable } from './occurrences.ts';

export const PRODUCT: EvidenceTable = {
  'customer-responsibilities': byHand(
    'The published guidance with the list of what customers must do, and the record of its review.',
  ),
  'release-communication': byHand('The notice to users or staff, with its date and the release that it announced.'),
  'processing-specifications': byHand(
    'The specification and the data definitions as reviewed, with reviewer and date.',
  ),
  'consent-management': byHand(
    'The log of consents and withdrawals in the window, and the form by which consent is asked for.',
  ),
  'personal-data-quality': byHand('The review of accuracy and relevance: what was looked at, what was corrected.'),
};
