import type { LimitsOfLibrary, Parameter } from './parameters.ts';

const businessDays = (count: number, doc: string): Parameter => ({
  kind: 'count',
  unit: 'business day',
  style: 'words',
  default: count,
  doc,
});
const days = (count: number, doc: string): Parameter => ({
  kind: 'count',
  unit: 'day',
  style: 'digits',
  default: count,
  doc,
});
const months = (count: number, doc: string): Parameter => ({
  kind: 'count',
  unit: 'month',
  style: 'digits',
  default: count,
  doc,
});
const rhythm = (months: number, doc: string): Parameter => ({ kind: 'rhythm', default: months, doc });
const unset = (unit: string, phrase: string, doc: string): Parameter => ({
  kind: 'count',
  unit,
  style: 'digits',
  default: null,
  unset: phrase,
  doc,
});

/**
 * The statements of the library that name a limit by which a check judges, as templates. With the defaults each reads
 * exactly as the library has it, which a test compares; what `adds` says comes behind it when it is adopted, so that no
 * check counts against a control whose statement does not say what it judges.
 */
export const LIMITS: Readonly<Record<string, LimitsOfLibrary>> = {
  'code-of-conduct': {
    template:
      'The company maintains a code of conduct that states ethical expectations, and every employee and contractor acknowledges it on or before the {businessDays} after the start date.',
    parameters: {
      businessDays: {
        kind: 'count',
        unit: 'business day',
        style: 'ordinal',
        default: 5,
        doc: 'Business days from the first day to the acknowledgement.',
      },
    },
  },
  'security-training-onboarding': {
    template:
      'The company requires new employees and contractors with system access to complete security and privacy awareness training within {days} of their start date.',
    parameters: { days: days(30, 'Days from the first day to the training.') },
  },
  'security-training-annual': {
    template:
      'The company requires all active personnel to complete security and privacy awareness training at least once every {months}.',
    parameters: {
      months: {
        kind: 'count',
        unit: 'month',
        style: 'words',
        default: 12,
        doc: 'Months from one training to the next.',
      },
    },
  },
  'authentication-standards': {
    template:
      'The company assigns a unique account to each user, prohibits shared credentials, and enforces its password and lockout standard through system configuration.',
    adds: 'No account stays active for more than {ownerGoneDays} after its owner left, or for more than {unusedMonths} in which nobody uses it.',
    parameters: {
      ownerGoneDays: days(
        35,
        'Days after the last day of its owner on which an account may still be active in a source.',
      ),
      unusedMonths: months(3, 'Months for which an account may be active without being used.'),
    },
  },
  'access-transfers': {
    template: 'The company reviews and adjusts access within {businessDays} when a person changes role.',
    parameters: { businessDays: businessDays(5, 'Business days from the change of role to the adjustment.') },
  },
  'access-termination': {
    template:
      'The company disables all system access of departing employees and contractors within {businessDays} ({involuntaryHours} for involuntary departures) of the termination date.',
    parameters: {
      businessDays: businessDays(1, 'Business days from the last day to the removal of all access.'),
      involuntaryHours: {
        kind: 'count',
        unit: 'hour',
        style: 'digits',
        default: 24,
        doc: 'Hours, where the departure was involuntary.',
      },
    },
  },
  'access-review-quarterly': {
    template:
      'The company reviews user and privileged access to in-scope systems {months}; system owners confirm or revoke access and revocations are completed within {revocationBusinessDays}.',
    parameters: {
      months: rhythm(3, 'Months from one review to the next.'),
      revocationBusinessDays: businessDays(10, 'Business days from the decision to the end of the access.'),
    },
  },
  'key-management': {
    template:
      'The company manages cryptographic keys in a key management service with restricted access and rotation at least {months}.',
    adds: 'A long-lived key of an account is replaced within {accountKeyMonths}.',
    parameters: {
      months: rhythm(12, 'Months for which a key may be used.'),
      accountKeyMonths: months(12, 'Months for which a long-lived key of an account may open something.'),
    },
  },
  'device-return': {
    template:
      'The company recovers or remotely wipes devices, badges and tokens from departing personnel and records the return within {days}.',
    parameters: { days: days(14, 'Days from the last day to the return.') },
  },
  'vulnerability-remediation': {
    template:
      'The company remediates vulnerabilities and applies patches within defined times by severity (for example {days}) or documents accepted risk.',
    parameters: {
      days: {
        kind: 'by-severity',
        default: { critical: 30, high: 30, medium: 60, low: 90 },
        doc: 'Days from detection to the end of a vulnerability.',
      },
    },
  },
  'security-alert-triage': {
    template:
      'The company generates alerts for suspicious activity, including intrusion, privilege change and abnormal login, and triages each within {hours}.',
    parameters: {
      hours: unset('hour', 'its target time', 'Hours from an alert to the person who takes it.'),
    },
  },
  'post-incident-review': {
    template:
      'The company performs a root-cause review for high-severity incidents within {businessDays} and tracks corrective actions.',
    parameters: { businessDays: businessDays(10, 'Business days from the resolution to the review.') },
  },
  'status-communication': {
    template:
      'The company communicates service incidents and maintenance to affected customers through a status page or direct notice within {hours}.',
    parameters: {
      hours: unset('hour', 'its stated time', 'Hours from the detection of an incident to the notice.'),
    },
  },
  'availability-monitoring': {
    template:
      'The company monitors uptime, errors, latency and resource use of in-scope services with thresholds that alert on-call staff.',
    adds: 'Each service is available for at least the share of time that was promised for it.',
    parameters: {},
  },
  'sdlc-policy': {
    template:
      'The company maintains a software development and change policy covering design, review, testing, approval, release and emergency change, reviewed annually.',
    adds: 'Each change names the ticket that it was made for.',
    parameters: {},
  },
  'emergency-changes': {
    template:
      'The company allows emergency changes only under a defined process, with review and approval within {businessDays} after deployment.',
    parameters: { businessDays: businessDays(2, 'Business days from the merge to the approval.') },
  },
  'vendor-annual-review': {
    template:
      'The company reviews critical vendors at least {months}, evaluating assurance reports, exceptions, coverage gaps and complementary user entity controls.',
    parameters: { months: rhythm(12, 'Months from one review of a vendor to the next.') },
  },
  backups: {
    template:
      'The company backs up production data at least {days}, stores backups encrypted and separate from the primary site, and corrects failures.',
    adds: 'A backup that fails is made good by another of the same system, complete on the same day or within {hours} of its beginning.',
    parameters: {
      days: {
        kind: 'rhythm',
        unit: 'day',
        default: 1,
        doc: 'Days from one backup of a system to the next.',
      },
      hours: {
        kind: 'count',
        unit: 'hour',
        style: 'digits',
        default: 24,
        doc: 'Hours from the beginning of a backup that fails until another of the same system is complete.',
      },
    },
  },
  'backup-restore-test': {
    template: 'The company tests restoration of backups at least {months} and verifies completeness and integrity.',
    parameters: { months: rhythm(6, 'Months from one restore test to the next.') },
  },
  'customer-data-deletion': {
    template:
      'The company deletes or returns customer data within {days} after a customer leaves and records completion.',
    parameters: {
      days: unset('day', 'the contractual time', 'Days from the end of a contract to the deletion.'),
    },
  },
  'retention-schedule': {
    template:
      'The company defines retention periods for confidential and personal information and applies them through configured deletion or scheduled review at least annually.',
    adds: 'What is kept no longer is deleted within {days} after its time ran out.',
    parameters: { days: days(30, 'Days from the end of its time to the deletion.') },
  },
  'media-disposal': {
    template:
      'The company sanitizes or destroys media and hardware that held company or customer data before reuse or disposal and keeps a record.',
    adds: 'A medium is wiped or destroyed within {days} after it was taken out of use.',
    parameters: { days: days(30, 'Days from the end of its use to the destruction of what a medium held.') },
  },
  'processing-error-handling': {
    template: 'The company monitors jobs and transactions, alerts on failure and corrects errors within {hours}.',
    parameters: { hours: unset('hour', 'its target time', 'Hours from a failure to its correction.') },
  },
  'data-subject-requests': {
    template:
      'The company verifies identity and answers requests for access, correction, deletion and accounting within {days}, and explains denials.',
    parameters: { days: unset('day', 'legal or contractual time', 'Days from a request to its answer.') },
  },
};
