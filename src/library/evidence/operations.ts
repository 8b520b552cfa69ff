import { byHand, covered, type EvidenceTable, performed, records, recordsAnd, triggered } from './occurrences.ts';

export const OPERATIONS: EvidenceTable = {
  'asset-inventory': byHand('The inventory as it was reviewed, with reviewer and date, and what was added or removed.'),
  'status-communication': recordsAnd(
    ['incident'],
    'The notice to customers, with the time at which it went out.',
    triggered('incident', 'detectedAt', { customersAffected: true }),
  ),
  'central-identity-sso': byHand(
    'The list of systems in scope with the way in which people sign on to each, and the settings of the identity provider.',
  ),
  'access-provisioning': records(['access-grant'], triggered('access-grant', 'grantedAt'), {
    'One completed request': 'access-grant',
  }),
  'access-transfers': records(['role-change'], triggered('role-change', 'changedOn'), {
    'One completed mover ticket': 'role-change',
  }),
  'access-termination': records(['person', 'account'], triggered('person', 'endedOn')),
  'physical-access-office': byHand(
    'The review of badge holders with its decisions, and the log of visitors since the last one.',
  ),
  'media-disposal': recordsAnd(
    ['deletion'],
    'The record of how the medium was wiped or destroyed, when and by whom.',
    triggered('deletion', 'dueFrom', { kind: 'medium' }),
  ),
  'device-return': records(['person'], triggered('person', 'endedOn')),
  'endpoint-management': records(['device'], covered('device'), { 'Compliance report': 'device' }),
  'software-install-restriction': byHand(
    'The setting that restricts installation, and the export of the devices and servers that it reaches.',
  ),
  'availability-monitoring': records(['alert', 'uptime'], covered('alert', { kind: 'availability' })),
  'business-continuity-plan': byHand('The plan as reviewed, with who approved it and when.'),
  'business-impact-analysis': byHand(
    'The analysis with recovery objectives for each critical service, its date and who took part.',
  ),
  'capacity-planning': records(['capacity-review'], performed('capacity-review', 'performedAt'), {
    'One review': 'capacity-review',
  }),
  backups: records(['backup', 'configuration'], performed('backup', 'startedAt', { result: 'success' })),
  'backup-restore-test': records(['restore-test'], performed('restore-test', 'performedAt'), {
    'One test record': 'restore-test',
  }),
  'processing-error-handling': records(['processing-run'], covered('processing-run')),
  'processing-reconciliation': records(['reconciliation'], performed('reconciliation', 'performedAt'), {
    'One reconciliation': 'reconciliation',
  }),
};
