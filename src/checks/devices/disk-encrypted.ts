import { z } from 'zod';
import { pass } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { worstOf } from '#/checks/deadline.ts';
import { required } from '#/checks/requirement.ts';
import { among, where } from '#/checks/scope.ts';
import { managedVerdict, NOT_A_WORKSTATION, WORKSTATIONS } from './kind.ts';

const laptop = { kind: 'laptop', managed: true, diskEncrypted: true } as const;

export default defineCheck({
  id: 'devices.disk-encrypted',
  version: 1,
  title: 'The disk of a laptop or desktop is encrypted, under device management',
  prose:
    'A lost laptop is an incident only if somebody else can read it. The statement asks that device management enforces the encryption, so a computer that it does not reach is a deviation, whatever a list says of its disk. A computer that is in no list is not seen.',
  controls: ['endpoint-management'],
  terms: {
    'endpoint-management': ['laptops|laptop|endpoint|device|workstation|computer|desktop', 'disk encryption|encrypt'],
  },
  sentence: () => 'Each laptop and desktop is under device management, and its disk is encrypted.',
  parameters: z.strictObject({}),
  population: 'device',
  reads: ['kind', 'managed', 'diskEncrypted'],
  anchor: 'validity',
  companions: {},
  judge({ kind, managed, diskEncrypted }) {
    const verdicts = [
      required(diskEncrypted, 'its disk is not encrypted', 'the source does not say whether its disk is encrypted'),
      managedVerdict(managed),
    ];
    return where(among(kind, WORKSTATIONS), worstOf(verdicts) ?? pass(), NOT_A_WORKSTATION);
  },
  examples: [
    { name: 'a managed laptop with an encrypted disk', item: laptop, expect: 'pass' },
    {
      name: 'a managed laptop with an open disk',
      item: { ...laptop, diskEncrypted: false },
      expect: 'deviation',
    },
    {
      name: 'an unmanaged laptop that is said to be encrypted',
      item: { ...laptop, managed: false },
      expect: 'deviation',
    },
    { name: 'a desktop', item: { ...laptop, kind: 'desktop', diskEncrypted: false }, expect: 'deviation' },
    {
      name: 'the source does not say whether the disk is encrypted',
      item: { ...laptop, diskEncrypted: undefined },
      expect: 'unknown',
    },
    {
      name: 'the source does not say whether it is managed',
      item: { ...laptop, managed: undefined },
      expect: 'unknown',
    },
    {
      name: 'a phone',
      item: { kind: 'phone', managed: false, diskEncrypted: false },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'a server',
      item: { ...laptop, kind: 'server', diskEncrypted: false },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'of unsaid kind, with an open disk',
      item: { managed: true, diskEncrypted: false },
      expect: 'unknown',
    },
    {
      name: 'of unsaid kind, managed and encrypted',
      item: { managed: true, diskEncrypted: true },
      expect: 'pass',
    },
  ],
});
