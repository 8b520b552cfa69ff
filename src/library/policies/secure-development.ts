import { definePolicy } from './policy.ts';

export const secureDevelopment = definePolicy({
  id: 'secure-development',
  title: 'Secure development policy',
  purpose: 'How software is designed, written, tested, released and kept free of known holes.',
  ownerFunction: 'engineering',
  shows: ['sdlc-policy', 'secure-design-review', 'vulnerability-remediation'],
  body: `
## Why we have this policy

Security is cheapest while something is being made. This policy goes with {products} from the idea to the end of its life. How a change reaches production is in the change management policy; this one says how it becomes worth releasing. Engineering answers for it: {engineering}.

## Design

- [secure-design-review] A new component, a new flow of confidential data, a new way to sign in or a new outside service is looked at for security, resilience and privacy before it is built. The review is a page: what could be abused, what stops it, what remains, who looked.
- [privacy-impact-assessment] Where personal data is used in a new way, its effect on people is assessed before.
- Take the least: the fewest rights, the least data, the shortest time.
- [tenant-isolation] Data of customers is kept apart by construction, and tests try to cross the line.

## Writing

- [input-validation] What comes from outside is checked for form, completeness and right before it is used.
- Use the platform’s proven means for sign-in, sessions, encryption and access to data; write none of these yourself.
- [secrets-management] No secret is in the code, and a scanner looks for those that slip in.
- [hardening-baselines] Systems are built from approved templates, which are gone through {hardening-baselines.frequency}.
- Code that a machine wrote is reviewed and tested like any other; whoever commits it answers for it.
- [role-based-security-training] Developers and administrators are trained for what they do {role-based-security-training.frequency}.

## Testing and release

- [change-peer-review] Somebody else reads each change; they look for security as well as for faults.
- [change-testing] Tests run on each change, and a failure stops the release.
- [dependency-image-scanning] Dependencies, images and code are scanned in the pipeline for known holes and malicious packages.
- [environment-separation] Tests use made-up data.

## Holes that are known

- [vulnerability-scanning] The service and what it runs on are scanned {vulnerability-scanning.frequency} and after large changes.
- [vulnerability-remediation] Each hole gets a severity and is closed within these times from the day it was detected: {vulnerability-remediation.days}. The clock starts at detection, not when a ticket is written.
- [vulnerability-remediation] What cannot be closed in time is accepted by {security} in writing, with the reason, what protects us meanwhile, and a date.
- [external-reporting-channels] Outsiders can report a hole by a published way; each report is acknowledged and tracked.

## Keeping the policy alive

- [sdlc-policy] This policy is reviewed {sdlc-policy.frequency}.
`,
});
