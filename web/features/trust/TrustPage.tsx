import { Alert, Anchor, Button, Tabs, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { counted } from '#web/kit/when.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { Contact } from './Contact.tsx';
import { Controls } from './Controls.tsx';
import type { Draft, PartProps } from './draft.ts';
import { History } from './History.tsx';
import { Certifications, Subprocessors, Updates } from './Lists.tsx';
import { Overview } from './Overview.tsx';
import { ProblemList } from './ProblemList.tsx';
import { Questions } from './Questions.tsx';
import { Slots } from './Slots.tsx';

type Status = Answered<'trust', 'status'>;

const PARTS: readonly {
  readonly part: string;
  readonly label: string;
  readonly of: (props: PartProps) => React.ReactNode;
}[] = [
  { part: 'overview', label: 'Overview', of: Overview },
  { part: 'controls', label: 'Controls', of: Controls },
  { part: 'questions', label: 'Questions', of: Questions },
  { part: 'asked', label: 'Asked most', of: Slots },
  { part: 'subprocessors', label: 'Subprocessors', of: Subprocessors },
  { part: 'certifications', label: 'Certifications and policies', of: Certifications },
  { part: 'updates', label: 'Updates', of: Updates },
  { part: 'contact', label: 'Contact and domain', of: Contact },
];

/** The public page of the company: what it says today, what it will say, and who made it say so. */
export function TrustPage() {
  const status = useQuery(ask('trust', 'status', {}));
  const draft = useQuery(ask('trust', 'draft', {}));
  return (
    <Answer of={status} page="Trust">
      {(standing) => (
        <Page title="Trust" lead={standing.status.lead} actions={<Actions {...standing} />}>
          <Standing {...standing} />
          <Answer of={draft}>{(content) => <Parts draft={content} standing={standing} />}</Answer>
        </Page>
      )}
    </Answer>
  );
}

function Actions({ published, draft, problems, address }: Status) {
  const may = useMay('trust:write');
  const { slug } = useProgramme();
  const publishing = useMutation({
    mutationFn: () => api.trust.publish({ revision: draft.revision }),
    onSuccess: () => changed('trust', 'ledger'),
  });
  return (
    <>
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

/** Whether it is public, where, and what became of the controls on it. */
function Standing({ status, published, draft, address, controls, problems }: Status) {
  const off = controls.filter(({ state }) => state === 'not shown');
  return (
    <>
      <Text size="sm" c="dimmed" className="prose">
        {status.details.join(' ')} This sentence follows from the examination; nobody types it.
      </Text>
      {published === null ? (
        <Alert variant="outline" color="gray" my="md" title="Nothing is public yet">
          {draft.saved === null
            ? 'A page can be there before any report. What follows is proposed from your program: read it, change it, and publish it.'
            : 'Publish the draft when it says what it should.'}
        </Alert>
      ) : (
        <Text my="sm">
          Edition {published.edition} is public at{' '}
          <Anchor href={address} target="_blank" rel="noopener" inherit>
            {address}
          </Anchor>
          , published by {published.person} <When at={published.at} />.
          {draft.differs ? ' The draft says something else.' : ''}
        </Text>
      )}
      {off.length > 0 && (
        <Alert
          variant="outline"
          color="brick"
          my="md"
          title={`${counted(off.length, 'control')} on the page ${off.length === 1 ? 'is' : 'are'} not shown`}
        >
          {off.map(({ title }) => title).join('; ')}. Readers see that.
        </Alert>
      )}
      <ProblemList problems={problems} />
    </>
  );
}

function Parts({ draft, standing }: { readonly draft: Draft; readonly standing: Status }) {
  const { part = 'overview' } = useSearch({ strict: false }) as { readonly part?: string };
  const may = useMay('trust:write');
  const navigate = useNavigate();
  return (
    <Tabs
      value={part}
      onChange={(to) => void navigate({ to: '.', search: (before: object) => ({ ...before, part: to ?? 'overview' }) })}
      keepMounted={false}
      mt="md"
    >
      <Tabs.List>
        {PARTS.map(({ part: each, label }) => (
          <Tabs.Tab key={each} value={each}>
            {label}
          </Tabs.Tab>
        ))}
        <Tabs.Tab value="history">History</Tabs.Tab>
      </Tabs.List>
      {PARTS.map(({ part: each, of: Part }) => (
        <Tabs.Panel key={each} value={each}>
          <Part key={draft.revision} draft={draft} may={may} />
        </Tabs.Panel>
      ))}
      <Tabs.Panel value="history">
        <History draft={draft} may={may} published={standing.published !== null} />
      </Tabs.Panel>
    </Tabs>
  );
}
