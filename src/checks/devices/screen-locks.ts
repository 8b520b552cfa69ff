import { z } from 'zod';
import { pass } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { worstOf } from '#/checks/deadline.ts';
import { required } from '#/checks/requirement.ts';
import { among, where } from '#/checks/scope.ts';
import { managedVerdict, NOT_A_WORKSTATION, WORKSTATIONS } from './kind.ts';

const laptop = { kind: 'laptop', managed: true, screenLock: true } as const;

export default defineCheck({
  id: 'devices.screen-locks',
  version: 1,
  title: 'A laptop or desktop locks itself, under device management',
  prose:
    'An open session is a login that needs no password. The statement asks that device management enforces the lock, so a computer that it does not reach is a deviation. After how many minutes the screen locks is not seen.',
  controls: ['endpoint-management'],
  terms: {
    'endpoint-management': ['laptops|laptop|endpoint|device|workstation|computer|desktop', 'screen lock|lock'],
  },
  sentence: () => 'Each laptop and desktop is under device management, and locks itself.',
  parameters: z.strictObject({}),
  population: 'device',
  reads: ['kind', 'managed', 'screenLock'],
  anchor: 'validity',
  companions: {},
  judge({ kind, managed, screenLock }) {
    const verdicts = [
      required(screenLock, 'it does not lock itself', 'the source does not say whether it locks itself'),
      managedVerdict(managed),
    ];
    return where(among(kind, WORKSTATIONS), worstOf(verdicts) ?? pass(), NOT_A_WORKSTATION);
  },
  examples: [
    { name: 'a managed laptop that locks itself', item: laptop, expect: 'pass' },
    {
      name: 'a managed laptop that stays open',
      item: { ...laptop, screenLock: false },
      expect: 'deviation',
    },
    {
      name: 'an unmanaged laptop that is said to lock itself',
      item: { ...laptop, managed: false },
      expect: 'deviation',
    },
    {
      name: 'the source does not say whether it locks itself',
      item: { ...laptop, screenLock: undefined },
      expect: 'unknown',
    },
    {
      name: 'a phone that stays open',
      item: { ...laptop, kind: 'phone', screenLock: false },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'of unsaid kind, and stays open',
      item: { managed: true, screenLock: false },
      expect: 'unknown',
    },
  ],
});
