import { wholeDays } from '#/core/time/whole-days.ts';
import { inWords } from '#/features/trust/days.ts';
import { nameOf, type TrustFacts } from '#/features/trust/facts.ts';

/** A report says something about a time that is over; every page says so. */
export const PROMISE =
  'A SOC 2 report gives a CPA firm’s opinion about a time that is over. It is no promise that nothing went wrong then, or that nothing will.';

/** As of when all of it holds, and who says so. */
export const asOfWords = (facts: TrustFacts): string =>
  `As of ${wholeDays(inWords(facts.today))} (${facts.zone}). What is measured here is measured by ${nameOf(facts)} from its own records; no auditor has examined it.`;
