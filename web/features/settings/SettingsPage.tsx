import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Page } from '#web/kit/Page.tsx';
import { useMay, useProgramme } from '#web/shell/programme.ts';
import { Actions } from './Actions.tsx';
import { Keys } from './Keys.tsx';
import { Mail } from './Mail.tsx';
import { Organization } from './Organization.tsx';
import { Own } from './Own.tsx';
import { Webhooks } from './Webhooks.tsx';

/** What belongs to the person, and what to the organization. The address says which part is open. */
export function SettingsPage() {
  const { name } = useProgramme();
  const { part = 'own' } = useSearch({ strict: false }) as { readonly part?: string };
  const directs = useMay('identity:read');
  const navigate = useNavigate();
  const tabs = useRef<HTMLDivElement>(null);
  // On a phone they do not stand in one line: the open one is brought into sight.
  useEffect(() => {
    tabs.current?.querySelector(`[aria-selected="true"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  return (
    <Page title="Settings" lead={`Your own account, and what ${name} asks of everybody.`}>
      <Tabs
        value={part}
        onChange={(to) => void navigate({ to: '.', search: (before: object) => ({ ...before, part: to ?? 'own' }) })}
        keepMounted={false}
        mt="md"
      >
        <Tabs.List ref={tabs}>
          <Tabs.Tab value="own">You</Tabs.Tab>
          <Tabs.Tab value="organization">Organization</Tabs.Tab>
          {directs && <Tabs.Tab value="keys">API keys</Tabs.Tab>}
          {directs && <Tabs.Tab value="webhooks">Webhooks</Tabs.Tab>}
          {directs && <Tabs.Tab value="mail">Mail</Tabs.Tab>}
          {directs && <Tabs.Tab value="actions">Audit log</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="own">
          <Own />
        </Tabs.Panel>
        <Tabs.Panel value="organization">
          <Organization />
        </Tabs.Panel>
        {directs && (
          <Tabs.Panel value="keys">
            <Keys />
          </Tabs.Panel>
        )}
        {directs && (
          <Tabs.Panel value="webhooks">
            <Webhooks />
          </Tabs.Panel>
        )}
        {directs && (
          <Tabs.Panel value="mail">
            <Mail />
          </Tabs.Panel>
        )}
        {directs && (
          <Tabs.Panel value="actions">
            <Actions />
          </Tabs.Panel>
        )}
      </Tabs>
    </Page>
  );
}
