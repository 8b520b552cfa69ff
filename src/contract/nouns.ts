import type { Noun } from './api.ts';

/** What the requests are grouped by, each with what it is in a sentence: of the contract, and of what stands beside it. */
export type AnyNoun = Noun | 'auth' | 'scim';

export const NOUNS: Readonly<Record<AnyNoun, { readonly title: string; readonly doc: string }>> = {
  account: {
    title: 'Account',
    doc: 'The first account of an installation, invitations, and somebody’s own account.',
  },
  identity: {
    title: 'Members, keys and audit log',
    doc: 'Who may enter the organization, as what, with which API keys, and what they did.',
  },
  organization: {
    title: 'Organization',
    doc: 'What the organization is called, where its log begins, and its working days.',
  },
  engagements: { title: 'Examinations', doc: 'Type I or Type II, the days, the categories and the scope.' },
  assessment: {
    title: 'First assessment',
    doc: 'What a company says of itself at the beginning, and what follows from it.',
  },
  audit: { title: 'Choosing the auditor', doc: 'Offers of firms, and the engagement letter.' },
  controls: {
    title: 'Controls',
    doc: 'What the company does so that its promises are kept, taken from the library or its own.',
  },
  sources: { title: 'Sources', doc: 'What records are read from: repositories, accounts, files.' },
  populations: {
    title: 'Populations',
    doc: 'All records of a kind, such as changes or people, with how each is known and what was not seen.',
  },
  people: { title: 'People', doc: 'Which person, or which machine, a handle in the records belongs to.' },
  evidence: { title: 'Evidence', doc: 'Files that people attach to controls, and the bytes that sources sent.' },
  erasure: {
    title: 'Erasure',
    doc: 'Destroying bytes, holding them, and how long they are kept. What is left is a sealed tombstone.',
  },
  checks: { title: 'Checks', doc: 'Rules that judge every item of a population.' },
  deviations: {
    title: 'Deviations',
    doc: 'What management says of what checks found: what happened, why, and what follows. No outcome depends on it.',
  },
  readiness: {
    title: 'Readiness',
    doc: 'Management’s view of an examination: what each control shows, and what stands between here and ready.',
  },
  jobs: {
    title: 'Background work',
    doc: 'Reading sources, running checks, writing packages: asked for, followed, stopped.',
  },
  ledger: {
    title: 'Ledger',
    doc: 'The log of everything that was sealed, its keys, its checkpoints and who vouches for them.',
  },
  work: { title: 'Tasks', doc: 'What is to be done, by whom and until when.' },
  notifications: { title: 'Notifications', doc: 'What waits for whoever asks.' },
  views: { title: 'Saved views', doc: 'How somebody likes to look at a page of the console.' },
  policies: { title: 'Policies', doc: 'Their text, versions and approval.' },
  documents: { title: 'Documents', doc: 'PDFs that others may get by the trust center.' },
  reports: {
    title: 'SOC 2 reports',
    doc: 'What a report says, transcribed and confirmed by two people; briefs on its exceptions; seals of the firm.',
  },
  trust: { title: 'Trust center', doc: 'The public page: its draft, its editions, its own domain.' },
  ndas: { title: 'Agreements', doc: 'The NDA that readers sign, and who signed what.' },
  grants: {
    title: 'Access to documents',
    doc: 'Who asked to read, who may until when, and who is let in without anybody deciding.',
  },
  readers: { title: 'Readers', doc: 'Personal data of people outside: how long it is kept, and forgetting it.' },
  subscribers: { title: 'Subscribers', doc: 'Who wants to hear of changes, and who objected to one.' },
  analytics: { title: 'Audience', doc: 'How often the trust center was looked at, and what was not found there.' },
  mail: { title: 'Outbox', doc: 'Mail that left this server, and mail that did not.' },
  webhooks: { title: 'Webhooks', doc: 'Addresses that are told what the ledger seals.' },
  sso: { title: 'Single sign-on', doc: 'The provider that vouches for the people of the organization.' },
  directory: { title: 'Directory', doc: 'What the company’s directory may say of its people, by SCIM.' },
  auth: {
    title: 'Signing in',
    doc: 'What a browser asks while somebody signs in, from pages of this installation alone; no API key is for these. What is sent and answered is that of Better Auth.',
  },
  scim: {
    title: 'SCIM',
    doc: 'What a directory asks, with the token of its connection: SCIM 2.0. RFC 7643 says what is sent and answered, RFC 7644 how.',
  },
};
