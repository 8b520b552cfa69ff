import type { ApiClient } from '#/contract/api.ts';

type Answered<F extends (input: never) => Promise<unknown>> = Awaited<ReturnType<F>>;

/** What the server says of a control, and of where it stands. */
export type Shown = Answered<ApiClient['controls']['show']>;
export type Control = Shown['control'];
export type Latest = Shown['latest'];
export type Limit = Latest['limits'][number];
export type InLibrary = Answered<ApiClient['controls']['library']>['controls'][number];
export type Version = Shown['versions'][number];
type Status = Answered<ApiClient['readiness']['status']>;
export type Standing = Status['controls'][number];
export type Gap = Status['gaps'][number];
export type InScope = Status['criteria'][number];
