import type { ApiClient } from '#/contract/api.ts';
import type { OUTCOMES } from '#web/kit/states.ts';

type Answered<F extends (input: never) => Promise<unknown>> = Awaited<ReturnType<F>>;

export type Listed = Answered<ApiClient['checks']['list']>['checks'][number];
export type Shown = Answered<ApiClient['checks']['show']>;
export type Run = NonNullable<Shown['run']>;
export type Finding = Shown['findings'][number];

/** In the order of the bar; each opens the items that count as it. */
export type Outcome = (typeof OUTCOMES)[number];

/** What of the items of a check can be asked for. */
export type Choice = Outcome | 'all' | 'about';

/** What of a check is looked at, as the address has it. */
export interface Way {
  readonly outcome?: string | undefined;
  /** The first and the last day of a window, or of a week of it. */
  readonly first?: string | undefined;
  readonly last?: string | undefined;
  /** An instant within them before which an item counts: when its control was retired. */
  readonly until?: string | undefined;
}

export const wayIn = ({ outcome, first, last, until }: Way): Way => ({
  ...(outcome === undefined ? {} : { outcome }),
  ...(first === undefined ? {} : { first }),
  ...(last === undefined ? {} : { last }),
  ...(until === undefined ? {} : { until }),
});
