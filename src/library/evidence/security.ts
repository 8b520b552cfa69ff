import {
  ATTACHED,
  byHand,
  covered,
  type EvidenceTable,
  performed,
  records,
  recordsAnd,
  triggered,
} from './occurrences.ts';

const GOVERNANCE: EvidenceTable = {
  'security-steering-meeting': records(['meeting'], performed('meeting', 'heldAt', { kind: 'security-steering' })),
  'policy-acknowledgement': byHand(
    'The list of active people with the date on which each acknowledged the version in force.',
  ),
  'policy-annual-review': byHand('The list of policies, each with owner, version, approver and date of approval.'),
  'policy-exception-management': byHand(
    'The register of exceptions with rationale, approver and expiry of each; where there was none, the register that shows it.',
  ),
  'external-reporting-channels': byHand(
    'The security reports of the window with what became of each; where none came, the export that shows it.',
  ),
  'report-integrity-checks': byHand(
    'For each report that a control relied on: the query, its parameters, and how completeness was verified.',
  ),
  'control-self-assessment': byHand(
    'The report of the assessment: scope, who assessed and on whose behalf, findings, and to whom they went.',
  ),
  'findings-tracking': byHand(
    'The findings of the window with owner, severity, due date and end; where there was none, the export that shows it.',
  ),
  'control-matrix': byHand('The matrix as reviewed, with reviewer and date.'),
  'data-classification': byHand(
    'The policy and the register of confidential data stores as reviewed, with reviewer and date.',
  ),
};

const RISK_AND_VENDORS: EvidenceTable = {
  'risk-assessment-annual': byHand(
    'The assessment: its date, who took part, likelihood and impact of each risk, and who in management approved it.',
  ),
  'risk-register-treatment': byHand(
    'The register as reviewed, with owner, rating, response and due date of each risk, the reviewer and the date.',
  ),
  'change-triggered-risk-review': byHand(
    'For each significant change the review of its risk; where there was none, a signed statement that says so.',
  ),
  'threat-intelligence': byHand('The advisories taken in, with the decision on each.'),
  'vendor-inventory': byHand('The inventory as reviewed, with reviewer and date, and what was added or removed.'),
  'vendor-due-diligence': records(['vendor-review'], triggered('vendor-review', 'onboardedAt'), {
    'One assessment': 'vendor-review',
  }),
  'vendor-annual-review': records(['vendor-review'], performed('vendor-review', 'reviewedAt', { critical: true }), {
    'One review': 'vendor-review',
  }),
  'vendor-offboarding': byHand(
    'For each vendor that left: the end of its access and the return or destruction of data; where none left, a signed statement that says so.',
  ),
  // a review of a vendor does not say whether the vendor houses anything
  'provider-physical-security': byHand(
    'The review of the assurance report of each provider that houses the systems: its period, the opinion and the exceptions, the user controls, by whom and when.',
  ),
  'secure-design-review': byHand(
    'The review of each significant feature or change of architecture, dated before its release.',
  ),
};

const ACCESS: EvidenceTable = {
  'mfa-enforced': records(['account', 'configuration'], covered('account'), {
    'User MFA status report': 'account',
  }),
  'authentication-standards': records(['account', 'configuration'], covered('account')),
  'access-review-quarterly': records(['access-review', 'account'], performed('access-review', 'completedAt'), {
    'One completed review': 'access-review',
  }),
  'privileged-access': records(['account'], covered('account', { privileged: true }), {
    'List of privileged roles and holders': 'account',
  }),
  'key-management': recordsAnd(
    ['account'],
    'The list of keys from the key management service, with the dates of making and rotation.',
    ATTACHED,
  ),
  'data-loss-controls': byHand(
    'The settings for sharing and export, and the alerts of the window with what became of each.',
  ),
};

const DETECTION: EvidenceTable = {
  'continuous-control-monitoring': records(['configuration'], covered('configuration')),
  'penetration-test': byHand(
    'The report or letter of the tester: scope, dates, who tested, and what became of each finding.',
  ),
  'endpoint-antimalware': records(['device'], covered('device'), { 'Console coverage report': 'device' }),
  'configuration-drift-monitoring': byHand(
    'The settings by which an unwanted change raises an alert, and the alerts of the window with what became of each.',
  ),
  'vulnerability-scanning': records(['vulnerability'], covered('vulnerability'), {
    'One scan report': 'vulnerability',
  }),
  'security-alert-triage': records(['alert'], triggered('alert', 'raisedAt', { kind: 'security' })),
  'incident-response-plan': byHand('The plan as reviewed, with who approved it and when.'),
  'incident-handling': records(['incident'], triggered('incident', 'detectedAt', { kind: ['security', 'privacy'] }), {
    Register: 'incident',
  }),
  'incident-tabletop': byHand(
    'The record of the exercise: scenario, date, who took part, what was learned, and the plan as improved.',
  ),
};

export const SECURITY: EvidenceTable = { ...GOVERNANCE, ...RISK_AND_VENDORS, ...ACCESS, ...DETECTION };
