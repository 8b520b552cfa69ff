import { AppShell, Burger, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { withDays } from '#web/kit/when.ts';
import { AccountMenu, Organizations } from './AccountMenu.tsx';
import { AsOf } from './AsOf.tsx';
import { Bell } from './Bell.tsx';
import { WithBeside } from './Beside.tsx';
import { mayEnter } from './entry.ts';
import { OfNow, OnPaper } from './Heads.tsx';
import { late } from './late.tsx';
import { Leaving } from './Leaving.tsx';
import { OfOthers } from './Lost.tsx';
import { Palette } from './Palette.tsx';
import { useProgramme } from './programme.ts';
import { ROOMS, roomsFor } from './rooms.ts';

/** Nobody is asked anything while the first page is drawn. */
const Confirm = late({
  what: 'What asks whether it is still you, before something that cannot be undone,',
  load: async () => (await import('./Confirm.tsx')).Confirm,
  corner: 'second',
});

/** The rail, the header, and the page between them. */
export function Frame() {
  const [opened, { toggle, close }] = useDisclosure();
  const { may, me, asOf } = useProgramme();
  const at = useLocation({ select: ({ pathname }) => pathname });
  const isTheirs = asOf !== null || mayEnter(at, ROOMS, may); // of a past day nothing is changed, whoever looks
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 200, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={0}
      transitionDuration={120}
    >
      <AppShell.Header zIndex={110} className="bar" withBorder px="md">
        <a className="skip" href="#main">
          Skip to the page
        </a>
        <Group h="100%" justify="space-between" wrap="nowrap" gap="sm">
          <Whose opened={opened} toggle={toggle} />
          <Group gap={4} wrap="nowrap">
            <Palette />
            <AsOf />
            <Bell />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className="rail" p="xs" withBorder>
        <nav aria-label="Rooms">
          {roomsFor(may).map(({ to, label, icon: Icon }) => (
            <Link key={to} to={to} onClick={close} activeOptions={{ exact: to === '/', includeSearch: false }}>
              <Icon size={18} stroke={1.6} aria-hidden="true" />
              {label}
            </Link>
          ))}
        </nav>
      </AppShell.Navbar>
      <AppShell.Main component="div">
        <OnPaper />
        <OfNow />
        <WithBeside>{isTheirs ? <Outlet /> : <OfOthers />}</WithBeside>
      </AppShell.Main>
      <Confirm hasApp={me.hasApp} company={me.company} />
      <Leaving />
    </AppShell>
  );
}

function Whose({ opened, toggle }: { readonly opened: boolean; readonly toggle: () => void }) {
  const { engagement, name, demo } = useProgramme();
  return (
    <Group gap="sm" wrap="nowrap" style={{ minWidth: 0 }}>
      <Burger
        opened={opened}
        onClick={toggle}
        hiddenFrom="sm"
        size="sm"
        aria-label={opened ? 'Close the menu' : 'Open the menu'}
      />
      <img src="/mark.svg" width={24} height={24} alt="Attestry" />
      <Name />
      {demo && (
        <Text size="xs" c="dimmed" visibleFrom="xs" style={{ whiteSpace: 'nowrap' }}>
          invented data
        </Text>
      )}
      {engagement !== null && !engagement.name.includes(name) && (
        <Text size="sm" c="dimmed" truncate visibleFrom="md">
          {withDays(engagement.name)}
        </Text>
      )}
    </Group>
  );
}

/** The organization that is looked at; whoever is in several turns to another one here. */
function Name() {
  const { me, name } = useProgramme();
  const words = (
    <Text fw={600} truncate>
      {name}
    </Text>
  );
  if (me.organizations.length < 2) return words;
  return (
    <Menu position="bottom-start" width={260} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className="whose">{words}</UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Organizations />
      </Menu.Dropdown>
    </Menu>
  );
}
