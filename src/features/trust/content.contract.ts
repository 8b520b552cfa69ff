import { z } from 'zod';
import { Slug } from '#/core/slug.ts';
import { Address, line, text } from '#/core/typed.ts';

/** Topics as security reviewers sort their questions. */
export const TOPICS = [
  'governance',
  'people',
  'access',
  'data',
  'infrastructure',
  'development',
  'vulnerabilities',
  'monitoring',
  'incidents',
  'continuity',
  'vendors',
  'privacy',
  'ai',
] as const;
export type Topic = (typeof TOPICS)[number];

const Mail = z.union([z.literal(''), z.email().max(200)]);
const DayText = z.union([z.literal(''), z.iso.date()]);
const Hours = z.int().min(0).max(100_000).nullable();
const Id = Slug.max(80);

const Question = z.strictObject({
  topic: z.enum(TOPICS),
  question: line(300).min(3),
  answer: text(3_000).min(2),
  /** Controls that the answer rests on. */
  controls: z.array(z.string().max(120)).max(10).default([]),
});

const Subprocessor = z.strictObject({
  name: line(160).min(1),
  role: line(300).min(1),
  data: line(300).default(''),
  place: line(200).default(''),
  since: DayText.default(''),
  address: Address.default(''),
  /** Why it begins before the notice that is promised is over; shown with it, and told to subscribers. */
  hurry: line(300).default(''),
});

/** What will be otherwise of a subprocessor from a day on; what is empty stays as it is. */
const SubprocessorChange = z.strictObject({
  name: line(160).min(1),
  from: z.iso.date(),
  role: line(300).default(''),
  data: line(300).default(''),
  place: line(200).default(''),
  /** Why it comes before the notice that is promised is over; told to subscribers. */
  hurry: line(300).default(''),
});

const Certification = z.strictObject({
  name: line(160).min(1),
  by: line(160).min(1),
  /** Number and whatever else lets a reader look it up. */
  reference: line(200).default(''),
  until: DayText.default(''),
  address: Address.default(''),
});

const Policy = z.strictObject({
  title: line(160).min(1),
  address: Address.default(''),
  summary: text(600).default(''),
});

const Update = z.strictObject({
  id: Id,
  day: z.iso.date(),
  title: line(200).min(3),
  text: text(3_000).min(2),
});

const SLOTS = {
  penetrationTest: text(1_500).default(''),
  insurance: text(1_500).default(''),
  breachNoticeHours: Hours.default(null),
  breachNotice: text(1_500).default(''),
  retention: text(1_500).default(''),
  rtoHours: Hours.default(null),
  rpoHours: Hours.default(null),
  continuity: text(1_500).default(''),
  aiData: text(1_500).default(''),
  questionnaires: text(1_500).default(''),
};

/** Everything on a trust center that people choose or type. What can be derived is not here. */
export const TrustContent = z.strictObject({
  v: z.literal(1),
  look: z
    .strictObject({
      /** Empty: that of the organization. */
      name: line(120).default(''),
      website: Address.default(''),
      /** An SVG image, or nothing. */
      mark: z.string().max(40_000).default(''),
      accent: z
        .string()
        .regex(/^#[0-9a-f]{6}$/, 'a color reads #1f3a8a')
        .default('#2b4783'),
    })
    .prefault({}),
  overview: text(8_000).default(''),
  /** Controls that are shown, by id; each with what its records say. */
  controls: z.array(z.string().max(120)).max(150).default([]),
  faq: z.array(Question).max(250).default([]),
  subprocessors: z
    .strictObject({
      list: z.array(Subprocessor).max(200).default([]),
      /** What is announced of those in the list, and holds by itself from its day on. */
      changes: z.array(SubprocessorChange).max(200).default([]),
      /** Days of notice before one is added, or changes; null: none is promised. */
      noticeDays: z.int().min(1).max(365).nullable().default(null),
    })
    .prefault({}),
  slots: z.strictObject(SLOTS).prefault({}),
  certifications: z.array(Certification).max(50).default([]),
  policies: z.array(Policy).max(50).default([]),
  updates: z.array(Update).max(200).default([]),
  contact: z
    .strictObject({
      email: Mail.default(''),
      /** Where anybody reads how to report a weakness. */
      disclosure: Address.default(''),
      encryption: Address.default(''),
      acknowledgments: Address.default(''),
    })
    .prefault({}),
  /** A page of somebody's own that says whether the service is up. */
  uptime: Address.default(''),
  /** The latest checkpoint of the ledger, and how it is checked. */
  proof: z.boolean().default(true),
  /** The engaged firm agreed to be named. */
  mayNameFirm: z.boolean().default(false),
  /** An own domain, such as trust.acme.example. */
  domain: z
    .string()
    .regex(/^$|^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'a domain reads trust.acme.example')
    .default(''),
});
export type TrustContent = z.output<typeof TrustContent>;

export const TOPIC_WORDS: Readonly<Record<Topic, string>> = {
  governance: 'Governance and audits',
  people: 'People and training',
  access: 'Access and sign-in',
  data: 'Data protection and encryption',
  infrastructure: 'Hosting and network',
  development: 'Development and change',
  vulnerabilities: 'Vulnerabilities and testing',
  monitoring: 'Logging and monitoring',
  incidents: 'Incidents and notice',
  continuity: 'Backup and continuity',
  vendors: 'Vendors and subprocessors',
  privacy: 'Privacy and retention',
  ai: 'Artificial intelligence',
};
