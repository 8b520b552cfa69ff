import { z } from 'zod';
import { DomainError } from '#/core/errors.ts';
import { type Window, WindowDays, windowOf } from '#/core/time/window.ts';
import { isZone, parseDay } from '#/core/time/zone.ts';
import { CATEGORIES, type Criterion, criteriaFor, criterionWithId } from '#/library/library.ts';
import { PROMISE_NAMES, type PromiseName } from '#/library/promises.ts';

const DayText = z.string().refine((text) => parseDay(text) !== null, 'not a day; a day reads 2026-03-03');
const CriterionId = z.string().refine((id) => criterionWithId(id) !== undefined, 'not one of the 61 criteria');
const Texts = z.array(z.string().min(1).max(500)).max(200);

/** A vendor whose controls are needed, with the company's own, to keep its commitments. */
const SubserviceOrganization = z.strictObject({
  name: z.string().min(1).max(200),
  service: z.string().min(1).max(500),
  method: z.enum(['carve-out', 'inclusive']),
  /** Controls of the company that rely on it. */
  controls: z.array(z.string()).max(200),
  /** What it must do: complementary subservice organization controls. */
  expected: Texts.default([]),
});

/** Type I is as of a day; Type II is throughout a window of days, both included. */
const Examination = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('type-1'),
    asOf: DayText,
    zone: z.string().refine(isZone, 'not an IANA time zone'),
  }),
  z.strictObject({ type: z.literal('type-2'), window: WindowDays }),
]);

/** What a customer must do for the controls to be enough, and the criteria that it serves. */
const UserEntityControl = z.strictObject({
  text: z.string().min(10).max(500),
  criteria: z.array(CriterionId).max(61).default([]),
});

const about = {
  name: z.string().min(1).max(200),
  examination: Examination,
  categories: z
    .array(z.enum(CATEGORIES))
    .min(1)
    .refine((categories) => categories.includes('security'), 'security is always in scope'),
  /** Criteria that are not relevant, and why. */
  notRelevant: z.record(CriterionId, z.string().min(10)).default({}),
  boundary: z
    .strictObject({
      products: Texts,
      infrastructure: Texts,
      software: Texts,
      people: Texts,
      procedures: Texts,
      data: Texts,
      locations: Texts,
    })
    .partial()
    .default({}),
  subservice: z.array(SubserviceOrganization).max(100).default([]),
};

/** As it was sealed before customers' controls and promises had a place. */
const First = z.strictObject({ v: z.literal(1), ...about });

/** One examination, as the company plans it; one version of it, as it is sealed. */
const Second = z.strictObject({
  v: z.literal(2),
  ...about,
  /** What is promised to customers; each suggests a category. */
  promises: z.array(z.enum(PROMISE_NAMES as readonly [PromiseName, ...PromiseName[]])).default([]),
  /** Complementary user entity controls. */
  cuecs: z.array(UserEntityControl).max(100).default([]),
});

/** Any version that was ever sealed, read as the latest. */
export const Engagement = z.union([
  Second,
  First.transform((first): z.output<typeof Second> => ({ ...first, v: 2, promises: [], cuecs: [] })),
]);
export type Engagement = z.output<typeof Engagement>;

/** The window, half-open; of a Type I, the day itself. */
export function windowIn({ examination }: Pick<Engagement, 'examination'>): Window {
  if (examination.type === 'type-2') return windowOf(examination.window);
  const { asOf, zone } = examination;
  return windowOf({ first: asOf, last: asOf, zone });
}

export const zoneIn = ({ examination }: Pick<Engagement, 'examination'>): string =>
  examination.type === 'type-2' ? examination.window.zone : examination.zone;

/** Criteria that the examination is about, those that are not relevant included. */
export const criteriaIn = ({ categories }: Engagement): readonly Criterion[] => criteriaFor(categories);

/** First and last day, as people read them. */
export function daysOf({ examination }: Engagement): { readonly first: string; readonly last: string } {
  if (examination.type === 'type-2') return { first: examination.window.first, last: examination.window.last };
  return { first: examination.asOf, last: examination.asOf };
}

/** What an examination is called where nobody gave it a name; it says its days, and changes with them. */
export const namedByDays = ({ examination }: Pick<Engagement, 'examination'>): string =>
  examination.type === 'type-1'
    ? `SOC 2 Type I as of ${examination.asOf}`
    : `SOC 2 Type II, ${examination.window.first} to ${examination.window.last}`;

/** Throws `input_invalid`, naming the place, for what is no engagement. */
export function parsedEngagement(value: unknown): Engagement {
  const isFirst = typeof value === 'object' && value !== null && 'v' in value && value.v === 1;
  const { success, data, error } = (isFirst ? First : Second).safeParse(value);
  if (success) return Engagement.parse(data);
  throw new DomainError('input_invalid', {
    where: error.issues[0]?.path.join('.') ?? '',
    because: error.issues[0]?.message ?? '',
  });
}
