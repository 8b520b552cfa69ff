import { definePolicy } from './policy.ts';

export const informationSecurity = definePolicy({
  id: 'information-security',
  title: 'Information security policy',
  purpose: 'The rules that stand above all others: who answers for security, how risk is judged, what everybody does.',
  ownerFunction: 'security',
  shows: [
    'policy-annual-review',
    'policy-exception-management',
    'disciplinary-process',
    'security-training-onboarding',
  ],
  body: `
## Why we have this policy

Customers of {company} trust us with their data and rely on {products}. This policy says how we earn that trust every day. The policies on access, changes, incidents, vendors, continuity, data, acceptable use, conduct and secure development say more about their own subjects, and stand under this one.

## Whom it binds

Everybody who works for {company}, whether employed or under contract, and every system that holds our data or that of our customers. One person may hold several of the roles below.
[where small company] In a small company most people do.
What never falls together is doing a thing and approving it, unless the policy on that thing says what takes the place of a second person.

## Who answers for what

- Leadership decides what risk is acceptable, gives security the time and money it needs, and approves this policy: {leadership}.
- Security is one named person’s duty, with the right to stop what is unsafe: {security}.
- [security-roles-assigned] The duties of each role that supports security are written down and looked at again {security-roles-assigned.frequency}.
- [security-steering-meeting] Management meets {security-steering-meeting.frequency} about risks, incidents, findings, resources and how controls are kept; decisions and actions go into the minutes.
- Everybody else knows the rules that concern them, follows them, and speaks up when something looks wrong.

## How we judge risk

- [risk-assessment-annual] We assess risk {risk-assessment-annual.frequency}: what could go wrong, how likely it is, what it would cost, fraud and vendors and large changes included. Leadership approves the result.
- [risk-register-treatment] Each risk has an owner, a rating, an answer to it and a date in a register, which is gone through {risk-register-treatment.frequency}.
- [penetration-test] An independent tester tries to break into the service {penetration-test.frequency}; what is found is tracked until it is closed.
- [customer-commitments] What we promise customers is kept in approved agreements and terms and read again {customer-commitments.frequency}, so that the controls serve the promises.

## What everybody learns

- [security-training-onboarding] Whoever is new completes security and privacy training within {security-training-onboarding.days} of the first day.
- [security-training-annual] Everybody completes it again at least once every {security-training-annual.months}.
- [policy-acknowledgement] Everybody acknowledges the policies when they join and after each yearly revision; the acknowledgement is recorded with its date.

## How policies live

- [policy-annual-review] Each policy has one owner, who reviews it {policy-annual-review.frequency}; a person other than its author approves it, or its owner does. Version, approval and the next review are recorded.
- [policy-exception-management] Whoever cannot keep a rule asks for an exception before breaking it, from {security}. The request says which rule, why, what protects us meanwhile, and until when. No exception is without an end.
- [disciplinary-process] Whoever breaks a rule is heard first. What follows fits what was done and whether it was meant: a conversation, further training, less access, a written warning, or the end of the contract. {company} keeps a record of the decision.

## Speaking up

Report anything that looks like a weakness or an incident to {security} at once. Nobody is punished for an honest report, one’s own mistake included.
`,
});
