import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Whole } from '#web/kit/ItemKey.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { count } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { type Engagement, useMay, useProgramme } from '#web/shell/programme.ts';
import { EngageFirm } from './EngageFirm.tsx';
import { EngagedFirm } from './EngagedFirm.tsx';
import { Quotes } from './Quotes.tsx';
import type { Quote } from './shapes.ts';

const ABOVE = [{ to: '/scope', label: 'Scope' }];

/** Who is to examine: what a firm must be, what to ask it, what firms offer, and the letter that engages one. */
export function AuditorPage() {
  const { engagement, role } = useProgramme();
  if (role === 'auditor') return <Engaged engagement={engagement} />;
  if (engagement !== null) return <Choosing engagement={engagement} />;
  return (
    <Page title="Choose your auditor" above={ABOVE}>
      <Empty
        what="No examination is open"
        why="A firm offers for an examination: say first under Scope what is examined and when. What a firm must be stands below."
        action={<Link to="/scope">Say what is examined</Link>}
      />
      <Guide />
    </Page>
  );
}

/** Who examines has nobody to choose. */
const Engaged = ({ engagement }: { readonly engagement: Engagement | null }) => (
  <Page title="Who examines" above={ABOVE} lead="The firm that is engaged, as its letter says.">
    {engagement !== null && (
      <Section title="The engaged firm">
        <EngagedFirm engagement={engagement} isChosenHere />
      </Section>
    )}
  </Page>
);

function Choosing({ engagement }: { readonly engagement: Engagement }) {
  const maySee = useMay('auditors:read');
  const mayWrite = useMay('auditors:write');
  const [engaging, setEngaging] = useState<Quote | 'another' | null>(null);
  return (
    <Page
      title="Choose your auditor"
      above={ABOVE}
      lead="Only a licensed, independent and peer-reviewed CPA firm may examine. Ask three; the cheapest report that nobody trusts is the dearest."
      actions={
        mayWrite && (
          <Button variant="default" onClick={() => setEngaging('another')}>
            Record the engagement letter
          </Button>
        )
      }
    >
      <Section title="The engaged firm">
        <EngagedFirm engagement={engagement} isChosenHere />
      </Section>
      {maySee && <Quotes engagement={engagement} engage={setEngaging} />}
      <Guide />
      <EngageFirm engagement={engagement} of={engaging} close={() => setEngaging(null)} />
    </Page>
  );
}

function Guide() {
  const guide = useQuery(ask('audit', 'guide', {}));
  return (
    <Answer of={guide}>
      {({ musts, questions, fees }) => (
        <>
          <Section title="What a firm must be">
            <Records
              label="What a firm must be"
              rows={musts}
              keyOf={({ what }) => what}
              columns={[
                { head: 'It must be', cell: ({ what }) => what },
                { head: 'Why', cell: ({ why }) => why },
                { head: 'How to look it up', cell: ({ lookUp }) => lookUp },
              ]}
            />
          </Section>
          <Section title="What to ask">
            <Records
              label="What to ask"
              rows={questions}
              keyOf={({ ask: question }) => question}
              columns={[
                { head: 'Question', cell: ({ ask: question }) => question },
                { head: 'What the answer tells', cell: ({ tells }) => <Whole of={tells} /> },
              ]}
            />
          </Section>
          <Section title="What others say that it costs">
            <Text size="sm" c="dimmed" mb={8} className="prose">
              Estimates of others, in US dollars, that do not agree with each other; a quote is the only figure that
              counts.
            </Text>
            <Records
              label="What others say that it costs"
              rows={fees}
              keyOf={({ what }) => what}
              columns={[
                { head: 'What', cell: ({ what }) => what },
                { head: 'From', number: true, cell: ({ low }) => count(low) },
                { head: 'To', number: true, cell: ({ high }) => count(high) },
                { head: 'Who says so', cell: ({ who }) => who },
              ]}
            />
          </Section>
        </>
      )}
    </Answer>
  );
}
