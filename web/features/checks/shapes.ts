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
  /** Outcomes by the rule alone, as if nobody had excluded any: `rule`. */
  readonly by?: string | undefined;
  /** Of deviations those that are explained, `yes`, or not yet, `no`. */
  readonly explained?: string | undefined;
  /** The first and the last day of a window, or of a week of it. */
  readonly first?: string | undefined;
  readonly last?: string | undefined;
  /** An instant within them before which an item counts: when its control was retired. */
  readonly until?: string | undefined;
}

export const wayIn = ({ outcome, by, explained, first, last, until }: Way): Way => ({
  ...(outcome === undefined ? {} : { outcome }),
  ...(by === undefined ? {} : { by }),
  ...(explained === undefined ? {} : { explained }),
  ...(first === undefined ? {} : { first }),
  ...(last === undefined ? {} : { last }),
  ...(until === undefined ? {} : { until }),
});

/** What of the items is asked for, beside their outcomes. */
export interface Among {
  readonly by: 'view' | 'rule';
  readonly explained: boolean | null;
}

/** What is explained are deviations that count: of the rule alone it is not asked. */
export function amongIn({ outcome, by, explained }: Way): Among {
  if (by === 'rule') return { by, explained: null };
  const said = outcome === 'deviation' ? SAID[explained ?? ''] : undefined;
  return { by: 'view', explained: said ?? null };
}
const SAID: Readonly<Record<string, boolean>> = { yes: true, no: false };
