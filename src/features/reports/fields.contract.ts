import { CATEGORY_NAMES, OPINIONS } from './facts.contract.ts';

/** How a fact is typed. */
export type Kind = 'line' | 'text' | 'date' | 'choice' | 'page' | 'lines' | 'words';

export interface FactField {
  readonly place: string;
  readonly label: string;
  readonly kind: Kind;
  readonly hint?: string;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

export const choices = (values: readonly string[]) =>
  values.map((value) => ({ value, label: value.replaceAll('-', ' ') }));
export const TYPES = [
  { value: 'type-1', label: 'Type I, as of a day' },
  { value: 'type-2', label: 'Type II, for a window' },
];
export const page = (place = 'page', label = 'Page'): FactField => ({ place, label, kind: 'page' });
export const CRITERIA: FactField = {
  place: 'criteria',
  label: 'Criteria',
  kind: 'words',
  hint: 'As the report prints them, such as CC6.1, CC6.3.',
};

export interface FactGroup {
  readonly title: string;
  readonly fields: readonly FactField[];
}

/** What there is once in a report. */
export const GROUPS: readonly FactGroup[] = [
  {
    title: 'Type and window',
    fields: [
      { place: 'period.type', label: 'Type', kind: 'choice', choices: TYPES },
      { place: 'period.first', label: 'First day', kind: 'date', hint: 'Of a Type I both are the same day.' },
      { place: 'period.last', label: 'Last day', kind: 'date' },
      page('period.page'),
      {
        place: 'categories.list',
        label: 'Categories',
        kind: 'words',
        hint: `Some of: ${CATEGORY_NAMES.join(', ')}.`,
      },
      page('categories.page', 'Page of the categories'),
      { place: 'dated.on', label: 'Date of the report', kind: 'date', hint: 'The one beside the signature.' },
      page('dated.page', 'Page of the date'),
    ],
  },
  {
    title: 'Opinion',
    fields: [
      { place: 'opinion.kind', label: 'Kind', kind: 'choice', choices: choices(OPINIONS) },
      {
        place: 'opinion.basis',
        label: 'Its basis',
        kind: 'text',
        hint: 'Of any that is not unqualified: the paragraph, word for word.',
      },
      page('opinion.page'),
    ],
  },
  {
    title: 'Firm',
    fields: [
      { place: 'firm.name', label: 'Name', kind: 'line' },
      { place: 'firm.licence', label: 'Number of its license', kind: 'line' },
      {
        place: 'firm.licensedIn',
        label: 'Licensed in',
        kind: 'line',
        hint: 'The state, or the body that gave the license.',
      },
      { place: 'firm.lookUp', label: 'Where to look the license up', kind: 'line', hint: 'Begins with https://' },
      page('firm.page'),
    ],
  },
  {
    title: 'System and assertion',
    fields: [
      { place: 'system.name', label: 'How the report names the system', kind: 'line' },
      page('system.page'),
      {
        place: 'assertion.qualifications',
        label: 'What management’s assertion qualifies',
        kind: 'text',
        hint: 'Empty: nothing.',
      },
      page('assertion.page', 'Page of the assertion'),
    ],
  },
];

/** What somebody of the firm agreed to. Empty: nobody did. */
export const CONSENT: readonly FactField[] = [
  { place: 'by', label: 'Who of the firm agreed', kind: 'line', hint: 'With their position.' },
  { place: 'on', label: 'On', kind: 'date' },
];

/** A document among ours, as a field offers it. */
export interface Offered {
  readonly id: string;
  readonly title: string;
}

/** The document in which something stands that is no part of the report, and the page of it. */
export const elsewhere = (label: string, documents: readonly Offered[], add: string): readonly FactField[] => [
  {
    place: 'document',
    label,
    kind: 'choice',
    hint: documents.length === 0 ? add : 'Empty: it is not among them. Who was let in to it reads it from the report.',
    choices: documents.map(({ id, title }) => ({ value: id, label: title })),
  },
  {
    place: 'page',
    label: 'Page',
    kind: 'page',
    hint: 'Of that document; without one, of this file, where it speaks of it.',
  },
];

/** Management's letter. Empty: there is none. `letters` are those among the documents. */
export const bridgeOf = (letters: readonly Offered[]): readonly FactField[] => [
  { place: 'through', label: 'It speaks of the time to', kind: 'date' },
  { place: 'dated', label: 'Signed on', kind: 'date' },
  ...elsewhere('The letter among the documents', letters, 'Add it as a document of the kind bridge letter first.'),
];
