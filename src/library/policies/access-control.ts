import { definePolicy } from './policy.ts';

export const accessControl = definePolicy({
  id: 'access-control',
  title: 'Access control policy',
  purpose: 'Who gets into what, who says so, how it is looked at again, and when it ends.',
  ownerFunction: 'security',
  shows: [
    'access-provisioning',
    'access-transfers',
    'access-termination',
    'access-review-quarterly',
    'authentication-standards',
  ],
  body: `
## Why we have this policy

A person should reach what their work needs, and nothing else. This policy says how access at {company} begins, changes and ends, so that each account can be explained at any time. It holds for all systems through which {products} or customer data can be reached, for people and for machines.

## Rules for every account

- [authentication-standards] Each person has an account of their own. Accounts and passwords are never shared; an account of a machine has a named person who answers for it.
- [authentication-standards] Passwords have at least twelve characters, are kept in a password manager, and are used in one place only. After repeated failures an account is locked for a while, by configuration.
- [mfa-enforced] A second factor is required for the identity provider, cloud consoles, source code and production.
- [central-identity-sso] Where a system can do it, people enter through single sign-on.
- [secrets-management] Credentials of systems live in a managed store, never in source code; they are replaced when they leak and when somebody who knew them leaves.

## How access begins

- [access-provisioning] The person, or their manager, asks in writing: for whom, to what, which role, and why.
- [access-provisioning] The manager or the owner of the system approves it before it is given; nobody approves their own.
- [where small company] [access-provisioning] In a company so small that there is nobody else, leadership approves: {leadership}.
- [access-provisioning] It is given as approved and no wider, and the request is kept.
- [privileged-access] Administrative access to production, identity, source code and databases is given by role, to as few people as the work allows, and each holder is approved by name.
- [production-data-access] Customer data in production is opened only for a documented need, and each access is logged.
- [background-checks] Access to production or customer data waits until the background check is complete, as far as local law allows one.

## How access changes

- [access-transfers] When somebody takes another role, their access is compared with the new one and adjusted within {access-transfers.businessDays}. What the old role needed ends.

## How access ends

- [access-termination] As soon as a departure is known, {hr} writes down the person, the last day, and whether it is involuntary; {operations} ends the access by that.
- [access-termination] All access is disabled within {access-termination.businessDays} of the last day, and within {access-termination.involuntaryHours} where the departure is involuntary. A checklist names every system, and who closed it when.
- [device-return] Devices, badges and tokens come back, or are wiped from afar, within {device-return.days}; the return is recorded.
- [vendor-offboarding] Access of a vendor ends with the contract.

## How access is looked at again

- [access-review-quarterly] The owner of each system in scope reviews its accounts, privileged ones included, {access-review-quarterly.months}. They work from a list taken from the system itself, and decide for each account: keep, change or end.
- [access-review-quarterly] What is to end ends within {access-review-quarterly.revocationBusinessDays}. Nobody reviews their own account alone.
- [access-review-quarterly] The list, the decisions, the reviewer and the day are kept.
`,
});
