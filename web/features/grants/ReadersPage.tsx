import { Badge, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { usePart } from '#web/kit/address.ts';
import { Page } from '#web/kit/Page.tsx';
import { useOpenTab } from '#web/kit/use-open-tab.ts';
import { counted } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { Agreements } from './Agreements.tsx';
import { Documents } from './Documents.tsx';
import { Grants } from './Grants.tsx';
import { PersonalData } from './PersonalData.tsx';
import { Requests } from './Requests.tsx';
import { Rules } from './Rules.tsx';

const PARTS = [
  { part: 'requests', label: 'Requests', of: Requests },
  { part: 'readers', label: 'Readers', of: Grants },
  { part: 'documents', label: 'Documents', of: Documents },
  { part: 'agreements', label: 'Agreements', of: Agreements },
  { part: 'rules', label: 'Rules', of: Rules },
  { part: 'data', label: 'Personal data', of: PersonalData },
] as const;

/** Those outside who ask, sign and read. The address says which part is open. */
export function ReadersPage() {
  const { slug } = useProgramme();
  const [part, open] = usePart(['requests', ...PARTS.map(({ part: each }) => each)]);
  const tabs = useOpenTab(part);
  const waiting = useQuery(ask('grants', 'requests', { state: 'waiting', limit: 50 })).data?.waiting ?? 0;
  const history = useQuery({ ...ask('trust', 'history', {}), enabled: useMay('trust:read') }).data?.history;
  const isPublic = history === undefined || history[0]?.what === 'published';
  return (
    <Page
      title="Documents and readers"
      above={[{ to: '/trust', label: 'Trust' }]}
      lead={leadOf(waiting, isPublic ? slug : null)}
    >
      <Tabs value={part} onChange={open} keepMounted={false} mt="md">
        <Tabs.List ref={tabs}>
          {PARTS.map(({ part: each, label }) => (
            <Tabs.Tab
              key={each}
              value={each}
              rightSection={
                each === 'requests' && waiting > 0 ? (
                  <Badge size="sm" style={{ minWidth: `calc(${String(waiting).length}ch + 20px)`, flexShrink: 0 }}>
                    {waiting}
                  </Badge>
                ) : undefined
              }
            >
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PARTS.map(({ part: each, of: Part }) => (
          <Tabs.Panel key={each} value={each}>
            <Part />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}

/** Where those outside ask; `slug` is null while nothing is public. */
const leadOf = (waiting: number, slug: string | null) => (
  <>
    {waiting === 0
      ? 'Nobody waits for an answer. '
      : `${counted(waiting, 'request')} ${waiting === 1 ? 'waits' : 'wait'} for an answer. `}
    {slug === null ? (
      'The trust center is not public: nobody outside can ask, and what you give opens once it is published.'
    ) : (
      <a href={`/t/${slug}/request`} target="_blank" rel="noreferrer">
        Where those outside ask
      </a>
    )}
  </>
);
