import { definePolicy } from './policy.ts';

export const acceptableUse = definePolicy({
  id: 'acceptable-use',
  title: 'Acceptable use policy',
  purpose: 'What everybody does, and leaves, with devices, accounts and data. The one that all people read.',
  ownerFunction: 'operations',
  shows: [],
  body: `
## Why we have this policy

Most of security is what each of us does with a laptop on an ordinary day. These are the rules for everybody at {company}, on company devices and on private ones that are used for work.

## Devices

- [endpoint-management] Laptops are enrolled in device management. Encryption, screen lock and updates stay on.
- [endpoint-antimalware] Protection against malware stays on and up to date.
- [software-install-restriction] Software comes from approved sources. Ask operations for what is missing: {operations}.
- Lock the screen when you leave it. Do not let others use your device, at home included.
- A lost or stolen device is reported at once, at night and on holidays too. It is wiped from afar, and nobody is blamed for telling.
- A private phone may be used for mail, chat and the second factor if it is locked by a code and up to date; customer data is not stored on it.
- [device-return] When you leave us, everything comes back within {device-return.days}.

## Accounts

- Use your own account only, a password manager, and the second factor wherever there is one. Never approve a sign-in that you did not begin.
- Nobody at {company} will ever ask for your password. Report whoever does.
- Work belongs into company accounts. Do not forward it to private mail or drives.

## Data

- Know the three kinds of data: public, internal, confidential. Confidential data stays in the systems that are made for it.
- Give customer data, source code or secrets to an outside tool, one with artificial intelligence included, only if {security} has approved the tool for that kind of data.
- Do not copy production data to a laptop. Where support cannot do without, delete it the same day.
- Share by link with named people, not with everybody who has the link.

## Mail, chat and the web

- Look twice at links, attachments, changed bank details and sudden hurry. Ask by another way before you act, above all when it is about money or access.
- Reasonable private use is fine. What is illegal, harasses others or harms {company} is not.
- What happens on company systems is logged and may be looked into for security, as far as the law of the place allows.

## Speaking up

- Report what looks wrong to {security}. Early and wrong is better than late and right.
- [policy-acknowledgement] Everybody acknowledges this policy when they join and after each yearly revision.
- [disciplinary-process] What follows from breaking it is in the information security policy.
`,
});
