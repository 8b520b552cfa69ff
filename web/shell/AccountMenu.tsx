import { ActionIcon, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconUserCircle } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { leave } from './leave.ts';
import { useProgramme } from './programme.ts';

const SCHEMES = [
  ['auto', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

/** Who is signed in, where else they may go, and the way out. */
export function AccountMenu() {
  const { me } = useProgramme();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  return (
    <Menu position="bottom-end" width={260} withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={32} aria-label={`Account of ${me.name}`}>
          <IconUserCircle size={20} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm">{me.name}</Text>
          <Text size="xs">{me.email}</Text>
        </Menu.Label>
        <Menu.Item onClick={() => void navigate({ to: '/settings' })}>Settings and security</Menu.Item>
        {me.organizations.length > 1 && (
          <>
            <Menu.Divider />
            <Organizations />
          </>
        )}
        {me.organizations.some(({ role }) => role === 'owner') && (
          <Menu.Item onClick={() => void navigate({ to: '/begin' })}>Start another programme</Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Label>Colors</Menu.Label>
        {SCHEMES.map(([scheme, label]) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            rightSection={colorScheme === scheme && <IconCheck size={16} aria-label="chosen" />}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void leave()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Where else they may go. */
export function Organizations() {
  const { me, slug: here } = useProgramme();
  const navigate = useNavigate();
  const isOnly = (name: string): boolean => me.organizations.filter((each) => each.name === name).length === 1;
  const go = (slug: string): void =>
    void navigate({ to: '/', search: { organization: slug, engagement: undefined, asOf: undefined } });
  return (
    <>
      <Menu.Label>Organizations</Menu.Label>
      {me.organizations.map(({ slug, name }) => (
        <Menu.Item
          key={slug}
          onClick={() => go(slug)}
          rightSection={slug === here && <IconCheck size={16} aria-label="chosen" />}
        >
          {isOnly(name) ? name : `${name} (${slug})`}
        </Menu.Item>
      ))}
    </>
  );
}
