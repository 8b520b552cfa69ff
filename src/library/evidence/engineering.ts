import { ATTACHED, byHand, covered, type EvidenceTable, records, recordsAnd, triggered } from './occurrences.ts';

const ACCESS_AND_DATA: EvidenceTable = {
  'production-data-access': byHand(
    'The list of who may reach customer data and why, and the log of access to it over the window.',
  ),
  'secrets-management': byHand(
    'The settings of the secrets store and of secret scanning, and the alerts of the window with what became of each.',
  ),
  'encryption-at-rest': records(
    ['configuration', 'backup'],
    covered('configuration', { topic: 'encryption-at-rest' }),
    { 'Configuration of each data store': 'configuration' },
  ),
  'encryption-in-transit': records(['configuration'], covered('configuration', { topic: 'encryption-in-transit' }), {
    'External scan result': 'configuration',
  }),
  'network-segmentation-firewall': recordsAnd(
    ['configuration'],
    'The review of the rules: the rules as exported, the decision on each, the reviewer and the date.',
    ATTACHED,
    { 'Firewall or security group configuration': 'configuration' },
  ),
  'boundary-protection-waf': byHand(
    'The list of public applications with the state of filtering and rate limits on each, and the log of changes to the rules.',
  ),
  'remote-access-production': byHand(
    'The settings of the access path, its log, and the members of the group that may use it, with the changes of the window.',
  ),
  'tenant-isolation': byHand('The results of the isolation tests over the window, each with its date and revision.'),
  'environment-separation': byHand(
    'The list of environments with the account of each, and the approval for any customer data outside production.',
  ),
  'customer-data-deletion': records(['deletion'], triggered('deletion', 'dueFrom', { kind: 'customer' }), {
    'One completed deletion': 'deletion',
  }),
  'input-validation': byHand(
    'The validation rules of each interface, the tests that prove them, and the log of what was rejected.',
  ),
  'output-delivery': byHand('The log of deliveries over the window, and the list of who may receive what.'),
  'stored-data-integrity': byHand(
    'The integrity settings of each data store, and the log of direct changes to data over the window.',
  ),
};

const CHANGE: EvidenceTable = {
  'role-based-security-training': byHand(
    'The list of developers and administrators with the date on which each completed the training for their role.',
  ),
  'system-description-diagrams': byHand('The description and diagrams as reviewed, with reviewer and date.'),
  'sdlc-policy': recordsAnd(['change'], 'The policy as reviewed, with who approved it and when.', ATTACHED),
  'hardening-baselines': byHand('The baselines as reviewed, with reviewer and date.'),
  'change-peer-review': records(['change', 'repository', 'deployment'], triggered('change', 'mergedAt'), {
    'Branch protection or ruleset configuration': 'repository',
    'One approved change': 'change',
  }),
  'change-testing': records(['change'], triggered('change', 'mergedAt'), {
    'Pipeline configuration with required checks': 'repository',
  }),
  'production-deploy-restricted': records(['repository', 'change', 'deployment'], covered('repository'), {
    'Branch and environment protection': 'repository',
  }),
  'emergency-changes': records(['change'], triggered('change', 'mergedAt', { emergency: true })),
};

const DETECTION_AND_RECOVERY: EvidenceTable = {
  'dependency-image-scanning': byHand(
    'The list of repositories and images with the scanner of each and the rule that blocks, and the results over the window.',
  ),
  'vulnerability-remediation': records(['vulnerability', 'device'], triggered('vulnerability', 'detectedAt'), {
    'Ticket example': 'vulnerability',
  }),
  'centralized-logging': records(['configuration'], covered('configuration', { topic: 'logging' })),
  'post-incident-review': records(
    ['incident'],
    triggered('incident', 'resolvedAt', { severity: ['critical', 'high'] }),
  ),
  'autoscaling-redundancy': byHand(
    'The list of critical components with the zones and the failover or scaling setting of each.',
  ),
  'disaster-recovery-plan': byHand('The plan as reviewed, with who approved it and when.'),
  'disaster-recovery-test': byHand(
    'The report of the test: what was recovered, the times reached against the objectives, and what is to improve.',
  ),
};

export const ENGINEERING: EvidenceTable = { ...ACCESS_AND_DATA, ...CHANGE, ...DETECTION_AND_RECOVERY };
