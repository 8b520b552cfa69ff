/** By which a new source says which one it takes up from. */
export const FOLLOWS = {
  name: 'follows',
  value: 'SOURCE',
  doc: 'You state that it takes the place of this source, which told of the same until then: each accounts for its own time. Your name and the day are sealed with it.',
} as const;

interface Stated {
  readonly source: string;
  readonly follows: string;
  readonly by: string;
}

/** Who stated it, and when: whoever reads what the sources account for should know. */
export const followsLine = ({ source, follows, by }: Stated, when: string): string =>
  `${source} follows ${follows}, as ${by} stated on ${when}: they account for the same list together, each for its own time.`;
