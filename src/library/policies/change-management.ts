import { definePolicy } from './policy.ts';

export const changeManagement = definePolicy({
  id: 'change-management',
  title: 'Change management policy',
  purpose: 'How a change to software or infrastructure reaches production, also in an emergency.',
  ownerFunction: 'engineering',
  shows: ['emergency-changes'],
  body: `
## Why we have this policy

Most failures of a service follow a change. This policy says what {company} does so that each change to {products} is known, looked at, tried and can be taken back. It holds for code, infrastructure, configuration and schemas of data.

## Each change

- Every change is made in version control, from where it is deployed. Nobody edits production by hand, except as an emergency.
- A change says what it does and why, and names the request or incident behind it where there is one.
- [change-peer-review] Somebody other than the author reviews and approves it before it is merged into the branch of production. The repository enforces this by its settings, for administrators too.
- [change-testing] Tests run on each change; a failure is resolved before release, and not switched off.
- [environment-separation] Development and test stand apart from production, and hold no customer data, unless it was made anonymous and that was approved.
- [production-deploy-restricted] Only named roles may change the branches, pipelines and environments of production.
- [release-communication] Whoever is affected by a change, customers or staff, hears of it before or at the release.
- A change that goes wrong is taken back first and understood afterwards.

## Where there is one engineer

[where one engineer] A lone engineer cannot be their own second pair of eyes. For as long as that is so, {company} does the following instead and says so openly: automated tests must succeed before a merge, the history of changes cannot be rewritten, and once a month a person outside engineering goes through the list of what was merged and signs it. The person is named by leadership: {leadership}. This ends on the day on which a second person can review.

## Emergencies

- [emergency-changes] An emergency is an outage, a loss of data or a security incident, happening or about to happen, that cannot wait for the usual way.
- [emergency-changes] An engineer on duty may then change production at once. They say so in the open while they do it, and mark the change as an emergency.
- [emergency-changes] Somebody else reviews and approves it within {emergency-changes.businessDays} after it was deployed. What the review finds is mended by the usual way.

## What is kept

The change, its review, its tests and its deployment are kept in the tools that make them, for at least as long as an examination looks back. Engineering answers for this policy: {engineering}.
`,
});
