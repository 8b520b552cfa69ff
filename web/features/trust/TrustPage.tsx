import { wholeDays } from '#/core/time/whole-days.ts';
import { Alert, Button, Tabs, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { usePart } from '#web/kit/address.ts';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { useOpenTab } from '#web/kit/use-open-tab.ts';
import { When } from '#web/kit/When.tsx';
import { counted } from '#web/kit/when.ts';
import { By } from '#web/features/people/By.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { Contact } from './Contact.tsx';
import { Controls } from './Controls.tsx';
import type { Content, Draft, PartProps } from './draft.ts';
import { History } from './History.tsx';
import { Certifications, Subprocessors, Updates } from './Lists.tsx';
import { Overview } from './Overview.tsx';
import { Questions } from './Questions.tsx';
import { Slots } from './Slots.tsx';
import { TrustThen } from './TrustThen.tsx';

type Status = Answered<'trust', 'status'>;

const PARTS: readonly {
  readonly part: string;
  readonly label: string;
  readonly of: (props: PartProps) => React.ReactNode;
  /** What it holds while somebody types: it begins anew when that is otherwise in the draft, and not when anything else is. */
  readonly holds?: (content: Content) => unknown;
}[] = [
  {
    part: 'overview',
    label: 'Overview',
    of: Overview,
    holds: ({ overview, look, mayNameFirm }) => [overview, look, mayNameFirm],
  },
  { part: 'controls', label: 'Controls', of: Controls, holds: ({ controls }) => controls },
  { part: 'questions', label: 'Questions', of: Questions },
  { part: 'asked', label: 'Asked most', of: Slots, holds: ({ slots }) => slots },
  { part: 'subprocessors', label: 'Subprocessors', of: Subprocessors },
  { part: 'certifications', label: 'Certifications and policies', of: Certifications },
  { part: 'updates', label: 'Updates', of: Updates },
  {
    part: 'contact',
    label: 'Contact and domain',
    of: Contact,
    holds: ({ contact, uptime, domain }) => [contact, uptime, domain],
  },
];

/** The part of the editor in which a place of the content stands. */
const partOf = (where: string): string => LABELS[where.split('.')[0] ?? ''] ?? where;
const LABELS: Readonly<Record<string, string>> = {
  overview: 'Overview',
  look: 'Overview',
  faq: 'Questions',
  slots: 'Asked most',
  subprocessors: 'Subprocessors',
  certifications: 'Certifications and policies',
  policies: 'Certifications and policies',
  updates: 'Updates',
};

/** The public page of the company: what it says today, what it will say, and who made it say so. */
export function TrustPage() {
  const { until } = useProgramme();
  return until === null ? <TrustNow /> : <TrustThen until={until} />;
}

function TrustNow() {
  const status = useQuery(ask('trust', 'status', {}));
  const draft = useQuery(ask('trust', 'draft', {}));
  return (
    <Answer of={status} page="Trust">
      {(standing) => (
        <Page
          title="Trust"
          term="trust center"
          lead={wholeDays(standing.status.lead)}
          actions={<Actions {...standing} />}
        >
          <Standing {...standing} />
          <Answer of={draft}>{(content) => <Parts draft={content} standing={standing} />}</Answer>
        </Page>
      )}
    </Answer>
  );
}

function Actions({ published, draft, problems, address }: Status) {
  const may = useMay('trust:write');
  const mayGive = useMay('grants:read');
  const { slug } = useProgramme();
  const publishing = useMutation({
    mutationFn: () => api.trust.publish({ revision: draft.revision }),
    onSuccess: () => changed('trust', 'ledger'),
  });
  return (
    <>
      {mayGive && (
        <Button component={Link} to="/trust/readers" variant="default">
          Documents and readers
        </Button>
      )}
      {mayGive && (
        <Button component={Link} to="/trust/audience" variant="default">
          Audience
        </Button>
      )}
      {published !== null && (
        <Button component="a" href={address} target="_blank" rel="noopener" variant="default">
          See the page
        </Button>
      )}
      <Button
        component="a"
        href={`/api/trust/preview.html?organization=${encodeURIComponent(slug)}`}
        target="_blank"
        rel="noopener"
        variant="default"
      >
        Preview
      </Button>
      {may && (
        <Button
          loading={publishing.isPending}
          disabled={!draft.differs || problems.length > 0}
          onClick={() => publishing.mutate()}
        >
          {published === null ? 'Publish' : 'Publish the changes'}
        </Button>
      )}
      {publishing.isError && <Problem error={publishing.error} />}
    </>
  );
}

/** What is said of a report, and of what comes after it. */
function parted(details: readonly string[]): readonly (readonly string[])[] {
  const next = details.findIndex((each) => each.startsWith('Next: '));
  return (next < 0 ? [details] : [details.slice(0, next), details.slice(next)]).filter(({ length }) => length > 0);
}

/** Whether it is public, where, and what became of the controls on it. */
function Standing({ status, published, draft, address, controls, problems }: Status) {
  const off = controls.filter(({ state }) => state === 'not shown');
  return (
    <>
      {parted(status.details).map((sentences) => (
        <Text key={sentences[0]} size="sm" c="dimmed" className="prose" mb={4}>
          {wholeDays(sentences.join(' '))}
        </Text>
      ))}
      <Text size="sm" c="dimmed" className="prose">
        This follows from the examination; nobody types it.
      </Text>
      {published === null ? (
        <Alert variant="outline" color="gray" my="md" title="Nothing is public yet">
          {draft.saved === null
            ? 'A page can be there before any report. What follows is proposed from your programme: read it, change it, and publish it.'
            : 'Publish the draft when it says what it should.'}
        </Alert>
      ) : (
        <Text my="sm">
          Edition {published.edition} is public at{' '}
          <a href={address} target="_blank" rel="noopener">
            {address}
          </a>
          , published by <By of={published.person} /> on <When at={published.at} />.
          {draft.differs ? ' The draft says something else.' : ''}
        </Text>
      )}
      {off.length > 0 && (
        <Alert
          variant="outline"
          color="brick"
          my="md"
          title={`Of ${counted(off.length, 'control')} the page says “not shown”`}
        >
          {off.map(({ title }) => title).join('; ')}. Readers see the title, and that no record bears it out today.
        </Alert>
      )}
      {problems.length > 0 && (
        <Text my="sm">
          {counted(problems.length, 'place')} must change before the draft can be published, in{' '}
          {[...new Set(problems.map(({ where }) => partOf(where)))].join(', ')}.
        </Text>
      )}
    </>
  );
}

function Parts({ draft, standing }: { readonly draft: Draft; readonly standing: Status }) {
  const [part, open] = usePart(['overview', ...PARTS.map(({ part: each }) => each), 'history']);
  const tabs = useOpenTab(part);
  const may = useMay('trust:write');
  return (
    <>
      {!may && <Text size="sm">You see the draft as it stands; owners and admins change it.</Text>}
      <Tabs value={part} onChange={open} keepMounted={false} mt="md">
        <Tabs.List ref={tabs}>
          {PARTS.map(({ part: each, label }) => (
            <Tabs.Tab key={each} value={each}>
              {label}
            </Tabs.Tab>
          ))}
          <Tabs.Tab value="history">History</Tabs.Tab>
        </Tabs.List>
        {PARTS.map(({ part: each, of: Part, holds }) => (
          <Tabs.Panel key={each} value={each}>
            <Part key={holds === undefined ? each : JSON.stringify(holds(draft.content))} draft={draft} may={may} />
          </Tabs.Panel>
        ))}
        <Tabs.Panel value="history">
          <History draft={draft} may={may} published={standing.published !== null} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
