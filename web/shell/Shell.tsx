import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ask } from './api.ts';
import { AsOf } from './AsOf.tsx';
import { Answer } from '#web/kit/Answer.tsx';
import { type Programme, ProgrammeProvider } from './programme.ts';
import { ROOMS } from './rooms.ts';

const MINUTE = 60_000;

/** The time as the pages show it, moving once a minute. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The rail, the header, and the page between them. */
export function Shell() {
  const organization = useQuery(ask('organization', 'show', {}));
  const engagements = useQuery(ask('engagements', 'list', {}));
  const search = useRouterState({
    select: ({ location }) => location.search as { readonly asOf?: string; readonly engagement?: string },
  });
  const now = useNow();
  return (
    <Answer of={organization}>
      {({ name, demo, zone }) => {
        const all = engagements.data?.engagements ?? [];
        const chosen = all.find(({ id }) => id === search.engagement) ?? all.at(-1) ?? null;
        const programme: Programme = { name, demo, zone, engagement: chosen, asOf: search.asOf ?? null, now };
        return (
          <ProgrammeProvider value={programme}>
            <Frame programme={programme} />
          </ProgrammeProvider>
        );
      }}
    </Answer>
  );
}

function Frame({ programme }: { readonly programme: Programme }) {
  const [opened, { toggle, close }] = useDisclosure();
  const { engagement, name, demo } = programme;
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 200, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={0}
    >
      <AppShell.Header className="bar" withBorder px="md">
        <a className="skip" href="#main">
          Skip to the page
        </a>
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? 'Close the menu' : 'Open the menu'}
            />
            <img src="/mark.svg" width={24} height={24} alt="Attestry" />
            <Text fw={600} truncate>
              {name}
            </Text>
            {demo && (
              <Text size="xs" c="dimmed" visibleFrom="xs">
                invented data
              </Text>
            )}
            {engagement !== null && (
              <Text size="sm" c="dimmed" truncate visibleFrom="sm">
                {engagement.name}
              </Text>
            )}
          </Group>
          <AsOf />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className="rail" p="xs" withBorder>
        <nav aria-label="Rooms">
          {ROOMS.map(({ to, label, icon: Icon }) => (
            <Link key={to} to={to} onClick={close} activeOptions={{ exact: to === '/' }}>
              <Icon size={18} stroke={1.6} aria-hidden="true" />
              {label}
            </Link>
          ))}
        </nav>
      </AppShell.Navbar>
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
