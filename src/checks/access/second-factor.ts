import { z } from 'zod';
import { type Actor, bot, person } from '#/core/actor.ts';
import type { Item } from '#/core/populations/index.ts';
import { notApplicable, unknown } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { required } from '#/checks/requirement.ts';
import { ifActive } from './account.ts';

const account = { status: 'active', kind: 'person', owner: person('employee:1'), password: true } as const;
const root = { status: 'active', kind: 'service', privileged: true, password: true } as const;

export default defineCheck({
  id: 'access.second-factor',
  version: 1,
  title: 'An account that a person signs in to requires a second factor',
  prose:
    'Passwords leak; a second factor makes that a nuisance and not a breach. Every account counts that can be used, unless no password opens it, so that people come in through another account, or only a machine uses it. A machine account that administers the system counts all the same where a password opens it, as that of a root user does.',
  controls: ['mfa-enforced'],
  terms: {
    'mfa-enforced': [
      'multi-factor|multifactor|mfa|second factor|two-factor|two factor|2fa|passkey',
      'all|every|each|any',
    ],
  },
  sentence: () =>
    'Each active account that a password opens requires a second factor; of service accounts, those that can administer the system.',
  parameters: z.strictObject({}),
  population: 'account',
  reads: ['owner', 'kind', 'status', 'password', 'mfa', 'privileged'],
  anchor: 'validity',
  companions: {},
  judge({ owner, kind, status, password, mfa, privileged }) {
    if (status === 'disabled') return notApplicable('it is disabled');
    if (password === false) return notApplicable('no password opens it');
    if (isMachine(kind, owner) && privileged !== true) return notApplicable('only a machine uses it');
    if (isMachine(kind, owner) && password === undefined && mfa !== true)
      return unknown('the source does not say whether a password opens it');
    return ifActive(
      status,
      required(mfa, 'it requires no second factor', 'the source does not say whether it requires a second factor'),
    );
  },
  examples: [
    { name: 'required', item: { ...account, mfa: true }, expect: 'pass' },
    { name: 'not required', item: { ...account, mfa: false }, expect: 'deviation' },
    { name: 'the source does not tell factors', item: account, expect: 'unknown' },
    {
      name: 'not required, and nobody says whether a password opens it',
      item: { ...account, password: undefined, mfa: false },
      expect: 'deviation',
    },
    {
      name: 'not required, and nobody says what kind of account it is',
      item: { ...account, kind: undefined, mfa: false },
      expect: 'deviation',
    },
    {
      name: 'not required, and nobody says whether it can be used',
      item: { ...account, status: undefined, mfa: false },
      expect: 'unknown',
    },
    {
      name: 'disabled without a factor',
      item: { ...account, status: 'disabled', mfa: false },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'opened through another account only',
      item: { ...account, password: false, mfa: false },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'a service account',
      item: { ...account, kind: 'service', mfa: false },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'of unsaid kind, and owned by a machine',
      item: { ...account, kind: undefined, owner: bot('bot:ci'), mfa: false },
      trap: true,
      expect: 'not-applicable',
    },
    { name: 'root, called a service account', item: { ...root, mfa: false }, expect: 'deviation' },
    { name: 'root with a factor', item: { ...root, mfa: true }, expect: 'pass' },
    {
      name: 'root, and nobody says whether a password opens it',
      item: { ...root, password: undefined, mfa: false },
      expect: 'unknown',
    },
    { name: 'a shared account', item: { ...account, kind: 'shared', mfa: false }, expect: 'deviation' },
  ],
});

const isMachine = (kind: Item<'account'>['kind'], owner: Actor): boolean =>
  kind === 'service' || (kind === undefined && owner.kind === 'bot');
