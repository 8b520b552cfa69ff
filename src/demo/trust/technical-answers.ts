import { type DemoAnswer, on } from './answers.ts';

const infrastructure = on('infrastructure');
const development = on('development');
const vulnerabilities = on('vulnerabilities');
const monitoring = on('monitoring');
const incidents = on('incidents');
const continuity = on('continuity');
const vendors = on('vendors');
const privacy = on('privacy');
const ai = on('ai');

export const TECHNICAL_ANSWERS: readonly DemoAnswer[] = [
  infrastructure(
    'Where is the service hosted, and who looks after the data centers?',
    'At a cloud provider in Frankfurt, in three zones. Its physical security is its own, and we do not audit it ourselves: every year we read its assurance report, look at its exceptions and gaps, and note what it asks of us.',
    'provider-physical-security',
  ),
  infrastructure(
    'How is the network protected?',
    'Production is a network of its own. Systems that can be reached from outside stand in a zone of their own (DMZ), with a filter between them and the rest. Everything is denied that a rule does not allow, rules are reviewed every six months, and public endpoints stand behind a web application firewall with rate limits and protection against denial of service.',
    'network-segmentation-firewall',
    'boundary-protection-waf',
  ),
  infrastructure(
    'Are laptops managed and encrypted?',
    'All of them: disk encryption, screen lock, updates, and endpoint detection against malware, enforced by device management. People work without administrator rights. Phones reach mail and documents only when they are encrypted and managed.',
    'endpoint-management',
    'endpoint-antimalware',
    'software-install-restriction',
  ),
  infrastructure(
    'Are servers built by a standard, and kept to it?',
    'From approved images by a written standard: services that are not needed, default accounts, permissions, logging, remote access, host firewalls and backups. It is reviewed each year. Configuration is compared with the standard every day, and what differs raises an alert.',
    'hardening-baselines',
    'configuration-drift-monitoring',
  ),
  infrastructure(
    'How are your offices protected?',
    'We share the building with other companies, but not our floor: doors open with a badge, and visitors are written down and accompanied. Entries are logged and kept for twelve months. The Wi-Fi leads to the internet and to nothing of ours.',
    'physical-access-office',
  ),
  infrastructure(
    'Is your e-mail protected against forgery?',
    'Our domains publish SPF, DKIM and DMARC, and mail that fails is to be refused.',
  ),
  development(
    'Is every change reviewed by somebody else?',
    'Yes. Nobody merges their own change without the approval of another person. Emergency changes are reviewed within two business days.',
    'change-peer-review',
    'emergency-changes',
  ),
  development(
    'Are changes tested before they are released?',
    'Each one runs all automated tests, and a failure stops the release. Tests of permissions and of known kinds of attack are among them, and engineers are trained to look for more. What can be seen is tried on a staging system first.',
    'change-testing',
  ),
  development(
    'How does the application withstand common attacks?',
    'Pages are made by templates that escape what users typed. The database is asked only by prepared statements. A request that changes something carries a token that is bound to the user’s session and expires.',
    'input-validation',
  ),
  development(
    'Are development, test and production apart?',
    'In accounts of their own. Customer data is not used outside production.',
    'environment-separation',
  ),
  development(
    'How do you develop securely?',
    'Designs that touch data or permissions are reviewed for security and privacy before they are built. Secrets are in a vault, and a scanner refuses commits that hold one.',
    'secure-design-review',
    'secrets-management',
  ),
  vulnerabilities(
    'Do you scan for vulnerabilities, and are dependencies checked?',
    'Infrastructure weekly; dependencies and images with every build.',
    'vulnerability-scanning',
    'dependency-image-scanning',
  ),
  vulnerabilities(
    'How fast are vulnerabilities fixed?',
    'Critical and high ones within 30 days, medium ones within 60, low ones within 90; or a named person accepts the risk in writing, for a time. Patches are tried on a staging system first; urgent ones do not wait for the next round.',
    'vulnerability-remediation',
  ),
  vulnerabilities(
    'Is the service tested by outsiders?',
    'An independent firm does a penetration test of the application and its exposed infrastructure once a year, by hand and with tools. Findings are tracked until they are closed.',
    'penetration-test',
  ),
  vulnerabilities(
    'How can I report a weakness?',
    'Write to security@larkfield.example. We answer within two business days, and do not pursue anybody who looks in good faith and keeps to our rules.',
  ),
  monitoring(
    'Are logs collected, and how long are they kept?',
    'Security logs of every system in scope go to one place, where nobody can change them, and stay there for twelve months.',
    'centralized-logging',
  ),
  monitoring(
    'Who looks at security alerts, and when?',
    'On-call engineers, around the clock. Each alert is looked at within its target time.',
    'security-alert-triage',
  ),
  monitoring(
    'How do you find out about incidents?',
    'Intrusion detection watches the network and the hosts of production. Logs are searched for signs of an intrusion by rules that raise alerts, and so do new privileges and unusual sign-ins. Staff and customers report to one address.',
    'security-alert-triage',
  ),
  monitoring(
    'Do you watch whether the service and its network are up?',
    'Uptime, errors, delays, resources and connections between zones, with limits that wake the engineer on call.',
    'availability-monitoring',
  ),
  monitoring(
    'Can we see what our own users did?',
    'Administrators see an audit log of sign-ins, changes and exports, and can have it sent to their own systems.',
  ),
  incidents(
    'Is there an incident response plan, and is it exercised?',
    'Yes, with roles, severities and steps for evidence and communication. It is exercised at least once a year, and changed by what that shows.',
    'incident-response-plan',
    'incident-tabletop',
  ),
  incidents(
    'How and when are customers told of a breach?',
    'Within 48 hours after we confirm that their data is concerned, by e-mail to the contact in the contract, with what we know and what we do. More follows as we learn it.',
    'breach-notification',
  ),
  incidents(
    'Is the state of the service public?',
    'Yes, on our status page, with each outage and what came of it.',
    'status-communication',
  ),
  continuity(
    'Do you take backups?',
    'Every day, with a log that allows to go back to any minute of the last seven days. They are encrypted, in another region, on no removable media, and a failed one alerts somebody.',
    'backups',
  ),
  continuity(
    'Are backups restored in tests?',
    'Twice a year, into an empty environment, and what comes back is compared with what was there.',
    'backup-restore-test',
  ),
  continuity(
    'Is there a disaster recovery plan, and is it tested?',
    'Yes. It is tested once a year against its objectives: four hours until the service is back, and one hour of data that may be lost.',
    'disaster-recovery-plan',
    'disaster-recovery-test',
  ),
  vendors(
    'How do you assess vendors?',
    'Before data is shared, in proportion to what they get. Critical ones again every year: their reports, exceptions, gaps, and what they ask of us.',
    'vendor-due-diligence',
    'vendor-annual-review',
  ),
  vendors(
    'What do contracts ask of vendors?',
    'Whoever handles confidential or personal data agrees in writing to terms on security, confidentiality, privacy, notice of a breach, and subprocessors of its own.',
    'vendor-contracts',
  ),
  vendors(
    'Are subprocessors announced before they begin?',
    'Thirty days before, to everybody who subscribed. Customers may object in that time.',
    'subprocessor-transparency',
  ),
  privacy(
    'Is there a data processing agreement?',
    'Yes, with the standard contractual clauses, and we sign it with every customer who wants it.',
  ),
  privacy(
    'How long do you keep data, and is it deleted when a contract ends?',
    'As long as the contract lasts. Thirty days after its end everything is deleted, and backups are overwritten 35 days later. We confirm it in writing. You can export everything before.',
    'retention-schedule',
    'customer-data-deletion',
  ),
  privacy(
    'How are requests of data subjects answered?',
    'We pass them on to you within two business days, and help you to answer. Requests to ourselves are answered within 30 days.',
    'data-subject-requests',
  ),
  ai('Is customer data used to train models?', 'No. Neither by us nor by anybody who works for us.'),
  ai(
    'Do you use artificial intelligence in the product?',
    'One feature proposes the text of a reminder. It is off until an administrator turns it on, runs in the Union, and its provider keeps nothing.',
  ),
];
