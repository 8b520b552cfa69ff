import type { ApiClient } from '#/contract/api.ts';

type Answered<F extends (input: never) => Promise<unknown>> = Awaited<ReturnType<F>>;

/** What the server says of a control, and of where it stands. */
export type Shown = Answered<ApiClient['controls']['show']>;
export type Control = Shown['control'];
export type Version = Shown['versions'][number];
export type Standing = Answered<ApiClient['readiness']['status']>['controls'][number];
