import { byHand, type EvidenceTable, performed, records } from './occurrences.ts';

export const LEADERSHIP: EvidenceTable = {
  'board-oversight': records(['meeting'], performed('meeting', 'heldAt', { kind: 'board' })),
  'security-roles-assigned': byHand(
    'The appointment of the person accountable for security, and the reviewed table of who answers for what.',
  ),
  'fraud-risk-assessment': byHand(
    'The assessment of fraud and misconduct, with its date, who took part and what follows from it.',
  ),
  'cyber-insurance': byHand('The certificate of insurance with its term, and the record of its review.'),
};
