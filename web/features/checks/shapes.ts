import type { ApiClient } from '#/contract/api.ts';

type Answered<F extends (input: never) => Promise<unknown>> = Awaited<ReturnType<F>>;

export type Listed = Answered<ApiClient['checks']['list']>['checks'][number];
export type Shown = Answered<ApiClient['checks']['show']>;
export type Run = NonNullable<Shown['run']>;
export type Finding = Shown['findings'][number];

/** Outcomes whose items are kept one by one; the others are counted. */
export const KEPT = ['deviation', 'unknown', 'excluded', 'pending'] as const;
export type Kept = (typeof KEPT)[number];
