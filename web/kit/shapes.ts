import type { ApiClient } from '#/contract/api.ts';

/** What the server answers to a call of a noun. */
export type Answered<N extends keyof ApiClient, C extends keyof ApiClient[N]> = ApiClient[N][C] extends (
  input: never,
) => Promise<infer O>
  ? O
  : never;
