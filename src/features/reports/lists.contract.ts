import { INFRASTRUCTURE, OPINIONS } from './facts.contract.ts';
import { choices, CRITERIA, elsewhere, type FactField, type Offered, page, TYPES } from './fields.contract.ts';

export interface FactList {
  readonly place: string;
  readonly title: string;
  /** One of them, as a button says it. */
  readonly one: string;
  readonly why: string;
  /** A report can say that there is none, or not speak of it. */
  readonly disclosed: boolean;
  readonly fields: readonly FactField[];
  /** The field by which one is called. */
  readonly name: string;
  /** What a new one begins with. */
  readonly blank: Readonly<Record<string, unknown>>;
}

const reportAmong = (reports: readonly Offered[]): readonly FactField[] =>
  elsewhere('The report among the documents', reports, 'Add it as a SOC 2 report to the documents first.');

/** What there is several times in a report. */
export const LISTS: readonly FactList[] = [
  {
    place: 'sections',
    title: 'Sections',
    one: 'a section',
    why: 'With their pages, so that readers can jump.',
    disclosed: false,
    name: 'title',
    blank: { title: '' },
    fields: [{ place: 'title', label: 'Title', kind: 'line' }, page('from', 'From page'), page('to', 'To page')],
  },
  {
    place: 'system.products',
    title: 'Products covered',
    one: 'a product',
    why: 'As the report names them. Readers compare them with what they buy.',
    disclosed: false,
    name: 'name',
    blank: { name: '' },
    fields: [{ place: 'name', label: 'Name', kind: 'line' }, page()],
  },
  {
    place: 'exceptions',
    title: 'Exceptions',
    one: 'an exception',
    why: 'In the auditor’s words, with management’s response.',
    disclosed: true,
    name: 'number',
    blank: { number: '', nature: '' },
    fields: [
      { place: 'number', label: 'Number', kind: 'line' },
      { place: 'control', label: 'Control', kind: 'line' },
      CRITERIA,
      { place: 'nature', label: 'What the auditor wrote', kind: 'text' },
      { place: 'severity', label: 'Severity, where the report states one', kind: 'line' },
      page(),
      { place: 'response', label: 'Management’s response, where there is one', kind: 'text' },
      page('responsePage', 'Page of the response'),
    ],
  },
  {
    place: 'infrastructure',
    title: 'Infrastructure',
    one: 'a part',
    why: 'Storage, cloud providers with their regions, network, subprocessors.',
    disclosed: false,
    name: 'name',
    blank: { kind: 'provider', name: '' },
    fields: [
      { place: 'kind', label: 'What it is', kind: 'choice', choices: choices(INFRASTRUCTURE) },
      { place: 'name', label: 'Name', kind: 'line' },
      { place: 'where', label: 'Regions or places', kind: 'line' },
      { place: 'about', label: 'What the report says of it', kind: 'line' },
      page(),
    ],
  },
  {
    place: 'controls',
    title: 'Controls of CC6 to CC9',
    one: 'a control',
    why: 'The series that readers look at most, with tests and results as the report prints them.',
    disclosed: false,
    name: 'number',
    blank: { number: '', criteria: [], statement: '' },
    fields: [
      { place: 'number', label: 'Number', kind: 'line' },
      { place: 'criteria', label: 'Criteria', kind: 'words' },
      { place: 'statement', label: 'Control', kind: 'text' },
      { place: 'tests', label: 'Tests', kind: 'text' },
      { place: 'results', label: 'Results', kind: 'text' },
      page(),
    ],
  },
  {
    place: 'subservice',
    title: 'Subservice organizations',
    one: 'an organization',
    why: 'Whose controls are carved out or included, and what they are expected to do.',
    disclosed: true,
    name: 'name',
    blank: { name: '', service: '', method: 'carve-out' },
    fields: [
      { place: 'name', label: 'Name', kind: 'line' },
      { place: 'service', label: 'What it does', kind: 'line' },
      { place: 'method', label: 'Method', kind: 'choice', choices: choices(['carve-out', 'inclusive']) },
      { place: 'csocs', label: 'What it is expected to do, one a line', kind: 'lines' },
      page(),
    ],
  },
  {
    place: 'incidents',
    title: 'Incidents (DC4)',
    one: 'an incident',
    why: 'That had an effect on what was committed to.',
    disclosed: true,
    name: 'what',
    blank: { what: '' },
    fields: [
      { place: 'when', label: 'When', kind: 'line' },
      { place: 'what', label: 'What', kind: 'text' },
      { place: 'effect', label: 'Effect', kind: 'text' },
      page(),
    ],
  },
  {
    place: 'changes',
    title: 'Changes (DC9)',
    one: 'a change',
    why: 'To the system within the window.',
    disclosed: true,
    name: 'what',
    blank: { what: '' },
    fields: [{ place: 'when', label: 'When', kind: 'line' }, { place: 'what', label: 'What', kind: 'text' }, page()],
  },
  {
    place: 'cuecs',
    title: 'What customers must do (CUECs)',
    one: 'a control of customers',
    why: 'Readers tick them one by one.',
    disclosed: true,
    name: 'number',
    blank: { number: '', text: '' },
    fields: [
      { place: 'number', label: 'Number', kind: 'line' },
      { place: 'text', label: 'Text', kind: 'text' },
      CRITERIA,
      page(),
    ],
  },
  {
    place: 'previous',
    title: 'Previous reports',
    one: 'a report',
    why: 'As you state them; gaps between them are named to readers.',
    disclosed: false,
    name: 'last',
    blank: { type: 'type-2', first: '', last: '' },
    fields: [
      { place: 'type', label: 'Type', kind: 'choice', choices: TYPES },
      { place: 'first', label: 'First day', kind: 'date' },
      { place: 'last', label: 'Last day', kind: 'date' },
      { place: 'firm', label: 'Firm', kind: 'line' },
      { place: 'opinion', label: 'Opinion', kind: 'choice', choices: choices(OPINIONS) },
      ...reportAmong([]),
    ],
  },
];

/** The same, where these reports are among the documents. */
export const listsOf = (reports: readonly Offered[]): readonly FactList[] =>
  LISTS.map((list) =>
    list.place === 'previous'
      ? { ...list, fields: [...list.fields.slice(0, -reportAmong([]).length), ...reportAmong(reports)] }
      : list,
  );
