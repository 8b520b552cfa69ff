import { definePolicy } from './policy.ts';

export const codeOfConduct = definePolicy({
  id: 'code-of-conduct',
  title: 'Code of conduct',
  purpose: 'How people treat each other, customers and the truth; where to turn when somebody does not.',
  ownerFunction: 'hr',
  shows: ['code-of-conduct', 'disciplinary-process', 'whistleblower-channel'],
  body: `
## Why we have a code

{company} is as trustworthy as the people in it. This code says what we expect of each other. It binds everybody who works for us, leadership first: {leadership}.

## Honesty

- We say what is so. We do not promise what we cannot keep, and we tell customers early when something will not be as promised.
- Records say what happened when it happened. Nobody writes evidence afterwards, changes a date or signs for somebody else.
- Mistakes are told, not hidden. Whoever tells of their own is helped.

## Respect

- We treat people decently, whoever they are and whatever we think of them. Discrimination, harassment, bullying and threats have no place here, in person or in writing.
- We argue about the thing and not about the person.
- We keep each other safe and take breaks.

## Fairness

- Decisions for {company} are made for {company}. Whoever has an interest of their own in one, a relative, a share, a second job, says so before, and somebody else decides.
- We give and take no gifts that could sway a decision. Small courtesies are fine; money never is. Officials get nothing.
- We compete with what we make, do not agree prices with competitors, and do not use what we learned in confidence to trade.

## Care

- What customers and colleagues entrust to us stays with us, also after we have left.
- We use the money, devices and name of {company} as if they were lent to us. They are.
- We follow the law. Where this code asks for more, we follow the code.

## Living it

- [code-of-conduct] Everybody acknowledges this code on or before the {code-of-conduct.businessDays} after the start date; HR keeps the acknowledgement: {hr}.
- [background-checks] New people are checked, as far as the law of the place allows, before they can reach production or customer data.
- [performance-reviews] How somebody lives this code is a part of their review {performance-reviews.frequency}.
- [whistleblower-channel] Concerns go to one’s manager, to {hr}, or in confidence to {legal}; also without a name. Outsiders may use the same way. Each is looked into, and whoever reports in good faith is protected from revenge. A concern about one of these people goes to another of them.
- [disciplinary-process] Whoever breaks the code is heard first. What follows fits what was done: a conversation, training, a warning, the end of the contract. It is the same for everybody, whatever they bring in.
`,
});
