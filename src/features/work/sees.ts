import type { Caller } from '#/contract/endpoint.ts';

/** A member sees what is theirs to do; whoever sees the controls sees what is to be done about them. */
export const seesAll = ({ standing }: Caller): boolean =>
  standing === undefined || standing.may.includes('controls:read');
