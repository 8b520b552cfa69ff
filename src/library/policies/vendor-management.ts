import { definePolicy } from './policy.ts';

export const vendorManagement = definePolicy({
  id: 'vendor-management',
  title: 'Vendor management policy',
  purpose: 'How a vendor is chosen, watched and left, in proportion to what it holds.',
  ownerFunction: 'security',
  shows: ['vendor-due-diligence', 'vendor-offboarding'],
  body: `
## Why we have this policy

What we hand to others we still answer for. This policy says how {company} chooses, watches and leaves the vendors on whom {products} and our data depend. It takes more care where more is at stake.

## Tiers

- Critical: holds or can reach customer data, or {products} would stop without it.
- Important: holds confidential data of ours, or an important process would stop.
- Other: neither of the two. It is listed where it costs us anything to lose it, and otherwise left alone.

## Before we begin

- [vendor-due-diligence] Whoever wants a vendor says what for, which data it would see, and what would happen if it failed. Security sets the tier: {security}.
- [vendor-due-diligence] Of a critical vendor we read an assurance report, such as a SOC 2 Type II, with its period, its exceptions and what it expects of us; or, where there is none, its answers to our questions on access, encryption, incidents, backups and sub-processors. Of an important one we read what it publishes.
- [vendor-due-diligence] The vendor is approved in writing before it receives any data. Open points get an owner and a date, or are accepted as a risk.
- [vendor-contracts] A vendor that handles confidential or personal data signs terms on security, confidentiality, notice of breaches and its own sub-processors. Legal keeps them: {legal}.
- [subprocessor-transparency] Customers hear of a new sub-processor, as agreed with them, before it sees their data.

## While we work together

- [vendor-inventory] All vendors stand in one list with owner, data and tier, gone through {vendor-inventory.frequency}.
- [vendor-annual-review] Critical vendors are reviewed at least {vendor-annual-review.months}: the current report, the time it leaves uncovered, its exceptions, what it expects of its customers and whether we do that.
- [provider-physical-security] For the security of the buildings we rely on the hosting provider, and read its report {provider-physical-security.frequency}.
- [contractor-obligations] A contractor with access to systems signs the same duties as an employee.
- A vendor that has an incident which may touch us is handled by the incident plan.

## When it ends

- [vendor-offboarding] Checklist of the end: its access is closed, keys it knew are replaced, our data is returned or destroyed and it confirms so in writing, and the list says since when it is gone.
`,
});
