import { z } from 'zod';
import { line, text } from '#/core/typed.ts';
import type { ReportFacts } from './facts.contract.ts';

/** The parts of a report in the order in which reviewers read, and whether a reader can write something down beside it. */
export const PARTS = [
  'opinion',
  'system',
  'assertion',
  'exceptions',
  'infrastructure',
  'controls',
  'subservice',
  'incidents',
  'cuecs',
  'time',
] as const;
export type Part = (typeof PARTS)[number];

export const DECISIONS = ['open', 'in place', 'planned', 'not applicable'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What a reader of a report wrote down. It is theirs, and the company never sees it. */
export const Review = z.strictObject({
  /** What they are buying. */
  product: line(200).default(''),
  notes: z.partialRecord(z.enum(PARTS), text(4_000)).default({}),
  /** What they decided of each control of customers, by its number. */
  cuecs: z
    .record(z.string().max(20), z.strictObject({ decision: z.enum(DECISIONS), note: text(1_000).default('') }))
    .default({}),
});
export type Review = z.output<typeof Review>;

export const NO_REVIEW: Review = { product: '', notes: {}, cuecs: {} };

const UNDECIDED = { decision: 'open', note: '' } as const;

/** What a reader decided of a control of customers, whatever a company calls it. */
export const decidedOf = ({ cuecs }: Review, number: string): Review['cuecs'][string] =>
  (Object.hasOwn(cuecs, number) ? cuecs[number] : undefined) ?? UNDECIDED;

const plain = (name: string): string => name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** Whether what a reader buys is among the products that a report names. */
export type Covered =
  | { readonly kind: 'unsaid' }
  | { readonly kind: 'named'; readonly name: string; readonly page: number | null }
  | { readonly kind: 'not named' };

/** Compared by name only: nobody but the company can tell whether another name is the same product. */
export function coveredBy({ system }: Pick<ReportFacts, 'system'>, product: string): Covered {
  if (plain(product) === '') return { kind: 'unsaid' };
  const found = system.products.find(({ name }) => plain(name) === plain(product));
  return found === undefined ? { kind: 'not named' } : { kind: 'named', ...found };
}
