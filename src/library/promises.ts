import { CATEGORIES, type Category } from './library.ts';

/** What a company may promise its customers, and the category in which an auditor can examine whether it is kept. */
interface Promised {
  readonly sentence: string;
  readonly suggests: Category;
  readonly because: string;
}

export const PROMISES = {
  uptime: {
    sentence: 'The service is available for a stated share of the time.',
    suggests: 'availability',
    because: 'Availability is about whether the service is there when it was promised to be',
  },
  recovery: {
    sentence: 'After a failure, the service and its data are back within a stated time.',
    suggests: 'availability',
    because: 'Availability is about whether backups and recovery plans work',
  },
  'accurate-processing': {
    sentence: 'What the service calculates or passes on is complete, accurate and on time.',
    suggests: 'processing-integrity',
    because: 'Processing Integrity is about whether results can be relied on',
  },
  'confidential-data': {
    sentence: 'What customers entrust to us in confidence is seen only by those who need it.',
    suggests: 'confidentiality',
    because: 'Confidentiality is about how information that was promised protection is known and kept',
  },
  'customers-apart': {
    sentence: 'No customer can see or change the data of another.',
    suggests: 'confidentiality',
    because: 'Confidentiality is about who can reach the data of a customer',
  },
  deletion: {
    sentence: 'Customer data is deleted or returned when a customer leaves.',
    suggests: 'confidentiality',
    because: 'Confidentiality is about how information ends',
  },
  'personal-data': {
    sentence: 'We collect personal data from the people it is about, or decide what it is used for.',
    suggests: 'privacy',
    because:
      'Privacy is for a company that deals with the people themselves; one that only keeps personal data for its customers is usually served by Confidentiality',
  },
  'individual-requests': {
    sentence: 'People can see, correct and delete the data that we hold about them.',
    suggests: 'privacy',
    because: 'Privacy is about what people may ask of whoever holds their data',
  },
  'breach-notice': {
    sentence: 'Customers are told of a breach within a stated time.',
    suggests: 'security',
    because: 'it covers how incidents are handled and who is told',
  },
  'sub-processor-notice': {
    sentence: 'Customers hear of a new sub-processor before it receives their data.',
    suggests: 'security',
    because: 'it covers vendors and what customers are told of them',
  },
} as const satisfies Readonly<Record<string, Promised>>;

export type PromiseName = keyof typeof PROMISES;
export const PROMISE_NAMES = Object.keys(PROMISES) as readonly PromiseName[];

/** A category to take into scope, and why. */
export interface Suggestion {
  readonly category: Category;
  readonly because: string;
}

/** The categories that these promises call for. Security is always among them. */
export function suggestedCategories(promises: readonly PromiseName[]): readonly Suggestion[] {
  const made = new Set(promises);
  return CATEGORIES.map((category) => {
    const reasons = PROMISE_NAMES.filter((name) => made.has(name) && PROMISES[name].suggests === category).map(
      (name) => PROMISES[name].because,
    );
    return {
      category,
      because: saidTogether([...(category === 'security' ? ['Security is always in scope'] : []), ...reasons]),
    };
  }).filter(({ because }) => because !== '');
}

/** Reasons that say what a category is about name it once: "Confidentiality is about A, and about B". */
function saidTogether(reasons: readonly string[]): string {
  const [abouts, others] = [reasons.filter((each) => ABOUT.test(each)), reasons.filter((each) => !ABOUT.test(each))];
  const about = abouts.map((each, at) => (at === 0 ? each : each.replace(ABOUT, 'about '))).join(', and ');
  return [...(about === '' ? [] : [about]), ...others].join('; ');
}

const ABOUT = /^[A-Z][A-Za-z ]* is about /;
