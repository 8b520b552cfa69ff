import { Tabs } from '@mantine/core';
import { usePart } from '#web/kit/address.ts';
import { Page } from '#web/kit/Page.tsx';
import { useOpenTab } from '#web/kit/use-open-tab.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { Actions } from './Actions.tsx';
import { Jobs } from './Jobs.tsx';
import { Keys } from './Keys.tsx';
import { Mail } from './Mail.tsx';
import { Organization } from './Organization.tsx';
import { Own } from './Own.tsx';
import { SingleSignOn } from './SingleSignOn.tsx';
import { Webhooks } from './Webhooks.tsx';

/** What those see who direct the programme. */
const DIRECTED = [
  { part: 'single-sign-on', label: 'Single sign-on', of: SingleSignOn },
  { part: 'keys', label: 'API keys', of: Keys },
  { part: 'webhooks', label: 'Webhooks', of: Webhooks },
  { part: 'mail', label: 'Mail', of: Mail },
  { part: 'jobs', label: 'Background work', of: Jobs },
  { part: 'actions', label: 'Audit log', of: Actions },
];

/** What belongs to the person, and what to the organization. The address says which part is open. */
export function SettingsPage() {
  const { name } = useProgramme();
  const directs = useMay('identity:read');
  const [part, open] = usePart(['own', 'organization', ...(directs ? DIRECTED : []).map(({ part: each }) => each)]);
  const tabs = useOpenTab(part);
  return (
    <Page title="Settings" lead={`Your own account, and what ${name} asks of everybody.`}>
      <Tabs value={part} onChange={open} keepMounted={false} mt="md">
        <Tabs.List ref={tabs}>
          <Tabs.Tab value="own">You</Tabs.Tab>
          <Tabs.Tab value="organization">Organization</Tabs.Tab>
          {directs &&
            DIRECTED.map(({ part: each, label }) => (
              <Tabs.Tab key={each} value={each}>
                {label}
              </Tabs.Tab>
            ))}
        </Tabs.List>
        <Tabs.Panel value="own">
          <Own />
        </Tabs.Panel>
        <Tabs.Panel value="organization">
          <Organization />
        </Tabs.Panel>
        {directs &&
          DIRECTED.map(({ part: each, of: Part }) => (
            <Tabs.Panel key={each} value={each}>
              <Part />
            </Tabs.Panel>
          ))}
      </Tabs>
    </Page>
  );
}
