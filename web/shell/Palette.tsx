import { Button, Kbd, Modal } from '@mantine/core';
import { useHotkeys, useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { late } from './late.tsx';

/** Read when it is opened first: most pages are reached without it. */
const Finder = late({ what: 'What finds', load: async () => (await import('./Finder.tsx')).Finder });

/** Reaches by name whatever has a page, and what is done there: rooms, actions, controls, checks, policies, tasks, sources, people and records. */
export function Palette() {
  const [opened, { open, close }] = useDisclosure();
  useHotkeys([['mod+K', open]], []);
  return (
    <>
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        rightSection={
          <Kbd size="xs" visibleFrom="md">
            Ctrl K
          </Kbd>
        }
        onClick={open}
      >
        <span className="wide-label">Find</span>
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        withCloseButton={false}
        title="Find anything"
        padding="sm"
        yOffset="10vh"
        size={560}
      >
        <Finder close={close} />
      </Modal>
    </>
  );
}
