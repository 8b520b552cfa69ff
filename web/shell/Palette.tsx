import { Button, Kbd, Modal, Text, TextInput } from '@mantine/core';
import { useHotkeys, useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { type Found, useFinding } from './finding.ts';

/** Reaches by name whatever has a page: rooms and what is in them, controls, checks, policies, tasks, sources, populations, criteria. */
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

const MOST = 12;

function Finder({ close }: { readonly close: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const navigate = useNavigate();
  const found = useFinding(text).slice(0, MOST);
  const go = (chosen: Found | undefined): void => {
    if (chosen === undefined) return;
    close();
    void navigate({ to: chosen.to, search: chosen.search ?? {} });
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((found.length + at + step) % Math.max(1, found.length));
    } else if (event.key === 'Enter') go(found[at]);
  };
  return (
    <>
      <TextInput
        data-autofocus
        aria-label="Find anything"
        placeholder="Page, control, check, criterion, policy, task"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="found"
        aria-activedescendant={found[at] === undefined ? undefined : `found-${at}`}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <ul id="found" role="listbox" aria-label="What was found" className="found">
        {found.map((each, place) => (
          <li
            key={`${each.kind} ${each.to} ${JSON.stringify(each.search)} ${each.label}`}
            id={`found-${place}`}
            role="option"
            aria-selected={place === at}
            onMouseEnter={() => setAt(place)}
            onClick={() => go(each)}
            onKeyDown={undefined}
          >
            <span>{each.label}</span>
            <Text span size="xs" c="dimmed">
              {each.kind}
            </Text>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <Text size="sm" c="dimmed" p="sm" role="status">
          Nothing is called like this.
        </Text>
      )}
    </>
  );
}
