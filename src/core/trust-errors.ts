import { placeOf } from './place.ts';
import type { Told } from './told-error.ts';

/** What can go wrong where something is shown or given to others; a part of the list in errors.ts. */
export const TRUST_ERRORS = {
  document_refused: { text: 'The file {name} is not taken: {because}.', fix: '{help}' },
  document_unmarked: {
    text: 'No marked copy could be made, and an unmarked one is given to nobody: {because}.',
    fix: 'Whoever runs the trust center was told. Ask them, or try again later.',
  },
  document_restricted: {
    text: 'A SOC 2 report is for a restricted circle and cannot be public.',
    fix: 'Give it on request or under an NDA. What anybody may read is a SOC 3 report, which a CPA firm writes, or a summary of your own.',
  },
  report_incomplete: {
    text: 'The facts of the report cannot be recorded yet, at "{where}": {because}. Places to mend: {places}.',
    fix: 'The draft lists each place.',
    at: placeOf('report'),
    fields: ['{where}'],
  },
  report_changed: {
    text: 'What you saw of the facts of the report "{id}" is not how they stand now.',
    fix: 'Look at them as they are now, then decide.',
  },
  report_second_person: {
    text: '{person} recorded these facts, and a second person confirms them.',
    fix: 'Have somebody else compare each fact with the page that it names, and confirm them.',
  },
  report_firm_only: {
    text: 'Only the firm says, from its own account for "{engagement}", which file it issued.',
    fix: 'Let the firm in as an auditor of the examination, and have it seal the SHA-256 of its own copy.',
  },
  document_claims: {
    text: 'The title stands in public and claims too much: "{found}". {because}',
    fix: '{instead}',
    fields: ['title'],
  },
  brief_claims: {
    text: 'The brief would have people claim too much, at "{where}": "{found}". {because}',
    fix: '{instead}',
    fields: ['{where}'],
  },
  brief_missing: {
    text: 'The report "{title}" holds exceptions, and nobody wrote the brief on them as they are.',
    fix: 'Write it beside the facts of the report.',
    at: placeOf('brief'),
  },
  brief_unread: {
    text: 'The report "{title}" holds exceptions, and nobody said that the account’s owner has read the brief on them.',
    fix: 'Have them read it, and say so: tick it in the console, or give its position, {position}.',
  },
  report_unread: {
    text: 'Nobody confirmed what the report "{title}" says, so that whether it holds exceptions is not known here.',
    fix: 'Record its facts and have a second person confirm them. Or look into the report, and say that the account’s owner has: tick it in the console, or with "--report-read {document}".',
  },
  trust_claims: {
    text: 'The trust center cannot be published as it is, at "{where}": "{found}". {because}',
    fix: 'Change the text: every such place is listed, with what to write instead.',
    at: placeOf('trust'),
    fields: ['{where}'],
  },
  trust_changed: {
    text: 'The draft was changed since you read it: it is at revision {revision}.',
    fix: 'Read it again, and save or publish what you see then.',
  },
  trust_domain_taken: {
    text: 'The domain {domain} shows the trust center of another organization here.',
    fix: 'Use another domain, or have the other one take it off and publish.',
  },
  trust_unpublished: {
    text: 'No trust center is published.',
    fix: 'Publish it.',
    at: placeOf('trust-publish'),
  },
  nda_changed: {
    text: 'The text of the agreement was replaced while you read it.',
    fix: 'Read it as it is now, then sign.',
  },
  request_state: {
    text: 'The {what} is {state}.',
    fix: 'See the list for how it stands; what is decided stays, and a new one can be made.',
  },
  access_refused: {
    text: 'That document is not open to you: {because}.',
    fix: 'See what you may read, and ask for more, on the page of your access.',
  },
} as const satisfies Record<string, Told>;
