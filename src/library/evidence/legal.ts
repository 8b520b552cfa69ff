import { ATTACHED, byHand, type EvidenceTable, records, recordsAnd, triggered } from './occurrences.ts';

export const LEGAL: EvidenceTable = {
  'whistleblower-channel': byHand(
    'The log of the channel over the window, with the decision on each report; where none came, the log that shows it.',
  ),
  'contractor-obligations': recordsAnd(
    ['person'],
    'The signed terms with the contractor, dated before access was granted.',
    triggered('person', 'startedOn', { kind: 'contractor' }),
  ),
  'customer-commitments': byHand(
    'The agreement, service levels and terms as reviewed, with who approved them and when.',
  ),
  'compliance-obligations': byHand('The register of obligations as reviewed, with reviewer and date.'),
  'breach-notification': byHand(
    'For each confirmed breach the decision on who must be told, and the notices with their dates; where there was none, the register that shows it.',
  ),
  'vendor-contracts': byHand('The signed terms with the vendor, with their date and the data that they cover.'),
  'retention-schedule': recordsAnd(
    ['deletion'],
    'The schedule with the rule of each data store, and the settings or the review by which it was applied.',
    ATTACHED,
  ),
  'privacy-notice': byHand('The published notice with its effective date, and the record of its review.'),
  'data-inventory-ropa': byHand('The record of processing as reviewed, with reviewer and date.'),
  'privacy-impact-assessment': byHand(
    'The assessment, dated before the processing began, with its outcome; where nothing changed, a signed statement that says so.',
  ),
  'data-subject-requests': records(
    ['data-subject-request', 'deletion'],
    triggered('data-subject-request', 'receivedAt'),
  ),
  'disclosure-register': byHand(
    'The register of disclosures in the window with the consent or legal basis of each; where there was none, the register that shows it.',
  ),
  'privacy-incident-register': recordsAnd(
    ['incident'],
    'The entry of the register: the facts, the effects and what was done.',
    triggered('incident', 'detectedAt', { kind: 'privacy' }),
  ),
  'subprocessor-transparency': byHand(
    'The published list, and for each new sub-processor the notice to customers with its date; where there was none, a signed statement that says so.',
  ),
  'privacy-complaints': byHand(
    'The log of complaints in the window with the outcome of each; where none came, the log that shows it.',
  ),
  'privacy-compliance-review': byHand('The report of the review, with its findings, and what was done about them.'),
};
