/** A question that security reviewers ask of almost everybody, in our own words, with the controls that answer it. */
export interface ReviewerQuestion {
  readonly topic: string;
  readonly question: string;
  /** Controls of the library whose statements say something about it, most telling first. */
  readonly controls: readonly string[];
}

const on = (topic: string, question: string, ...controls: readonly string[]): ReviewerQuestion => ({
  topic,
  question,
  controls,
});

/** In the order in which a page has them. */
export const REVIEWER_QUESTIONS: readonly ReviewerQuestion[] = [
  on('governance', 'Who is responsible for security?', 'security-roles-assigned'),
  on('governance', 'Do you have written security policies, and how often are they reviewed?', 'policy-annual-review'),
  on('governance', 'How do you assess risks?', 'risk-assessment-annual'),
  on('governance', 'Is anybody above management told about security?', 'board-oversight'),
  on('people', 'Do you check the background of people before they get access?', 'background-checks'),
  on('people', 'Is everybody trained in security, and how often?', 'security-training-annual'),
  on('people', 'Do staff sign confidentiality agreements?', 'employee-confidentiality-agreements'),
  on('people', 'What happens with access when somebody leaves?', 'access-termination'),
  on('access', 'Do you require multi-factor authentication?', 'mfa-enforced'),
  on('access', 'Is single sign-on used inside the company?', 'central-identity-sso'),
  on('access', 'How is access approved?', 'access-provisioning'),
  on('access', 'How often is access reviewed?', 'access-review-quarterly'),
  on('access', 'Who can reach customer data in production?', 'production-data-access'),
  on('data', 'Is data encrypted at rest?', 'encryption-at-rest'),
  on('data', 'Is data encrypted in transit?', 'encryption-in-transit'),
  on('data', 'How are encryption keys managed?', 'key-management'),
  on('data', 'How are customers kept apart from each other?', 'tenant-isolation'),
  on('data', 'How is information classified?', 'data-classification'),
  on('infrastructure', 'How is the network protected?', 'network-segmentation-firewall'),
  on('infrastructure', 'How are denial-of-service attacks handled?', 'boundary-protection-waf'),
  on('infrastructure', 'Are laptops managed and encrypted?', 'endpoint-management'),
  on('infrastructure', 'Who looks after the physical security of data centers?', 'provider-physical-security'),
  on('development', 'Is every change reviewed by somebody else?', 'change-peer-review'),
  on('development', 'Are changes tested before they are released?', 'change-testing'),
  on('development', 'Are development, test and production apart?', 'environment-separation'),
  on('vulnerabilities', 'Do you scan for vulnerabilities?', 'vulnerability-scanning'),
  on('vulnerabilities', 'How fast are vulnerabilities fixed?', 'vulnerability-remediation'),
  on('vulnerabilities', 'Is the service tested by outsiders?', 'penetration-test'),
  on('vulnerabilities', 'Are dependencies checked?', 'dependency-image-scanning'),
  on('monitoring', 'Are logs collected, and how long are they kept?', 'centralized-logging'),
  on('monitoring', 'Who looks at security alerts?', 'security-alert-triage'),
  on('monitoring', 'Is availability monitored?', 'availability-monitoring'),
  on(
    'incidents',
    'Is there an incident response plan, and is it exercised?',
    'incident-response-plan',
    'incident-tabletop',
  ),
  on('incidents', 'How and when are customers told of a breach?', 'breach-notification'),
  on('continuity', 'Do you take backups?', 'backups'),
  on('continuity', 'Are backups restored in tests?', 'backup-restore-test'),
  on(
    'continuity',
    'Is there a disaster recovery plan, and is it tested?',
    'disaster-recovery-plan',
    'disaster-recovery-test',
  ),
  on('vendors', 'How do you assess vendors?', 'vendor-due-diligence', 'vendor-annual-review'),
  on('vendors', 'Are subprocessors announced before they begin?', 'subprocessor-transparency'),
  on('privacy', 'How long do you keep data?', 'retention-schedule'),
  on('privacy', 'Is data deleted when a contract ends?', 'customer-data-deletion'),
  on('privacy', 'How are requests of data subjects answered?', 'data-subject-requests'),
  on('ai', 'Is customer data used to train models?'),
];
