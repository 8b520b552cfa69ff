import { byHand, type EvidenceTable, performed, records, recordsAnd, triggered } from './occurrences.ts';

export const HR: EvidenceTable = {
  'code-of-conduct': records(['person', 'acknowledgement'], triggered('person', 'startedOn'), {
    'One completed acknowledgement': 'acknowledgement',
  }),
  'background-checks': records(['person'], triggered('person', 'startedOn', { kind: 'employee' }), {
    'One completed check': 'person',
  }),
  'employee-confidentiality-agreements': records(['person', 'acknowledgement'], triggered('person', 'startedOn'), {
    'One signed agreement': 'person',
  }),
  'organization-chart': byHand('The dated chart after its review, with who reviewed it and what changed.'),
  'job-descriptions-competence': recordsAnd(
    ['person'],
    'The job description and the evaluation of the candidate, dated before the offer.',
    triggered('person', 'startedOn', { kind: 'employee' }),
  ),
  'performance-reviews': byHand(
    'The list of everybody due for a review, from the HR system, with the date on which each review was completed.',
  ),
  'disciplinary-process': byHand(
    'For each confirmed violation the measure that was taken and when; where there was none, a signed statement that says so.',
  ),
  'security-training-onboarding': records(['person', 'training'], triggered('person', 'startedOn')),
  'security-training-annual': records(
    ['person', 'training'],
    performed('training', 'completedAt', { kind: 'security-awareness' }),
  ),
};
