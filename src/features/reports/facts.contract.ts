import { z } from 'zod';
import { Address, line, text } from '#/core/typed.ts';

/** More pages than any file has that is taken. */
const MOST_PAGES = 2_000;

/** The page of the file on which something stands; null: nobody has said yet. */
const Page = z.int().min(1).max(MOST_PAGES).nullable().default(null);
const Day = z.iso.date().nullable().default(null);
/** Ids of criteria, as the report prints them. */
const Criteria = z.array(line(20).min(1)).max(61).default([]);

/** As a report says it, to be told apart: these · that there is none · it does not speak of it. */
const disclosed = <T extends z.ZodType>(one: T, most: number) =>
  z
    .discriminatedUnion('says', [
      z.strictObject({ says: z.literal('these'), list: z.array(one).min(1).max(most) }),
      z.strictObject({ says: z.literal('none'), page: Page }),
      z.strictObject({ says: z.literal('nothing') }),
    ])
    .nullable()
    .default(null);

export const OPINIONS = ['unqualified', 'qualified', 'adverse', 'disclaimer'] as const;
export const CATEGORY_NAMES = [
  'security',
  'availability',
  'processing-integrity',
  'confidentiality',
  'privacy',
] as const;
export const INFRASTRUCTURE = ['storage', 'provider', 'network', 'subprocessor', 'other'] as const;

const Period = z.strictObject({
  type: z.enum(['type-1', 'type-2']).nullable().default(null),
  /** Of a Type I both are the day as of which it is. */
  first: Day,
  last: Day,
  page: Page,
});

const Firm = z.strictObject({
  name: line(200).default(''),
  /** The number of its licence, where the firm gives it. */
  licence: line(100).default(''),
  /** The state or body that licensed it. */
  licensedIn: line(100).default(''),
  /** Where anybody can look the licence up. */
  lookUp: Address.default(''),
  page: Page,
  /** Who of the firm agreed that its name and the kind of its opinion are public, and when; null: nobody did. */
  consent: z
    .strictObject({ by: line(200).min(2), on: z.iso.date() })
    .nullable()
    .default(null),
});

export const Exception = z.strictObject({
  /** As the report counts them; each is called differently. */
  number: line(20).min(1),
  control: line(60).default(''),
  criteria: Criteria,
  /** What the auditor wrote. */
  nature: text(3_000).min(3),
  /** As the report states it; empty: it states none. */
  severity: line(300).default(''),
  /** Management's response, in its words; empty: the report holds none. */
  response: text(3_000).default(''),
  page: Page,
  /** Where the response stands. */
  responsePage: Page,
});

const Infrastructure = z.strictObject({
  kind: z.enum(INFRASTRUCTURE),
  name: line(200).min(1),
  /** Regions, data centers, countries. */
  where: line(300).default(''),
  about: line(500).default(''),
  page: Page,
});

const Control = z.strictObject({
  number: line(60).min(1),
  criteria: z.array(line(20).min(1)).min(1).max(61),
  statement: text(2_000).min(3),
  /** As the report prints them: an empty cell says that nothing is printed there. */
  tests: text(4_000).default(''),
  results: text(4_000).default(''),
  page: Page,
});

const Subservice = z.strictObject({
  name: line(200).min(1),
  service: line(500).min(1),
  method: z.enum(['carve-out', 'inclusive']),
  /** Complementary controls that it is expected to have. */
  csocs: z.array(line(500).min(1)).max(100).default([]),
  page: Page,
});

const Incident = z.strictObject({
  when: line(200).default(''),
  what: text(2_000).min(3),
  effect: text(2_000).default(''),
  page: Page,
});

const Change = z.strictObject({ when: line(200).default(''), what: text(2_000).min(3), page: Page });

const Cuec = z.strictObject({
  number: line(20).min(1),
  text: text(1_000).min(3),
  criteria: Criteria,
  page: Page,
});

/** Where something stands that is no part of the report. */
const elsewhere = {
  /** The document that holds it; null: it is not among those that are given out. */
  document: z.uuid().nullable().default(null),
  /** The page of that document; where there is none, the page of the report that speaks of it. */
  page: Page,
};

/** Management's letter for the time after the window; it is no part of the report, and no auditor saw it. */
const Bridge = z.strictObject({ through: z.iso.date(), dated: z.iso.date(), ...elsewhere });

/** A report before this one, as the company states it. */
const Previous = z.strictObject({
  type: z.enum(['type-1', 'type-2']),
  first: z.iso.date(),
  last: z.iso.date(),
  firm: line(200).default(''),
  opinion: z.enum(OPINIONS).nullable().default(null),
  ...elsewhere,
});

const empty = { page: null };

/**
 * What an issued report says, as somebody of the company transcribed it, with the page on which each fact stands. What
 * nobody has said yet is null or empty: it can be saved, and is recorded once all is there.
 */
export const ReportFacts = z.strictObject({
  period: Period.default({ type: null, first: null, last: null, page: null }),
  categories: z
    .strictObject({ list: z.array(z.enum(CATEGORY_NAMES)).max(5).default([]), page: Page })
    .default({ list: [], ...empty }),
  firm: Firm.default({ name: '', licence: '', licensedIn: '', lookUp: '', page: null, consent: null }),
  opinion: z
    .strictObject({
      kind: z.enum(OPINIONS).nullable().default(null),
      /** Of any that is not unqualified: its basis, as the paragraph has it. */
      basis: text(4_000).default(''),
      page: Page,
    })
    .default({ kind: null, basis: '', page: null }),
  dated: z.strictObject({ on: Day, page: Page }).default({ on: null, page: null }),
  system: z
    .strictObject({
      name: line(300).default(''),
      page: Page,
      products: z
        .array(z.strictObject({ name: line(200).min(1), page: Page }))
        .max(100)
        .default([]),
    })
    .default({ name: '', page: null, products: [] }),
  /** Management's assertion, with what it qualifies; empty: nothing. */
  assertion: z
    .strictObject({ qualifications: text(4_000).default(''), page: Page })
    .default({ qualifications: '', page: null }),
  sections: z
    .array(
      z.strictObject({
        title: line(200).min(1),
        from: z.int().min(1).max(MOST_PAGES),
        to: z.int().min(1).max(MOST_PAGES),
      }),
    )
    .max(30)
    .default([]),
  exceptions: disclosed(Exception, 100),
  infrastructure: z.array(Infrastructure).max(200).default([]),
  /** Those of the series that readers look at most: CC6 to CC9. */
  controls: z.array(Control).max(300).default([]),
  subservice: disclosed(Subservice, 100),
  /** DC4. */
  incidents: disclosed(Incident, 100),
  /** DC9. */
  changes: disclosed(Change, 100),
  cuecs: disclosed(Cuec, 200),
  bridge: Bridge.nullable().default(null),
  previous: z.array(Previous).max(20).default([]),
});
export type ReportFacts = z.output<typeof ReportFacts>;
/** Facts before what is left out has its default. */
export type FactsInput = z.input<typeof ReportFacts>;
export type ReportException = z.output<typeof Exception>;
