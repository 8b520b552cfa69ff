import { definePolicy } from './policy.ts';

export const incidentResponse = definePolicy({
  id: 'incident-response',
  title: 'Incident response policy and plan',
  purpose: 'What happens from the first suspicion to the lessons: roles, severity, steps, notices.',
  ownerFunction: 'security',
  shows: ['incident-response-plan', 'breach-notification'],
  body: `
## Why we have this policy

Something will go wrong. This plan is for that day: short enough to be read while it happens, and known before. An incident is anything that harms, or may harm, the confidentiality, integrity or availability of {products} or of data that we hold.

## Who does what

- Whoever notices something reports it at once, to {security}, by whatever way is fastest. A wrong alarm costs nothing.
- One person leads the incident. They decide, assign and keep the time; they do not repair. Until somebody else is named it is {security}.
- Engineers contain and repair: {engineering}.
- One person speaks to customers and the public, after leadership agreed to the words: {leadership}. Questions of law go to {legal}.
- [where small company] In a small company one person may lead and speak.
- Somebody else, within or outside, is called in when the one who leads is the one affected.

## How severe it is

- High: customer data was or may have been seen, changed or lost; or the service is down for many customers. Everybody needed stops what they do.
- Medium: a control failed or part of the service is impaired, and no customer data is known to be affected.
- Low: an attempt that failed, or a weakness that nobody used.

Severity is decided within the first hour, written down, and raised as soon as there is doubt.

## Steps

- [security-alert-triage] Notice: each alert is taken by a person within {security-alert-triage.hours}.
- [incident-handling] Record: each incident gets a record at once, with times, severity, impact, what was done by whom, and what was said to whom.
- Contain: stop the harm, keep the evidence. Logs and images are copied before a machine is rebuilt.
- Remove and recover: take out the cause, restore from what is known to be good, watch closely afterwards.
- [status-communication] Tell customers who are affected, through the status page or directly, within {status-communication.hours}.
- Close: the one who led says that it is over, and why.
- [post-incident-review] Learn: after a high incident the root cause is reviewed within {post-incident-review.businessDays}; actions get an owner and a date, and are tracked.

## When somebody must be told by law or contract

- [breach-notification] As soon as a breach of data is confirmed, legal decides with security who must be told, and by when: customers by their contracts, people and authorities by the law that holds for them. The decision is recorded, also where it is to tell nobody.
- [breach-notification] Where the GDPR binds us as a controller, the authority hears of it within 72 hours of our knowing; as a processor we tell the controller without undue delay. A contract may ask for less time.
- [privacy-incident-register] Each disclosure of personal data that was not allowed is recorded with its facts, its effects and what was done.

## Keeping the plan alive

- [incident-response-plan] The plan is reviewed {incident-response-plan.frequency} and can be reached by everybody, also while our own systems are down.
- [incident-tabletop] It is rehearsed {incident-tabletop.frequency}; what the rehearsal shows changes the plan.
`,
});
