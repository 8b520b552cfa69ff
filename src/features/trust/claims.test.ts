import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from 'zod';
import { type ClaimGround, claimsIn } from './claims.ts';
import { TrustContent } from './content.contract.ts';
import { trustPlace } from './place-words.contract.ts';
import { problemsOf } from './problems.ts';

const NO_REPORT = { hasReport: false };
const refused = (text: string, ground: ClaimGround = NO_REPORT): boolean =>
  claimsIn('overview', text, ground).length > 0;

/** Whatever is recorded: nobody but an auditor may say it, or nobody at all. */
const REFUSED_ALWAYS = [
  'We comply with SOC 2.',
  'Acme complies with the requirements of the AICPA.',
  'We meet all SOC 2 criteria.',
  'Our controls satisfy the trust services criteria.',
  'We are SOC 2 attested.',
  'SOC 2 audited.',
  'SOC 2 Type II audited',
  'SOC 2 Type II since 2024',
  'Our SOC 2 audit found no exceptions.',
  'The report of our SOC 2 examination is without any exceptions.',
  'All of our controls passed.',
  'All controls were met.',
  'SOC 2 Type 2: since 2024',
  'Wir sind SOC 2 zertifiziert.',
  'Unser Unternehmen ist nach SOC 2 geprüft.',
  'Wir sind SOC-2-konform.',
  'Nous sommes certifiés SOC 2.',
  'SOC 2 compliance: 100%',
  'Compliance with the Trust Services Criteria has been achieved.',
  'Our controls are working effectively.',
  'Our controls operated as designed throughout the period.',
];

const REFUSED = [
  'We are SOC 2 certified.',
  'Acme is a SOC2-certified company.',
  'Our SOC 2 Type II certification covers everything.',
  'We are certified.',
  'We are fully SOC 2 compliant.',
  'Acme is GDPR compliant.',
  'We have achieved compliance with SOC 2.',
  'We hold a SOC II attestation.',
  'Approved by the AICPA.',
  'We carry the AICPA seal of SOC 3.',
  'Our controls are operating effectively.',
  'An auditor-tested set of effective controls keeps you safe.',
  'We passed our audit in March.',
  'We have an unqualified opinion.',
  'Our controls were examined by an independent CPA firm.',
  'Our auditors confirmed that nothing is wrong.',
  'We have a SOC 2 Type II report.',
  'Our SOC 2 report is available on request.',
  'The SOC 2 Type 2 report: available to customers when they ask.',
  'You can download the SOC 2 report here.',
  'Your data is 100% secure with us.',
  'Our service cannot be hacked.',
  '**SOC 2** _certified_',
  'SOC 2 cer\u200Btified',
  'SOC 2 certif\u0456ed',
  'ＳＯＣ ２ ｃｅｒｔｉｆｉｅｄ',
  'We do not share your data and are SOC 2 certified.',
  'ISO 27001 and SOC 2 certified',
  'We received our SOC 2 Type II report with no exceptions.',
  'With no exceptions, we have completed our SOC 2 examination.',
  'Our auditors confirmed that no control failed.',
  'We have an unqualified opinion without any exceptions.',
  'You can download our SOC 2 report now, and not only as a customer.',
  'Our SOC 2 report is available until 2027.',
  'We do not share your data and have a SOC 2 report.',
  'We are not only SOC 2 certified but fast.',
  'Not just SOC 2 compliant: secure.',
  'No doubt: SOC 2 certified.',
  'Our SOC 2 Type II examination is under way.',
  'Our SOC 2 examination is in progress.',
  'We are undergoing a SOC 2 examination.',
  'An independent CPA firm is examining our controls.',
  'We have engaged a CPA firm.',
  'We are independently audited every year.',
  'We get audited against SOC 2 each year.',
  'Our controls are being examined.',
  'We have SOC 2.',
  'SOC 2: yes',
  'SOC 2 Type II ✓',
  'Yes, SOC 2 Type II.',
  'We were awarded SOC 2.',
  'Our SOC 2 is current.',
  'Our SOC 2 Type II came back with flying colors.',
  'We got through our SOC 2.',
  'We are fully SOC 2.',
  'A SOC 2 Type II organization',
  'SOC 2 ready',
  'We undergo annual SOC 2 Type II audits.',
  'We are audited every year for SOC 2.',
  'Our last SOC 2 audit was in March.',
  'Ask us for the SOC 2 report.',
  'Our SOC 2 report can be downloaded.',
  'SOC 2 報告書',
  'We hold a Type II.',
  'KPMG audited us in 2025.',
  'Deloitte has verified our controls.',
  'An independent firm examines us each year.',
  'Our platform is audited annually by a third party.',
  'Our independent auditor gave us full marks.',
  'We are unbreachable.',
  'We guarantee your data is secure.',
  'Audited annually under AICPA standards.',
  'Our controls have been independently verified.',
  'Attested by Deloitte.',
  'Our Type II is available.',
  'Our annual SOC audit is finished.',
  'AICPA SOC for Service Organizations',
  ...REFUSED_ALWAYS,
];

const FINE = [
  'We are preparing for a SOC 2 Type II report.',
  'There is no SOC 2 report yet.',
  'SOC 2 is not a certification.',
  'Nobody is certified by SOC 2.',
  'ISO 27001 certified by Example Registrars, certificate 12345.',
  'Traffic is encrypted with TLS 1.2 or later; certificates are renewed by Let’s Encrypt.',
  'Our compliance team answers within two days.',
  'We review access every quarter, and remove it within one business day of a departure.',
  'Each vendor’s SOC 2 scope is compared with what we use of it.',
  'An incident is told to customers within 48 hours.',
  'We plan to share our first SOC 2 report in 2027.',
  'We have no SOC 2 Type II report yet.',
  'A SOC 2 report is not available yet.',
  'We do not have a SOC 2 report that you could see.',
  'Our first SOC 2 Type II report is expected in May; you can request it then.',
  'No auditor has examined our controls.',
  'Ключи хранятся в Германии.',
  'Backups are restored once a quarter, and the result is recorded.',
  'Acme runs a security program on the SOC 2 criteria.',
  'We work to meet the SOC 2 criteria.',
  'We have been preparing for SOC 2 since 2024.',
  'We do not comply with SOC 2, and nobody can: it ends in a report.',
  'Audit logs are kept for a year, without exceptions.',
  'Each change passes a review before it is merged.',
  'Access is audited each quarter by the owner of the system.',
  'Wir sind nicht SOC 2 zertifiziert.',
  'No CPA firm is engaged yet.',
  'We are currently preparing for our SOC 2 audit.',
  'We plan to engage a CPA firm in May.',
  'ISO 27001: the surveillance audit is in progress.',
  'We have not engaged a CPA firm yet.',
  'No examination is under way.',
  'Once the examination has begun, it stands here.',
  'Our service is tested once a year by an independent firm that breaks into it.',
  'Our controls are mapped to SOC 2.',
  'SOC 2 calls for a review of access each quarter.',
  'A SOC 2 report speaks of a window and of no day after it.',
  'Our SOC 2 readiness is looked at every week.',
  'SOC 2 Type II observation runs since March.',
  'We audited our vendors, and audit our own systems each quarter.',
  'We compare the SOC 2 reports of our vendors with what we use of them.',
  'Our SOC 2 compliance team answers questions about the program.',
  'Once the examination is complete, the status says so.',
  'Our internal audit is done each year.',
  'Our Type II is not available yet.',
  'Our controls have not been independently verified.',
  'Backups are independently verified each month.',
  'The audit log is complete.',
];

test('what claims more than a programme proves is found, however it is written', () => {
  assert.deepEqual(
    REFUSED.filter((text) => !refused(text)),
    [],
  );
});

test('what is plainly true is left alone', () => {
  assert.deepEqual(
    FINE.filter((text) => refused(text)).map((text) => claimsIn('overview', text, NO_REPORT)),
    [],
  );
});

test('a report makes true what speaks of it, and nothing else', () => {
  const ground = { hasReport: true };
  for (const text of ['Our SOC 2 report is available on request.', 'We have a SOC 2 Type II report.'])
    assert.equal(refused(text, ground), false, text);
  for (const text of ['We are SOC 2 certified.', 'Our controls are operating effectively.', 'We are SOC 2 compliant.'])
    assert.equal(refused(text, ground), true, text);
});

test('a report as of a day makes no Type II, and none speaks of a category that is not its own', () => {
  const ground = { hasReport: true, hasTypeTwo: false, categories: ['security', 'availability'] };
  for (const text of [
    'We have a SOC 2 Type II report.',
    'Ask for our Type 2 report.',
    'Our SOC 2 report covers security, availability and privacy.',
    'The report includes confidentiality.',
    'SOC 2 report on security and processing integrity',
  ]) {
    assert.equal(refused(text, ground), true, text);
    const all = ['security', 'availability', 'privacy', 'confidentiality', 'processing-integrity'];
    assert.equal(refused(text, { hasReport: true, hasTypeTwo: true, categories: all }), false, text);
  }
  for (const text of [
    'We have a SOC 2 report.',
    'Our SOC 2 report covers security and availability.',
    'Our next report will be a Type II.',
    'We are preparing for a SOC 2 Type II report.',
    'There is no Type II report yet.',
    'The Type II reports of our vendors are read each year.',
    'Our SOC 2 report does not cover privacy.',
    'A SOC 2 report covers privacy only where the company chose it.',
    'The next SOC 2 examination covers privacy, too.',
    'Privacy is looked after by our privacy officer, and an internal audit for privacy is done each year.',
    'Our report is on request; our privacy notice is public.',
  ])
    assert.equal(refused(text, ground), false, `${text} ${JSON.stringify(claimsIn('x', text, ground))}`);
});

test('whatever is recorded, nobody says an auditor’s word, and an examination is told of where a firm is engaged', () => {
  const everything = { hasReport: true, opinion: 'unqualified', saysNoExceptions: true, hasFirm: true } as const;
  assert.deepEqual(
    REFUSED_ALWAYS.filter((text) => !refused(text, everything)),
    [],
  );
  for (const text of [
    'Our SOC 2 Type II examination is under way.',
    'An independent CPA firm is examining our controls.',
  ]) {
    assert.equal(refused(text, { hasReport: true }), true, 'a report of before is no firm that is engaged now');
    assert.equal(claimsIn('overview', text, { hasReport: false, hasFirm: true }).length, 0, text);
  }
});

const UNQUALIFIED = [
  'We have an unqualified opinion.',
  'The report of our auditors is a clean report.',
  'The auditor’s opinion on our report was unqualified.',
  'The opinion: unqualified.',
  'SOC 2 Type II report, unqualified',
  'Our last report came back clean.',
  'An unmodified opinion, again.',
];
const QUALIFIED = ['We have a qualified opinion.', 'The opinion is qualified for one control.'];

test('what kind of opinion a report has is told only where it is that kind and its firm agreed, and nobody passes', () => {
  const told = (opinion: 'unqualified' | 'qualified') => (text: string) =>
    claimsIn('overview', text, { hasReport: true, opinion }).length === 0;
  for (const text of [
    ...UNQUALIFIED,
    ...QUALIFIED,
    'The report ends in a disclaimer of opinion.',
    'An adverse opinion.',
  ])
    assert.equal(refused(text, { hasReport: true }), true, `${text}: the firm did not agree`);
  assert.deepEqual([...UNQUALIFIED, ...QUALIFIED].filter(told('unqualified')), UNQUALIFIED);
  assert.deepEqual([...UNQUALIFIED, ...QUALIFIED].filter(told('qualified')), QUALIFIED);
  assert.equal(told('unqualified')('We passed our audit.'), false);
});

test('that a report holds no exceptions is said only of one that says so itself', () => {
  for (const text of [
    'Our report holds no exceptions.',
    'The latest report notes zero exceptions.',
    'The Type II report did not identify any deviations.',
    'No exceptions were noted.',
    'Our examination ended without exceptions.',
    'An exception-free opinion.',
    'Our last report is a clean bill of health.',
    'Our auditors found no issues.',
  ]) {
    assert.equal(refused(text), true, text);
    assert.equal(refused(text, { hasReport: true }), true, `${text}: there is a report, and it holds some`);
  }
  const ground = { hasReport: true, saysNoExceptions: true };
  for (const text of ['Our report holds no exceptions.', 'No exceptions were noted.'])
    assert.equal(refused(text, ground), false, text);
  for (const text of [
    'Reports of weaknesses are answered within a day, without exception.',
    'The scanner runs each night; a build without findings goes on.',
    'Our report holds exceptions, and says what we did.',
    'Our internal audit found no issues.',
  ])
    assert.equal(refused(text, { hasReport: true }), false, text);
});

test('a firm is named where it agreed and nowhere else, however its name is written', () => {
  const ground = { hasReport: true, hasFirm: true, unnamed: ['Quimby & Partners, LLP', 'Summit CPAs, P.C.'] };
  for (const text of [
    'Quimby & Partners LLP',
    'Ask quimby and partners.',
    'Examined by **Quimby & Partners**.',
    'Our report is by Quimby.',
    'Summit’s opinion stands in the report.',
    'It is SUMMIT.',
  ]) {
    assert.match(claimsIn('overview', text, ground)[0]?.because ?? '', /names the CPA firm/, text);
    assert.equal(refused(text, { hasReport: true }), false, text);
  }
  for (const text of [
    'We looked from the summit.',
    'Partners connect by an interface.',
    'Ms. Quimby leads our people.',
  ])
    assert.equal(refused(text, ground), false, text);
  const certificate = TrustContent.parse({ v: 1, certifications: [{ name: 'ISO 27001', by: 'Quimby & Partners' }] });
  assert.deepEqual(problemsOf(certificate, { ...GROUND, ...ground }), [], 'what else it issues is another matter');
});

test('each finding says where it stands, why, and what to write instead', () => {
  const [claim] = claimsIn('faq.3', 'All is well. We are SOC 2 certified. Ask us.', NO_REPORT);
  assert.equal(claim?.where, 'faq.3');
  assert.equal(claim?.found, 'SOC 2 certified');
  assert.match(claim?.because ?? '', /Nobody is certified/);
  assert.match(claim?.instead ?? '', /Name the report/);
});

const CLAIM = 'We are SOC 2 certified';

/** Every place of a schema in which a text may stand, with an example of everything around it. */
function* textsOf(schema: z.ZodType, where: string): Generator<string> {
  const def = schema.def as unknown as Readonly<Record<string, any>>; // oxlint-disable-line typescript/no-explicit-any -- zod describes itself so
  if (def['type'] === 'object')
    for (const [name, member] of Object.entries(def['shape'] as Readonly<Record<string, z.ZodType>>))
      yield* textsOf(member, where === '' ? name : `${where}.${name}`);
  else if (def['type'] === 'array') yield* textsOf(def['element'], `${where}.0`);
  else if (def['type'] === 'union')
    yield* new Set((def['options'] as z.ZodType[]).flatMap((each) => [...textsOf(each, where)]));
  else if (def['innerType'] !== undefined) yield* textsOf(def['innerType'], where);
  else if (['string', 'enum', 'literal'].includes(String(def['type']))) yield where;
}

const WHOLE = {
  v: 1,
  controls: ['backups'],
  faq: [{ topic: 'data', question: 'Where is it?', answer: 'In Ireland.', controls: ['backups'] }],
  subprocessors: {
    list: [{ name: 'Nimbus', role: 'Hosting' }],
    changes: [{ name: 'Nimbus', from: '2027-01-01' }],
  },
  certifications: [{ name: 'ISO 27001', by: 'TÜV' }],
  policies: [{ title: 'Privacy notice' }],
  updates: [{ id: 'one', day: '2026-01-01', title: 'News', text: 'All of it.' }],
};

/** A content with a text in one of its places; undefined: the place does not take it. */
function contentWith(where: string, text: string): TrustContent | undefined {
  const content: Record<string, unknown> = structuredClone(TrustContent.parse(WHOLE));
  const names = where.split('.');
  let at: Record<string, unknown> = content;
  for (const name of names.slice(0, -1)) at = at[name] as Record<string, unknown>;
  at[names.at(-1) ?? ''] = text;
  return TrustContent.safeParse(content).data;
}

const GROUND = { hasReport: false, before: null, today: 0, noticeDays: null, organization: 'Acme Inc' };
const claimsOf = (content: TrustContent) =>
  problemsOf(content, GROUND).filter(({ found }) => found.includes('certified'));

test('whatever text may be typed for the page is looked at, a field that comes later as well', () => {
  const places = [...new Set(textsOf(TrustContent, ''))];
  assert.ok(places.length > 45, String(places.length));
  const [taken, not] = [[] as string[], [] as string[]];
  for (const where of places) {
    const content = contentWith(where, where === 'look.mark' ? `<svg><text>${CLAIM}</text></svg>` : CLAIM);
    if (content === undefined || where === 'v') continue; // no sentence can stand there
    const found = claimsOf(content).filter((each) => each.where === where);
    (found.length > 0 ? taken : not).push(where);
  }
  assert.ok(taken.length >= 29, taken.join(' '));
  const nameless = taken.filter((where) => /\w\.\w|^[a-z]/.test(trustPlace(where, TrustContent.parse(WHOLE))));
  assert.deepEqual(nameless, [], 'each place is called as the editor calls it');
  // Ids of controls: one that no control has is not shown, and what a control says is looked at when it is.
  assert.deepEqual(not, ['controls.0', 'faq.0.controls.0']);
});

test('a question may be asked where the answer is no, and is a claim where it is yes, or takes it for granted', () => {
  const problems = (question: string, answer: string): number =>
    claimsOf(TrustContent.parse({ v: 1, faq: [{ topic: 'governance', question, answer }] })).length;
  assert.equal(problems('Are you SOC 2 certified?', 'No. Nobody is: SOC 2 ends in a report.'), 0);
  assert.equal(problems('Are you SOC 2 certified?', 'SOC 2 certifies nobody. There will be a report.'), 0);
  const all = (question: string, answer: string): number =>
    problemsOf(TrustContent.parse({ v: 1, faq: [{ topic: 'governance', question, answer }] }), GROUND).length;
  assert.equal(all('Do you have a SOC 2 Type II report?', 'We are preparing for one.'), 0);
  assert.equal(all('Do you have SOC 2?', 'Not yet.'), 0);
  assert.equal(all('How far are you with SOC 2?', 'The top of this page says it.'), 0);
  assert.ok(all('Do you have SOC 2?', 'Yes.') > 0);
  assert.ok(all('Do you have SOC 2?', 'We are preparing for many things. Yes: SOC 2 Type II.') > 0);
  for (const [question, answer] of [
    ['Are you SOC 2 certified?', 'Yes, since 2024.'],
    ['Are you SOC 2 certified?', 'Of course. No doubt.'],
    ['Why are you SOC 2 certified?', 'No reason.'],
    ['Did you know that we are SOC 2 certified?', 'No.'],
    ['We are SOC 2 certified. Is that not good?', 'No.'],
    ['SOC 2 certified?', 'No.'],
  ] as const)
    assert.equal(problems(question, answer), 1, question);
});

test('what a name, a certificate and a document say is looked at, too', () => {
  const organization = 'Acme, SOC 2 certified';
  assert.equal(problemsOf(TrustContent.parse({ v: 1 }), { ...GROUND, organization })[0]?.where, 'look.name');
  const certificate = (name: string, by: string) =>
    problemsOf(TrustContent.parse({ v: 1, certifications: [{ name, by }] }), GROUND).length;
  assert.equal(certificate('Certified B Corporation', 'B Lab'), 0);
  assert.ok(certificate('SOC 2 certified', 'an auditor') > 0);
  assert.ok(certificate('GDPR compliant', 'ourselves') > 0);
});
