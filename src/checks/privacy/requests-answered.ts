import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import { type Moment, momentOf, notAfter, onDay } from '#/core/time/moment.ts';
import { deviation, notApplicable, pass, unknown, type Verdict } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { doneBy, isBefore, worstOf } from '#/checks/deadline.ts';
import { noLimit, orTargetTime, required } from '#/checks/requirement.ts';

type Request = Pick<Item<'data-subject-request'>, 'identityVerifiedAt' | 'answer' | 'denialExplained'>;

const received = {
  receivedAt: momentOf('2026-03-03T12:00:00Z'),
  identityVerifiedAt: momentOf('2026-03-05T12:00:00Z'),
} as const;
const fulfilled = {
  ...received,
  answer: 'fulfilled',
  answeredAt: momentOf('2026-04-02T21:59:59.999Z'),
} as const;
const denied = { ...fulfilled, answer: 'denied', denialExplained: true } as const;
const waiting = { ...received, answer: null, answeredAt: null } as const;
const parameters = { days: 30 };

export default defineCheck({
  id: 'privacy.requests-answered',
  version: 2,
  title: 'A data subject request is answered in time, to the right person, with reasons',
  prose:
    'An answer to the wrong person is a breach, and one without a reason is a complaint. A denial needs its reason but no verified identity, since not knowing who asks may be that reason. Which laws apply, and whether an answer was complete, is not seen.',
  controls: ['data-subject-requests'],
  terms: {
    'data-subject-requests': [
      'requests|request',
      'identity|identit|verif',
      'answers|answer|respon|fulfil|repl',
      'denials|denial|denies|refus|reject',
    ],
  },
  sentence: ({ days }) =>
    `Each data subject request is answered within ${orTargetTime(days, 'day')}, after the identity of the person was verified, or denied with an explanation.`,
  parameters: z.strictObject({ days: z.int().min(0).nullable() }),
  population: 'data-subject-request',
  reads: ['receivedAt', 'identityVerifiedAt', 'answeredAt', 'answer', 'denialExplained'],
  anchor: 'receivedAt',
  companions: {},
  judge(request, { parameters: { days }, calendar, asOf }) {
    const { receivedAt, answeredAt, answer } = request;
    const inTime =
      days === null
        ? noLimit('an answer')
        : doneBy({
            what: 'its answer',
            done: answeredAt,
            deadline: calendar.endOfDay(receivedAt, days),
            asOf,
            since: receivedAt,
          });
    if (answer === 'withdrawn') return withdrawn(inTime, answeredAt);
    if (!answeredAt || isBefore(answeredAt, receivedAt)) return inTime;
    if (answeredAt.earliest > asOf) return { ...inTime, until: Math.min(inTime.until, answeredAt.earliest) };
    return worstOf([inTime, rightly(request, answeredAt)]) ?? inTime;
  },
  examples: [
    { name: 'fulfilled in the last millisecond of the last day', item: fulfilled, parameters, expect: 'pass' },
    {
      name: 'fulfilled a millisecond later',
      item: { ...fulfilled, answeredAt: momentOf('2026-04-02T22:00:00Z') },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'answered a millisecond before it was received',
      item: { ...fulfilled, answeredAt: momentOf('2026-03-03T11:59:59.999Z') },
      parameters,
      expect: 'unknown',
    },
    {
      name: 'waiting on the last day',
      item: waiting,
      parameters,
      asOf: '2026-04-02T21:59:59.999Z',
      expect: 'pending',
    },
    {
      name: 'waiting on the day after',
      item: waiting,
      parameters,
      asOf: '2026-04-02T22:00:00Z',
      expect: 'deviation',
    },
    {
      name: 'fulfilled without knowing who asks',
      item: { ...fulfilled, identityVerifiedAt: null },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'fulfilled before it was known who asks',
      item: { ...fulfilled, identityVerifiedAt: momentOf('2026-04-02T22:00:00Z') },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'fulfilled without knowing who asks, where the control states no time',
      item: { ...fulfilled, identityVerifiedAt: null },
      expect: 'deviation',
    },
    {
      name: 'verified and fulfilled on one day, whose hours are not said',
      item: {
        ...fulfilled,
        identityVerifiedAt: onDay('2026-03-05', 'Europe/Berlin'),
        answeredAt: onDay('2026-03-05', 'Europe/Berlin'),
      },
      parameters,
      expect: 'unknown',
    },
    {
      name: 'whether it was known who asks is not said',
      item: { ...fulfilled, identityVerifiedAt: undefined },
      parameters,
      expect: 'unknown',
    },
    {
      name: 'denied with a reason, to somebody unknown',
      item: { ...denied, identityVerifiedAt: null },
      parameters,
      trap: true,
      expect: 'pass',
    },
    {
      name: 'denied without a reason',
      item: { ...denied, denialExplained: false },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'denied, and whether with a reason is not said',
      item: { ...denied, denialExplained: undefined },
      parameters,
      expect: 'unknown',
    },
    {
      name: 'how it was answered is not said',
      item: { ...fulfilled, answer: undefined },
      parameters,
      expect: 'unknown',
    },
    { name: 'answered, where the control states no time', item: fulfilled, expect: 'unknown' },
    {
      name: 'withdrawn by the person in the last millisecond of the last day',
      item: { ...fulfilled, answer: 'withdrawn', identityVerifiedAt: null },
      parameters,
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'withdrawn by the person a millisecond later',
      item: { ...waiting, answer: 'withdrawn', answeredAt: momentOf('2026-04-02T22:00:00Z') },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'withdrawn by the person nobody knows when',
      item: { ...waiting, answer: 'withdrawn' },
      parameters,
      expect: 'unknown',
    },
  ],
});

/** Somebody who gives up waiting has not been answered in time. */
function withdrawn(inTime: Verdict, withdrawnAt: Moment | null | undefined): Verdict {
  if (!withdrawnAt) return unknown('the source does not say when the person withdrew it');
  if (inTime.outcome === 'pass') return notApplicable('the person withdrew it in time');
  return inTime.outcome === 'deviation' ? deviation('the person withdrew it after its answer was due') : inTime;
}

/** The verdict on an answer that was given, whenever it was. */
function rightly({ identityVerifiedAt, answer, denialExplained }: Request, answeredAt: Moment): Verdict {
  if (answer === 'denied')
    return required(
      denialExplained,
      'its denial was not explained',
      'the source does not say whether its denial was explained',
    );
  if (answer !== 'fulfilled') return unknown('the source does not say how it was answered');
  if (identityVerifiedAt === undefined) return unknown('the source does not say when it was clear who asks');
  const verified = identityVerifiedAt === null ? 'no' : notAfter(identityVerifiedAt, answeredAt);
  switch (verified) {
    case 'yes':
      return pass();
    case 'no':
      return deviation('it was fulfilled before it was clear who asks');
    case 'unclear':
      return unknown(
        'whether it was clear who asks before it was fulfilled depends on an hour that the source does not say',
      );
  }
}
