import { at } from '#/core/at.ts';
import type { TrustContent } from './content.contract.ts';

/** Fields as the editor calls them. */
const LABELS: Readonly<Record<string, string>> = {
  'look.name': 'Name on the page',
  'look.website': 'Website',
  'look.accent': 'Accent',
  'look.mark': 'Mark',
  overview: 'Overview',
  updates: 'Updates',
  'slots.penetrationTest': 'Penetration test summary',
  'slots.breachNotice': 'Notice of a breach',
  'slots.retention': 'Retention and deletion',
  'slots.continuity': 'Continuity',
  'slots.aiData': 'Use of data for artificial intelligence',
  'slots.insurance': 'Insurance',
  'slots.questionnaires': 'Ready questionnaires',
};

/** Of one of several: what it is called by, and what it is. */
const LISTS: Readonly<Record<string, readonly [what: string, name: string]>> = {
  faq: ['Question', 'question'],
  'subprocessors.list': ['Subprocessor', 'name'],
  'subprocessors.changes': ['Announced change of', 'name'],
  certifications: ['Certification', 'name'],
  policies: ['Policy', 'title'],
  updates: ['Update', 'title'],
};
const FIELDS: Readonly<Record<string, string>> = {
  question: 'what is asked',
  answer: 'the answer',
  name: 'its name',
  title: 'its title',
  role: 'its role',
  data: 'the data',
  place: 'the place',
  since: 'since when',
  from: 'from when',
  hurry: 'why it is sooner',
  by: 'who issued it',
  reference: 'its number',
  summary: 'the sentence about it',
  text: 'its text',
};

/** A place such as `faq.3.answer` as the editor calls it: Question “Do you take backups?”, the answer. */
export function trustPlace(where: string, content: TrustContent): string {
  const [, list = '', number = '', field = ''] = /^(.+?)\.(\d+)\.([a-z]+)$/i.exec(where) ?? [];
  const [what, name] = LISTS[list] ?? [];
  if (what === undefined || name === undefined) return LABELS[where] ?? where;
  const called = at(content, `${list}.${number}.${name}`);
  return `${what} “${typeof called === 'string' ? called : ''}”, ${FIELDS[field] ?? field}`;
}
