import type { Kind } from '#/platform/jobs/queue.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const CHORE = { retries: 5, pause: MINUTE, longest: 10 * MINUTE, atOnce: 1 };

/** What is worked on behind the requests. */
export const KINDS: readonly Kind[] = [
  { name: 'collect', retries: 2, pause: 1, longest: 6 * HOUR, atOnce: 2 },
  { name: 'check', retries: 3, pause: 1, longest: 2 * HOUR, atOnce: 1 },
  { name: 'package', retries: 2, pause: 1, longest: 2 * HOUR, atOnce: 1 },
  { name: 'verify', retries: 1, pause: 1, longest: 2 * HOUR, atOnce: 1 },
  { name: 'fsck', retries: 1, pause: 1, longest: 4 * HOUR, atOnce: 1 },
  { name: 'mail', retries: 10, pause: 4, longest: 2 * MINUTE, atOnce: 2 },
  { name: 'webhook', retries: 12, pause: 4, longest: 2 * MINUTE, atOnce: 4 },
  // what the clock asks for becomes a job where it fails
  ...['seal', 'tell', 'refresh', 'remind', 'tidy', 'judge', 'read'].map((name) => ({ name, ...CHORE })),
  { name: 'tick', retries: 0, pause: 1, longest: 10 * MINUTE, atOnce: 1 },
];

export const kindNamed = (name: string): Kind => {
  const kind = KINDS.find((each) => each.name === name);
  if (kind === undefined) throw new TypeError(`there is no work of the kind ${name}`);
  return kind;
};
