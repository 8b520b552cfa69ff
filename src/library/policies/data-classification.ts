import { definePolicy } from './policy.ts';

export const dataClassification = definePolicy({
  id: 'data-classification',
  title: 'Data classification and retention policy',
  purpose: 'Which data there is, how each kind is handled, how long it stays, how it ends.',
  ownerFunction: 'security',
  shows: ['data-classification', 'customer-data-deletion', 'media-disposal'],
  body: `
## Why we have this policy

Nobody can protect what they do not know they have. This policy sorts the data of {company} into three kinds and says for each how it is handled, how long it stays and how it ends. When in doubt, take the stricter kind.

## Three kinds

- Public: meant for everybody, such as the website.
- Internal: everything else that we write and know. It stays with those who work for us.
- Confidential: data of customers, personal data, credentials and keys, contracts, reports of audits and tests, and what somebody gave us in confidence.

## How confidential data is handled

- Only people whose work needs it see it; each place that holds it has an owner.
- [encryption-at-rest] It is stored encrypted: databases, files, volumes and backups.
- [encryption-in-transit] It is sent encrypted, over TLS 1.2 or newer.
- [key-management] Keys live in a key management service, few people reach them, and they are replaced at least {key-management.months}.
- [data-loss-controls] It is exported in bulk or shared outside only by authorized ways, which are watched.
- [tenant-isolation] One customer never sees the data of another; tests try it.
- [employee-confidentiality-agreements] Whoever receives it has signed an agreement of confidentiality before.
- It is never put into a tool that we have not approved, a chat with a language model included.
- [data-classification] Which stores hold confidential data is written down and looked at again {data-classification.frequency}.
- [data-inventory-ropa] Personal data is recorded with purpose, source, recipients, place and time, gone through {data-inventory-ropa.frequency}.

## How long it stays

- Customer data: as long as the contract, and then as the next section says.
- [centralized-logging] Security logs: at least twelve months.
- Records of employment, accounts and taxes: as long as the law of the place asks, and no longer.
- Evidence of our controls: at least until the examination that looks at it is over, and the one after it.
- Everything else: as long as somebody can say what for.
- [retention-schedule] The times for confidential and personal data stand in a schedule, kept by legal, {legal}, and carried out by configured deletion or a review {retention-schedule.frequency}.

## How it ends

- [customer-data-deletion] When a customer leaves, their data is returned if they ask, and deleted within {customer-data-deletion.days} of the end of the contract: from production at once, from backups as these expire. Who did it, when and what was deleted is recorded.
- [media-disposal] Media and machines that held data are overwritten, or destroyed where that is not possible, before they are reused or given away. The record names the device, the way, the day and the person.
- [data-subject-requests] Whoever asks for their own data is identified and answered within {data-subject-requests.days}.
- A legal hold stops deletion for what it names. Legal sets it and lifts it.
`,
});
