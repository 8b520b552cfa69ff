/** A range, in the words of who gives it. These are estimates of vendors and firms; they differ, and none is a quote. */
interface Said {
  readonly what: string;
  readonly range: string;
  readonly source: string;
}

export const TIMELINE = 'soc2auditors.io, timeline of an audit';

export const TIMES: readonly Said[] = [
  { what: 'Preparation', range: '4 to 12 weeks, more where gaps are', source: TIMELINE },
  { what: 'Observation window, Type II', range: '3 to 12 months', source: TIMELINE },
  { what: 'Fieldwork of the auditor', range: '2 to 6 weeks', source: TIMELINE },
  { what: 'Writing of the report', range: '2 to 4 weeks', source: TIMELINE },
  { what: 'Type I, all of it', range: '2 to 4 months', source: TIMELINE },
  { what: 'Type II, all of it', range: '6 to 15 months', source: TIMELINE },
];

/** In months, from the beginning of the preparation to the report. */
export const MONTHS = [
  { type: 'type-1', name: 'Type I', least: 2, most: 4 },
  { type: 'type-2', name: 'Type II', least: 6, most: 15 },
] as const;

/** Companies of up to so many people are what a source means by small, as far as we take it. */
const SMALL_COMPANY = 50;

/** `upTo`: said of companies of up to so many people only; null: of all. */
export const COSTS: readonly (Said & { readonly upTo: number | null })[] = [
  {
    what: 'Fee of the auditor',
    range: 'USD 20,000 to 150,000, the median about 30,000',
    source: 'linfordco.com, one CPA firm',
    upTo: null,
  },
  { what: 'Fee of the auditor, Type I', range: 'USD 15,000 to 40,000', source: 'strac.io', upTo: null },
  { what: 'Fee of the auditor, Type II', range: 'USD 25,000 to 75,000', source: 'strac.io', upTo: null },
  {
    what: 'First year with tools and time',
    range: 'USD 55,000 to 175,000',
    source: 'strac.io',
    upTo: null,
  },
  {
    what: 'A small company, all of it',
    range: 'USD 20,000 to 60,000',
    source: 'legalclarity.org',
    upTo: SMALL_COMPANY,
  },
];
