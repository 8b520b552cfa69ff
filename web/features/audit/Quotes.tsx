import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { Day } from '#web/kit/When.tsx';
import { count } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { type Engagement, useMay } from '#web/shell/programme.ts';
import { QuoteForm } from './QuoteForm.tsx';
import type { Quote } from './shapes.ts';

interface Props {
  readonly engagement: Engagement;
  readonly engage: (quote: Quote) => void;
}

const COLUMNS: readonly Column<Quote>[] = [
  { head: 'Firm', cell: ({ firm }) => firm },
  {
    head: 'License',
    cell: ({ licence, licenceLookup }) => <Licence text={licence} link={licenceLookup} />,
    value: ({ licence }) => licence,
  },
  { head: 'Peer review', cell: ({ peerReviewed }) => peerReviewed !== null && <Day day={peerReviewed} /> },
  { head: 'Fee', number: true, cell: fee },
  { head: 'Included', cell: ({ includes }) => includes.join('; ') },
  { head: 'Could begin', cell: ({ start }) => start !== null && <Day day={start} /> },
  { head: 'Not told yet', cell: ({ open }) => open.join('; ') },
  { head: 'Notes', cell: ({ notes }) => notes },
];

function fee({ feeLow, feeHigh, currency }: Quote): string {
  if (feeLow === null) return '';
  return feeHigh === null || feeHigh === feeLow
    ? `${count(feeLow)} ${currency}`
    : `${count(feeLow)} to ${count(feeHigh)} ${currency}`;
}

const Licence = ({ text, link }: { readonly text: string; readonly link: string }) =>
  link === '' ? (
    text
  ) : (
    <a href={link} rel="noreferrer noopener" target="_blank">
      {text === '' ? 'look it up' : text}
    </a>
  );

/** What firms offer, side by side, and what each has not told yet. */
export function Quotes({ engagement, engage }: Props) {
  const quotes = useQuery(ask('audit', 'quotes', { engagement: engagement.id }));
  const mayWrite = useMay('auditors:write');
  const [recording, setRecording] = useState<Quote | 'new' | null>(null);
  const actions: Column<Quote> = {
    head: 'Action',
    acts: true,
    cell: (quote) =>
      mayWrite && (
        <Group gap={6} wrap="nowrap">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Change the quote of ${quote.firm}`}
            onClick={() => setRecording(quote)}
          >
            Change
          </Button>
          <Button size="compact-xs" variant="default" aria-label={`Engage ${quote.firm}`} onClick={() => engage(quote)}>
            Engage
          </Button>
        </Group>
      ),
  };
  return (
    <Section
      title="What firms offer"
      aside={
        mayWrite && (
          <Button size="xs" variant="default" onClick={() => setRecording('new')}>
            Record a quote
          </Button>
        )
      }
    >
      <Answer of={quotes}>
        {({ quotes: all }) =>
          all.length === 0 ? (
            <Empty
              what="No quote is recorded"
              why="Record what each firm offers to compare them. Only owners and admins see quotes, and never a firm."
            />
          ) : (
            <Records label="Quotes" rows={all} keyOf={({ id }) => id} columns={[...COLUMNS, actions]} />
          )
        }
      </Answer>
      <QuoteForm engagement={engagement} of={recording} close={() => setRecording(null)} />
    </Section>
  );
}
