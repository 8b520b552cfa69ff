/** An answer of the demo company, with the controls that it rests on. */
export interface DemoAnswer {
  readonly topic: string;
  readonly question: string;
  readonly answer: string;
  readonly controls: readonly string[];
}

/** Makes answers on one topic. */
export const on =
  (topic: string) =>
  (question: string, answer: string, ...controls: readonly string[]): DemoAnswer => ({
    topic,
    question,
    answer,
    controls,
  });

const governance = on('governance');
const people = on('people');
const access = on('access');
const data = on('data');

export const GENERAL_ANSWERS: readonly DemoAnswer[] = [
  governance(
    'Are you SOC 2 certified?',
    'Nobody is: SOC 2 ends in a report with the opinion of a CPA firm, and not in a certificate. How far ours is stands at the top of this page, and it changes by itself.',
  ),
  governance(
    'Who is responsible for security?',
    'The Compliance Lead answers for the programme, the heads of engineering and operations for the controls of their teams. Responsibilities are written down and looked at again each year.',
    'security-roles-assigned',
  ),
  governance(
    'Do you have written security policies, and how often are they reviewed?',
    'Yes: ten, among them information security, access control, change management, incident response, business continuity and vendor management. Each has an owner and is reviewed and approved at least once a year. Everybody acknowledges them at hire and each year.',
    'policy-annual-review',
    'policy-acknowledgement',
  ),
  governance(
    'What belongs to the security program, and what does it cover?',
    'A public notice, written policies, assessments by ourselves and by others, risks, people, vendors, incidents and changes. It covers the whole service: every product, system and team that touches customer data. Only the buildings of our cloud provider are its own to look after.',
    'security-roles-assigned',
  ),
  governance(
    'Do you assess your own controls?',
    'Once a year, and all of them, over every system that holds customer data. Whoever does it does not operate the control, and management hears what came out.',
    'control-self-assessment',
  ),
  governance(
    'How do you assess risks?',
    'Once a year, and when something significant changes. Threats, fraud, vendors and changes are rated by likelihood and impact; treatment is tracked in a register until it is done or accepted by a named person.',
    'risk-assessment-annual',
    'risk-register-treatment',
  ),
  governance(
    'Is management told how security is doing?',
    'The security steering meeting looks at incidents, open findings and risks each month; the board is briefed at least once a year.',
    'security-steering-meeting',
    'board-oversight',
  ),
  people(
    'Do you check the background of people before they get access?',
    'Yes, within what the law of the country allows, and before access to production or customer data.',
    'background-checks',
  ),
  people(
    'Is what people answer for written down?',
    'Each role has a written job description, with its skills and its part in security. Candidates are looked at against it before an offer is made.',
    'job-descriptions-competence',
  ),
  people(
    'Is everybody trained in security, and how often?',
    'Within 30 days of joining, and once a year after that. Engineers have a course on secure development besides.',
    'security-training-onboarding',
    'security-training-annual',
    'role-based-security-training',
  ),
  people(
    'Do staff sign confidentiality agreements?',
    'Employees and contractors do, before they see anything confidential.',
    'employee-confidentiality-agreements',
  ),
  people(
    'What happens with access when somebody leaves?',
    'All of it is disabled within one business day, and within 24 hours where somebody is let go. Devices are collected. HR’s list is compared with the accounts of every system.',
    'access-termination',
    'device-return',
  ),
  access(
    'Do you require multi-factor authentication?',
    'Yes: for the identity provider, cloud consoles, source code and production, without exceptions for administrators.',
    'mfa-enforced',
  ),
  access(
    'Can our people sign in with our identity provider?',
    'Yes, by SAML 2.0 or OpenID Connect, on every plan. Accounts can be made and ended by SCIM.',
  ),
  access(
    'How are passwords of our users kept?',
    'As hashes by scrypt, each with a salt of its own. They have at least twelve characters, and known leaked ones are refused. Whoever signs in by your identity provider has none here.',
  ),
  access(
    'How are sessions protected?',
    'Their cookies are HttpOnly and Secure, they end after twelve hours without use, and signing out ends the session on our side, too.',
  ),
  access(
    'How is access approved, and is it the least that is needed?',
    'The manager or the owner of the system approves it in a ticket before it is given, for the role and no more. Standing administrator rights are held by few and listed by name.',
    'access-provisioning',
    'privileged-access',
  ),
  access(
    'How often is access reviewed?',
    'Every quarter, for every system in scope. Owners confirm or revoke each account; what is revoked is gone within ten business days.',
    'access-review-quarterly',
  ),
  access(
    'Who can reach customer data in production?',
    'On-call engineers and two people of support, each with a written need. Sessions are logged, and the list is reviewed every quarter.',
    'production-data-access',
  ),
  access(
    'How do administrators reach production?',
    'By a gateway, encrypted and with a second factor. It asks for a certificate that only managed devices have, so private ones cannot connect. Sessions are logged. What administrators did is looked at each month.',
    'remote-access-production',
    'privileged-access',
  ),
  data(
    'Is data encrypted at rest?',
    'Yes: databases, object storage, volumes and backups, with AES-256.',
    'encryption-at-rest',
  ),
  data(
    'Is data encrypted in transit?',
    'Yes, with TLS 1.2 or 1.3 on every public endpoint; older protocols and weak ciphers are off, and browsers are told to use nothing else (HSTS) for a year. Traffic between our services is encrypted as well.',
    'encryption-in-transit',
  ),
  data(
    'How are encryption keys managed?',
    'In the key management service of our cloud provider. Few may use them, nobody may export them, and they are rotated at least once a year. Private keys of certificates lie there as well, and leave it no more than others.',
    'key-management',
  ),
  data(
    'How are customers kept apart from each other?',
    'Every row belongs to one customer, and the database itself refuses what belongs to another. Tests try to cross that line with each release.',
    'tenant-isolation',
  ),
  data(
    'Where is our data kept?',
    'In the European Union: Frankfurt, with encrypted backups in Dublin. It does not leave the Union, and support looks at it from there.',
  ),
  data(
    'How is information classified?',
    'As public, internal, confidential or customer data. Each has rules for where it may be and who may see it, and they are reviewed each year.',
    'data-classification',
  ),
];
