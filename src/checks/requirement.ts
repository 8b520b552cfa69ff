import { counted } from '#/core/grouped.ts';
import { deviation, pass, unknown, type Verdict } from '#/core/verdict.ts';

/** The verdict on something that must be so. `is` is undefined where the source does not say. */
export function required(is: boolean | undefined, missing: string, unsaid: string): Verdict {
  if (is === undefined) return unknown(unsaid);
  return is ? pass() : deviation(missing);
}

/** What stands in a sentence for a limit that may not be set. */
export const orTargetTime = (limit: number | null, unit: string): string =>
  limit === null ? 'a time that the control does not state' : counted(limit, unit);

/** For everything that depends on a limit that neither the statement names nor the company has set. */
export const noLimit = (what: string): Verdict =>
  unknown(`the control states no time for ${what}; once the company sets one, this can be judged`);
