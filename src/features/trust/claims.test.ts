import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimsIn } from './claims.ts';

const NO_REPORT = { hasReport: false };
const refused = (text: string, ground = NO_REPORT): boolean => claimsIn('overview', text, ground).length > 0;

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

test('what kind of opinion a report has is told only where it is unqualified and its firm agreed, and nobody passes', () => {
  for (const text of ['We have an unqualified opinion.', 'The report of our auditors is a clean report.']) {
    assert.equal(refused(text, { hasReport: true }), true, text);
    assert.equal(claimsIn('overview', text, { hasReport: true, isUnqualified: true }).length, 0, text);
  }
  assert.equal(claimsIn('overview', 'We passed our audit.', { hasReport: true, isUnqualified: true }).length, 1);
});

test('each finding says where it stands, why, and what to write instead', () => {
  const [claim] = claimsIn('faq.3', 'All is well. We are SOC 2 certified. Ask us.', NO_REPORT);
  assert.equal(claim?.where, 'faq.3');
  assert.equal(claim?.found, 'SOC 2 certified');
  assert.match(claim?.because ?? '', /Nobody is certified/);
  assert.match(claim?.instead ?? '', /Name the report/);
});
