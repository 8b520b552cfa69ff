import { Button, Kbd, Modal } from '@mantine/core';
import { useHotkeys, useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { late } from './late.tsx';

/** Read when it is opened first: most pages are reached without it. */
const Finder = late({ what: 'What finds', load: async () => (await import('./Finder.tsx')).Finder });

/** Reaches by name whatever has a page, and what is done there: rooms, actions, controls, checks, policies, tasks, sources, people and records. */
export function Palette() {
  const [opened, { open: show, close }] = useDisclosure();
  const typed = useTypedMeanwhile(opened);
  const open = (): void => {
    if (!opened) typed.begin();
    show();
  };
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
        <Finder close={close} typed={typed.take} />
      </Modal>
    </>
  );
}

/** What somebody types before there is a field for it. Whoever asks for it takes over. */
function useTypedMeanwhile(opened: boolean): { readonly begin: () => void; readonly take: () => string } {
  const held = useRef({ text: '', waits: false });
  useEffect(() => {
    if (!opened) return;
    const hear = (event: KeyboardEvent): void => {
      const { text, waits } = held.current;
      if (!waits || event.key.length !== 1 || event.ctrlKey || event.metaKey) return;
      if (event.key === ' ' && text === '') return; // it presses a button, and begins no word
      held.current.text = text + event.key;
      event.preventDefault();
      event.stopPropagation(); // else it is a key of the page below
    };
    window.addEventListener('keydown', hear, true);
    return () => window.removeEventListener('keydown', hear, true);
  }, [opened]);
  return {
    begin: () => {
      held.current = { text: '', waits: true };
    },
    take: () => {
      held.current.waits = false;
      return held.current.text;
    },
  };
}
