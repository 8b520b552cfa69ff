import type { Given, Option } from './command.ts';

/** As of when something is asked for, as every reading command takes it. */
export const AS_OF: Option = {
  name: 'as-of',
  value: 'WHEN',
  doc: 'A past day, an instant, or a position of the log; left out, now. What has not come yet is refused.',
};

export function asOfIn(given: Given): { readonly asOf?: string } {
  const asOf = given.text('as-of');
  return asOf === undefined ? {} : { asOf };
}

const ENGAGEMENT: Option = {
  name: 'engagement',
  value: 'ID',
  doc: 'Which examination; default: the one opened last.',
};

/** Which examination, and as of when. */
export const EXAMINATION: readonly Option[] = [ENGAGEMENT, AS_OF];

export function examinationIn(given: Given): { readonly engagement?: string; readonly asOf?: string } {
  const engagement = given.text('engagement');
  return { ...(engagement === undefined ? {} : { engagement }), ...asOfIn(given) };
}
