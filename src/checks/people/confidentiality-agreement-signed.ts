import { z } from 'zod';
import { earliestOf, type Moment, momentOf, onDay } from '#/core/time/moment.ts';
import type { Verdict } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { eitherWay } from '#/checks/deadline.ts';
import { acknowledgementsOf } from './acknowledgement.ts';
import { OF_THE_PERSON } from './employment.ts';
import { ACCESS, doneBeforeAccess } from './first-access.ts';
import { ofThisEmployment } from './joining.ts';

const berlin = (day: string) => onDay(day, 'Europe/Berlin');
const joined = { employee: '1', startedOn: berlin('2026-03-02') } as const;
const never = { ...joined, agreementSignedOn: null } as const;
const signed = (when: string) => ({ ...joined, agreementSignedOn: momentOf(when) });
const clicked = (when: string) => ({ kind: 'confidentiality-agreement', acknowledgedAt: momentOf(when) }) as const;
const accounts = [{ kind: 'person', createdAt: momentOf('2026-03-02T08:00:00Z') }] as const;

export default defineCheck({
  id: 'people.confidentiality-agreement-signed',
  version: 2,
  title: 'A confidentiality agreement is signed before access is given',
  prose:
    'A duty of confidence is owed from the first look at a secret. Access begins with the first account that the person uses alone, or the first grant; where a source does not say when an account was made, a signature by the first day is taken to be in time. The date of the HR system and a signature recorded elsewhere count alike, the earlier first. What the agreement says, and who signed for the company, is not seen.',
  controls: ['employee-confidentiality-agreements'],
  terms: {
    'employee-confidentiality-agreements': [
      'confidentiality|confidential|non-disclosure|nda|secrecy',
      'sign|execut|conclud|agree',
      'before|prior to|until|ahead of|without',
      'access',
    ],
  },
  sentence: () => 'Each employee and contractor signs a confidentiality agreement before their first access begins.',
  parameters: z.strictObject({}),
  population: 'person',
  reads: ['employee', 'startedOn', 'endedOn', 'agreementSignedOn'],
  anchor: 'startedOn',
  companions: {
    ...ACCESS,
    signatures: companion('acknowledgement', ['kind', 'acknowledgedAt'], { ...OF_THE_PERSON, bounded: true }),
  },
  judge(employment, { asOf, companions }) {
    const { startedOn, agreementSignedOn } = employment;
    const judged = (done: Moment | null | undefined): Verdict =>
      doneBeforeAccess(
        { what: 'the confidentiality agreement', done, startedOn, asOf, population: 'acknowledgement' },
        companions,
      );
    const verdict = judged(agreementSignedOn);
    if (verdict.outcome === 'pass') return verdict;
    const all = acknowledgementsOf('confidentiality-agreement', companions.signatures);
    const own = ofThisEmployment(all, employment, () => companions.employments);
    const signedOn = (counts: readonly (boolean | undefined)[]): Moment | null | undefined => {
      const dates = own.filter(({ wanted }) => counts.includes(wanted)).map(({ at }) => at);
      return earliestOf(agreementSignedOn ? [...dates, agreementSignedOn] : dates) ?? agreementSignedOn;
    };
    const known = judged(signedOn([true]));
    if (known.outcome !== 'deviation') return known;
    const atBest = judged(signedOn([true, undefined]));
    return eitherWay(known, atBest, 'the source does not say whether what was signed in time was the agreement');
  },
  examples: [
    {
      name: 'signed at the instant at which the first account was made',
      item: signed('2026-03-02T08:00:00Z'),
      companions: { accounts },
      expect: 'pass',
    },
    {
      name: 'signed a millisecond after the first account was made',
      item: signed('2026-03-02T08:00:00.001Z'),
      companions: { accounts },
      expect: 'deviation',
    },
    {
      name: 'signed a week after the first day, and before any access',
      item: signed('2026-03-09T08:00:00Z'),
      companions: { accounts: [{ kind: 'person', createdAt: momentOf('2026-03-10T08:00:00Z') }] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'entered late in the HR system, and signed before access elsewhere',
      item: signed('2026-03-20T08:00:00Z'),
      companions: { accounts, signatures: [clicked('2026-02-27T08:00:00Z')] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'no date in the HR system, and signed late elsewhere',
      item: joined,
      companions: { accounts, signatures: [clicked('2026-03-03T08:00:00Z')] },
      expect: 'deviation',
    },
    {
      name: 'signed only during an earlier employment',
      item: never,
      companions: {
        accounts,
        signatures: [clicked('2020-01-01T08:00:00Z')],
        employments: [joined, { startedOn: berlin('2020-01-01'), endedOn: berlin('2024-12-31') }],
      },
      expect: 'deviation',
    },
    {
      name: 'signed a document of unsaid kind before access',
      item: never,
      companions: { accounts, signatures: [{ ...clicked('2026-02-27T08:00:00Z'), kind: undefined }] },
      expect: 'unknown',
    },
    { name: 'not signed, and given access', item: never, companions: { accounts }, expect: 'deviation' },
    {
      name: 'not signed, as far as a list tells that ends before access was given',
      item: never,
      companions: { accounts },
      unread: { signatures: ['2026-03-02T08:00:00Z', '2027-01-01T00:00:00Z'] },
      trap: true,
      expect: 'unknown',
    },
    {
      name: 'not signed, as far as a list tells that ends with the instant at which access was given',
      item: never,
      companions: { accounts },
      unread: { signatures: ['2026-03-02T08:00:00.001Z', '2027-01-01T00:00:00Z'] },
      expect: 'deviation',
    },
    { name: 'not signed, and without access so far', item: never, expect: 'pending' },
    {
      name: 'signed on the first day, the account without a date',
      item: { ...joined, agreementSignedOn: berlin('2026-03-02') },
      companions: { accounts: [{ kind: 'person' }] },
      expect: 'pass',
    },
    {
      name: 'signed after the first day, the account without a date',
      item: signed('2026-03-03T08:00:00Z'),
      companions: { accounts: [{ kind: 'person' }] },
      expect: 'unknown',
    },
    { name: 'no source tells signatures', item: joined, companions: { accounts }, expect: 'unknown' },
  ],
});
