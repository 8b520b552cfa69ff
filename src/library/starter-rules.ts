import type { Category } from './library.ts';
import type { PromiseName } from './promises.ts';

/** What decides which controls a company begins with. A fact that it has not said decides nothing. */
export interface Company {
  /** In scope besides Security. */
  readonly categories: readonly Category[];
  readonly promises: readonly PromiseName[];
  /** Premises that hold equipment or confidential papers. */
  readonly hasOffice?: boolean;
  readonly usesContractors?: boolean;
  /** Data about people, for itself or for its customers. */
  readonly handlesPersonalData?: boolean;
  /** Whether production runs on machines of a hosting provider, or on machines of its own. */
  readonly hostsOnCloud?: boolean;
  readonly headcount?: number;
}

/** From this many people on, most do not work beside each other, and what is expected of them must be in writing. */
const MANY_PEOPLE = 50;

interface Rule {
  readonly because: string;
  readonly when: (company: Company) => boolean;
  readonly controls: readonly string[];
}

const every = (because: string, ...controls: string[]): Rule => ({
  because: `every company: ${because}`,
  when: () => true,
  controls,
});
const scoped = (category: Category, because: string, ...controls: string[]): Rule => ({
  because,
  when: ({ categories }) => categories.includes(category),
  controls,
});
const promised = (promise: PromiseName, because: string, ...controls: string[]): Rule => ({
  because,
  when: ({ promises }) => promises.includes(promise),
  controls,
});
const known = (because: string, when: Rule['when'], ...controls: string[]): Rule => ({ because, when, controls });

/** In the order in which a company would read them. */
export const RULES: readonly Rule[] = [
  every(
    'it begins with what could go wrong and what was promised',
    'risk-assessment-annual',
    'customer-commitments',
    'security-steering-meeting',
    'penetration-test',
  ),
  every('rules are written, read and renewed', 'policy-annual-review', 'policy-acknowledgement', 'code-of-conduct'),
  every(
    'someone joins, moves or leaves',
    'background-checks',
    'security-training-onboarding',
    'security-training-annual',
    'access-provisioning',
    'access-transfers',
    'access-termination',
    'device-return',
  ),
  every(
    'who can get in is what readers look at first',
    'mfa-enforced',
    'authentication-standards',
    'privileged-access',
    'access-review-quarterly',
  ),
  every(
    'software changes',
    'change-peer-review',
    'change-testing',
    'emergency-changes',
    'production-deploy-restricted',
  ),
  every('people work on computers', 'endpoint-management', 'endpoint-antimalware', 'asset-inventory'),
  every('customer data is stored and sent', 'encryption-at-rest', 'encryption-in-transit', 'backups'),
  every(
    'something goes wrong sooner or later',
    'centralized-logging',
    'vulnerability-scanning',
    'vulnerability-remediation',
    'security-alert-triage',
    'incident-response-plan',
    'incident-handling',
  ),
  every('vendors hold a part of it', 'vendor-due-diligence', 'vendor-annual-review'),
  known('you have an office', ({ hasOffice }) => hasOffice === true, 'physical-access-office'),
  known('you host on machines of your own', ({ hostsOnCloud }) => hostsOnCloud === false, 'physical-access-office'),
  known(
    'you host with a provider',
    ({ hostsOnCloud }) => hostsOnCloud === true,
    'provider-physical-security',
    'network-segmentation-firewall',
  ),
  known('contractors work for you', ({ usesContractors }) => usesContractors === true, 'contractor-obligations'),
  known(
    'you handle personal data',
    ({ handlesPersonalData }) => handlesPersonalData === true,
    'privacy-incident-register',
    'breach-notification',
  ),
  known(
    `you are ${MANY_PEOPLE} people or more`,
    ({ headcount = 0 }) => headcount >= MANY_PEOPLE,
    'performance-reviews',
    'role-based-security-training',
  ),
  promised('uptime', 'you promise uptime', 'availability-monitoring', 'capacity-planning', 'status-communication'),
  promised(
    'recovery',
    'you promise recovery in time',
    'backup-restore-test',
    'disaster-recovery-plan',
    'disaster-recovery-test',
  ),
  promised(
    'accurate-processing',
    'you promise results that can be relied on',
    'processing-reconciliation',
    'processing-error-handling',
    'processing-specifications',
    'input-validation',
  ),
  promised(
    'confidential-data',
    'you promise to keep data confidential',
    'employee-confidentiality-agreements',
    'data-classification',
    'production-data-access',
  ),
  promised('customers-apart', 'you promise to keep customers apart', 'tenant-isolation'),
  promised('deletion', 'you promise deletion', 'customer-data-deletion', 'media-disposal'),
  promised('personal-data', 'you decide about personal data', 'privacy-notice', 'data-inventory-ropa'),
  promised('individual-requests', 'you promise people access to their data', 'data-subject-requests'),
  promised('breach-notice', 'you promise notice of a breach', 'breach-notification'),
  promised('sub-processor-notice', 'you promise notice of new sub-processors', 'subprocessor-transparency'),
  scoped('availability', 'Availability is in scope', 'availability-monitoring', 'capacity-planning'),
  scoped(
    'processing-integrity',
    'Processing Integrity is in scope',
    'processing-reconciliation',
    'processing-error-handling',
  ),
  scoped('confidentiality', 'Confidentiality is in scope', 'employee-confidentiality-agreements'),
];
