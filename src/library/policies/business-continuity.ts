import { definePolicy } from './policy.ts';

export const businessContinuity = definePolicy({
  id: 'business-continuity',
  title: 'Business continuity policy and plan',
  purpose: 'How the company goes on when a place, a provider, a system or a person is missing.',
  ownerFunction: 'operations',
  shows: ['business-continuity-plan', 'backup-restore-test'],
  body: `
## Why we have this policy

Customers need {products} also on our bad days. This plan says what {company} does when something that it depends on is gone for longer than a short while.

## What comes first

- People are safe before anything is repaired.
- Customer data is kept before the service is brought back; a service that is down can be explained, data that is gone cannot.
- Then {products}, then our means to talk to customers and to each other, then everything else.
- [business-impact-analysis] The services that matter, what they depend on, how long each may be away and how much data may be lost are written down and looked at again {business-impact-analysis.frequency}.

## Who decides

Operations calls the plan into force and leads: {operations}. If they cannot be reached, leadership does: {leadership}. Each of the two knows how to reach everybody without our own systems.
[where small company] In a small company, name one more person, outside if need be, who can reach the accounts that everything hangs on.

## What we do when

- The office is gone: we work from elsewhere. Nothing that production needs stands in an office.
- A provider is gone: operations judges within an hour whether to wait or to move, and tells customers which.
- Production or its data is damaged: we stop what writes, restore from the last good backup into a clean place, compare, and open again.
- A key person is missing: each critical duty has a second person or written steps that an outsider could follow. Credentials for the last resort are sealed with leadership and their use is noticed.
- Money or people are short: leadership decides what pauses. Backups, monitoring and the end of access of leavers never pause.

## What is kept ready

- [backups] Production data is backed up {backups.frequency}, encrypted, and kept apart from the first site; a failure is noticed and corrected.
- [backup-restore-test] A restore is tried at least {backup-restore-test.months}: take the newest backup, restore it into an empty place, compare counts and a sample with the original, time it, record the result and who did it.
- [availability-monitoring] Uptime, errors and load are watched, and call whoever is on duty.
- [capacity-planning] Capacity is reviewed {capacity-planning.frequency}, before it runs out.
- [disaster-recovery-plan] The steps to recover each service, with their targets of time and data, are in the disaster recovery plan, reviewed {disaster-recovery-plan.frequency}.
- [disaster-recovery-test] It is tried {disaster-recovery-test.frequency}, compared with its targets, and improved.
- [cyber-insurance] Insurance against attacks and interruption is looked at {cyber-insurance.frequency}.

## Keeping the plan alive

- [business-continuity-plan] The plan is reviewed and approved {business-continuity-plan.frequency}, and after each time that it was needed.
`,
});
