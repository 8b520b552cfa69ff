import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { usePart } from '#web/kit/address.ts';
import { Page } from '#web/kit/Page.tsx';
import { useOpenTab } from '#web/kit/use-open-tab.ts';
import { counted } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { Looks } from './Looks.tsx';
import { News } from './News.tsx';
import { Objections } from './Objections.tsx';
import { Subscribers } from './Subscribers.tsx';

const PARTS = [
  { part: 'looks', label: 'Looks and reading', of: Looks },
  { part: 'subscribers', label: 'Subscribers', of: Subscribers },
  { part: 'news', label: 'What they were told', of: News },
  { part: 'objections', label: 'Objections', of: Objections },
] as const;

/** Those outside who look, and who want to hear. The address says which part is open. */
export function AudiencePage() {
  const [part, open] = usePart(['looks', ...PARTS.map(({ part: each }) => each)]);
  const tabs = useOpenTab(part);
  const counts = useQuery(ask('subscribers', 'list', { limit: 1 })).data?.counts;
  const lead =
    counts === undefined
      ? ''
      : counts.on === 0
        ? 'Nobody asked to hear of changes yet.'
        : `${counted(counts.on, 'person', 'people')} outside ${counts.on === 1 ? 'hears' : 'hear'} of changes.`;
  return (
    <Page title="Audience" above={[{ to: '/trust', label: 'Trust' }]} lead={lead}>
      <Tabs value={part} onChange={open} keepMounted={false} mt="md">
        <Tabs.List ref={tabs}>
          {PARTS.map(({ part: each, label }) => (
            <Tabs.Tab key={each} value={each}>
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
