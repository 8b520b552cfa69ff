import type { Operation } from './api.ts';

const BEHIND = 'Goes on behind a page: what that page had as `next`.';
const AS_OF = 'As of when: a day, an instant, or a position of the log. What has not come yet is refused.';

/** What a name means in the path or the query, wherever it stands. */
const ANYWHERE: Readonly<Record<string, string>> = {
  asOf: `${AS_OF} Left out: now.`,
  after: BEHIND,
  before: BEHIND,
  limit: 'How many at most.',
  engagement: 'Id of the examination; left out, the latest one.',
  population: 'Which kind of records.',
  position: 'Where it stands in the log.',
  document: 'Id of the document that the report is.',
  control: 'Id of a control; only what belongs to it.',
  source: 'Id of a source; only what came from it.',
  mine: 'Only what is for whoever asks.',
  by: 'What comes first: what is due first, or what has most effect on the report.',
  function: 'Only what is for this function of the company.',
  page: 'Address of the page of the console.',
  account: 'Id of the account.',
};

/** By what the audit log is looked through, as a list and as a file. */
export const ACTION_WORDS = {
  person: 'Only what this person did.',
  name: 'Only what begins with this name, such as `controls` or `controls.adopt`.',
  outcome: '`done`, `asked`, or the code of an error.',
  text: 'Stands somewhere in the line: in who, what, about what, from where.',
  from: 'Instant: only what was done from then on.',
  to: 'Instant: only what was done before.',
} as const;

/** … and what it means at one place alone, or at all of a noun. */
const AT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(ACTION_WORDS).map(([name, words]) => [`identity.actions ${name}`, words])),
  'audit.firm engagement': 'Id of the examination.',
  'populations.find text': 'Each of its words is in the item, in whichever case.',
  'audit.quotes engagement': 'Id of the examination.',
  'reports.seals engagement': 'Id of the examination.',
  'reports.draft engagement': 'Id of the examination; left out, the one of the same days as the document.',
  'controls.library criterion': 'Only controls for this criterion, such as `CC6.1`.',
  'controls.starter promises': 'What the company promises its customers.',
  'controls.starter headcount': 'How many people it has.',
  'controls.starter office': 'It has an office of its own.',
  'controls.starter contractors': 'Contractors work for it.',
  'controls.starter personalData': 'It keeps personal data.',
  'controls.starter ownMachines': 'It runs machines of its own.',
  'controls.list state': 'Those in force, or those that are no longer performed.',
  'sources.runs run': 'One reading alone.',
  'sources.runs logs': 'With the log of each.',
  'populations.record key': 'By which the item is known in its population.',
  'checks.judged key': 'By which the item is known in its population.',
  'erasure.artifact artifact': 'Its id, or its SHA-256.',
  'checks.list all': 'Those that serve no adopted control, too.',
  'checks.show outcomes': 'Items of these outcomes.',
  'checks.show by': 'Whether outcomes are those of management’s view, or of the rule alone.',
  'checks.show explained': 'Only deviations that are explained, or that are not.',
  'checks.show item': 'One item alone, with all its states.',
  'checks.show counted':
    'Of what is looked at from time to time each thing once, as the counts have it; else each state that was found.',
  'checks.show from': 'Instant: only items that may have occurred from then on.',
  'checks.show to': 'Instant: only items that may have occurred before.',
  'deviations.list item': 'What was said of one item alone.',
  'deviations.list history': 'Also what was corrected later.',
  'identity.names of': 'An e-mail address whose name is wanted; several are named one after the other.',
  'checks.include item': 'The item whose exclusion ends.',
  'checks.include reason': 'Why; it is sealed.',
  'readiness.explain subject': 'A criterion, such as `CC8.1`, or the id of a control.',
  'readiness.explain items': 'At most so many items of each check, those that need eyes first.',
  'readiness.apart list': 'What stands apart: one of these lists.',
  'readiness.week series': 'A series of criteria, such as `CC8`.',
  'readiness.week week': 'Any day of the week, such as 2026-03-31.',
  'jobs.list state': 'Only jobs in this state.',
  'jobs.list kind': 'Only jobs of this kind, such as `collect`.',
  'work.list state': 'Only tasks in this state.',
  'work.past asOf': AS_OF,
  'work key': 'By which the task is known.',
  'views.remove name': 'What the view is called.',
  'ndas.textFile version': 'Which version of the text.',
  'grants.requests state': 'Only requests in this state.',
  'grants.trace sha256': 'SHA-256 of the file, in hexadecimal.',
  'subscribers.list state': 'Only subscribers in this state.',
  'analytics.show days': 'So many days back, today included.',
  'mail.list state': 'Only messages in this state.',
};

/** What a parameter means; undefined where its name and its place say it, as an id in the path does. */
export const parameterWords = ({ name, noun }: Operation, parameter: string): string | undefined =>
  AT[`${name} ${parameter}`] ?? AT[`${noun} ${parameter}`] ?? ANYWHERE[parameter];
