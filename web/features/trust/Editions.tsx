import { inLedger } from '#web/kit/InLedger.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';

export type Entry = Answered<'trust', 'history'>['history'][number];

interface Props {
  readonly history: readonly Entry[];
  /** What can be done with one, where anything can. */
  readonly acts?: Column<Entry>;
}

/** Each edition with what it changed, and each time that the page was taken down. */
export const Editions = ({ history, acts }: Props) => (
  <Records
    label="History"
    rows={history}
    keyOf={({ position }) => String(position)}
    columns={[
      { head: 'Edition', number: true, cell: ({ edition }) => edition ?? '' },
      { head: 'What', cell: whatWords },
      { head: 'By', cell: ({ person }) => <By of={person} /> },
      { head: 'When', cell: ({ at }) => <When at={at} exact /> },
      ...(acts === undefined ? [] : [acts]),
      inLedger,
    ]}
  />
);

const whatWords = ({ what, reason, changed: parts }: Entry): string =>
  [what, reason, parts.join(', ')].filter((text) => text !== '').join(': ');
