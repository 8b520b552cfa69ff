import { z } from 'zod';
import { bot, person, UNNAMED, unresolved } from '#/core/actor.ts';
import { at, momentOf } from '#/core/time/moment.ts';
import { defineCheck } from '#/checks/check.ts';
import { approvedGrant } from './grant.ts';

const ADA = person('employee:1');
const ZED = unresolved('okta:zed');
const noon = momentOf('2026-03-03T12:00:00Z');
const approval = { by: person('employee:2'), at: noon };
const granted = { person: ADA, grantedAt: noon, approvals: [approval] } as const;

export default defineCheck({
  id: 'access.grant-approved',
  version: 1,
  title: 'Access is approved by another person before it is given',
  prose:
    'Whoever wants access should not be the one who decides on it. An approval counts when a known person other than the receiver gave it before the access began. Whether the approver was the manager or the owner of the system, and whether the role fits, is not seen.',
  controls: ['access-provisioning'],
  terms: {
    'access-provisioning': [
      'access|account',
      'approval|approv|authoriz',
      'only after|after|before|prior to|until|without',
    ],
  },
  sentence: () =>
    'Each grant of access is approved, by a person other than the one who receives it, before the access begins.',
  parameters: z.strictObject({}),
  population: 'access-grant',
  reads: ['person', 'approvals', 'grantedAt'],
  anchor: 'grantedAt',
  companions: {},
  judge: (grant) => approvedGrant(grant),
  examples: [
    { name: 'approved at the instant at which the access began', item: granted, expect: 'pass' },
    {
      name: 'approved a millisecond later',
      item: { ...granted, approvals: [{ ...approval, at: at(noon.latest + 1) }] },
      expect: 'deviation',
    },
    { name: 'approved by nobody', item: { ...granted, approvals: [] }, expect: 'deviation' },
    {
      name: 'approved by the one who receives it',
      item: { ...granted, approvals: [{ ...approval, by: ADA }] },
      expect: 'deviation',
    },
    {
      name: 'approved by the one who receives it and by another',
      item: { ...granted, approvals: [{ ...approval, by: ADA }, approval] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'approved by a machine',
      item: { ...granted, approvals: [{ ...approval, by: bot('bot:flow') }] },
      expect: 'deviation',
    },
    {
      name: 'given to a machine',
      item: { ...granted, person: bot('bot:ci') },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'approved by somebody unknown',
      item: { ...granted, approvals: [{ ...approval, by: ZED }] },
      expect: 'unknown',
    },
    {
      name: 'approved by somebody unknown, too late',
      item: { ...granted, approvals: [{ by: ZED, at: at(noon.latest + 1) }] },
      expect: 'deviation',
    },
    { name: 'given to somebody unknown', item: { ...granted, person: ZED }, expect: 'unknown' },
    { name: 'given to nobody named', item: { ...granted, person: UNNAMED }, expect: 'unknown' },
    {
      name: 'asked for and approved by one unknown login',
      item: { ...granted, person: ZED, approvals: [{ ...approval, by: ZED }] },
      expect: 'deviation',
    },
    {
      name: 'approved some time that day',
      item: { ...granted, approvals: [{ ...approval, at: momentOf('2026-03-03[Europe/Berlin]') }] },
      expect: 'unknown',
    },
    {
      name: 'approved, and nobody wrote down when',
      item: { ...granted, approvals: [{ ...approval, at: undefined }] },
      expect: 'unknown',
    },
    { name: 'the source does not tell approvals', item: { ...granted, approvals: undefined }, expect: 'unknown' },
  ],
});
