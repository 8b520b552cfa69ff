import { z } from 'zod';
import { person } from '#/core/actor.ts';
import { HOUR } from '#/core/time/instant.ts';
import { between, momentOf, onDay, plus } from '#/core/time/moment.ts';
import { notApplicable, pass, unknown } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { doneBy, worstOf } from '#/checks/deadline.ts';

const ADA = person('employee:1');
const left = {
  employee: '1',
  startedOn: onDay('2024-01-08', 'Europe/Berlin'),
  endedOn: onDay('2026-03-03', 'Europe/Berlin'),
  departure: 'voluntary',
} as const;
const fired = { ...left, departure: 'involuntary', endedOn: momentOf('2026-03-03T12:00:00Z') } as const;
const okta = {
  key: 'okta/ada',
  system: 'okta',
  owner: ADA,
  kind: 'person',
  status: 'disabled',
  reported: true,
} as const;
const disabled = (when: string) => [{ ...okta, disabledAt: momentOf(when) }];

export default defineCheck({
  id: 'people.leaver-access-removed',
  version: 1,
  title: "A leaver's accounts are disabled in time",
  prose:
    'An account that outlives its owner is the way back in that nobody watches. Every account of the person in every connected system counts; somebody who returns before the removal is due keeps their access.',
  controls: ['access-termination'],
  sentence: ({ businessDays, involuntaryHours }) =>
    `All accounts of a leaver are disabled within ${businessDays} business day(s) of their last day, or ${involuntaryHours} hours where the departure was involuntary.`,
  parameters: z.strictObject({ businessDays: z.int().min(0), involuntaryHours: z.int().min(0) }),
  population: 'person',
  reads: ['employee', 'startedOn', 'endedOn', 'departure'],
  anchor: 'endedOn',
  companions: {
    accounts: companion('account', ['system', 'owner', 'kind', 'status', 'disabledAt'], {
      by: 'owner',
      of: (leaver: { readonly employee: string }) => person(`employee:${leaver.employee}`),
      back: 'employee',
    }),
    employments: companion('person', ['startedOn'], {
      by: 'employee',
      of: (leaver: { readonly employee: string }) => person(`employee:${leaver.employee}`),
      back: 'employee',
    }),
  },
  judge({ endedOn, departure }, { parameters, calendar, asOf, companions }) {
    if (endedOn === undefined) return unknown('the source does not say whether the person left');
    if (endedOn === null || endedOn.earliest > asOf)
      return notApplicable('has not left', endedOn === null ? undefined : endedOn.earliest);
    const inHours = plus(endedOn, parameters.involuntaryHours * HOUR);
    const inDays = calendar.endOfBusinessDay(endedOn, parameters.businessDays);
    const unsaid = between(
      Math.min(inHours.earliest, inDays.earliest),
      Math.max(inHours.latest, inDays.latest),
    );
    const deadline = departure === 'involuntary' ? inHours : departure === 'voluntary' ? inDays : unsaid;
    if (
      companions.employments.some(
        ({ startedOn }) => startedOn.earliest >= endedOn.earliest && startedOn.latest <= deadline.earliest,
      )
    ) {
      return notApplicable('returned before the removal was due');
    }
    const verdicts = companions.accounts
      .filter(({ kind }) => kind !== 'service')
      .map(({ system, status, disabledAt }) =>
        doneBy({
          what: `the removal of access to ${system}`,
          done:
            status === undefined
              ? undefined
              : status === 'active' && disabledAt === undefined
                ? null
                : disabledAt,
          deadline,
          asOf,
        }),
      );
    return worstOf(verdicts) ?? pass();
  },
  examples: [
    {
      name: 'disabled on the next business day',
      item: left,
      companions: { accounts: disabled('2026-03-04T22:59:59.999Z') },
      parameters: { businessDays: 1, involuntaryHours: 24 },
      expect: 'pass',
    },
    {
      name: 'disabled a millisecond later',
      item: left,
      companions: { accounts: disabled('2026-03-04T23:00:00Z') },
      parameters: { businessDays: 1, involuntaryHours: 24 },
      expect: 'deviation',
    },
    {
      name: 'involuntary, disabled after exactly 24 hours',
      item: fired,
      companions: { accounts: disabled('2026-03-04T12:00:00Z') },
      parameters: { businessDays: 1, involuntaryHours: 24 },
      expect: 'pass',
    },
  ],
});
