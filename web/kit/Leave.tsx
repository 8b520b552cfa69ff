import { Button, Modal, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { Foot } from './Foot.tsx';
import { unsaved } from './unsaved.ts';

interface LeaveProps {
  readonly opened: boolean;
  readonly stay: () => void;
  readonly leave: () => void;
  /** What is lost; what was typed, where nothing else is said. */
  readonly says?: string | undefined;
}

const TYPED = 'What you typed is not saved. It is lost when you leave.';

/** Asks whoever is about to lose what they typed, or what is shown to them once. */
export function Leave({ opened, stay, leave, says = TYPED }: LeaveProps) {
  useEffect(() => {
    if (!opened) return;
    unsaved.ask(true);
    return () => unsaved.ask(false);
  }, [opened]);
  return (
    <Modal
      opened={opened}
      onClose={stay}
      closeOnEscape={false} // the key that opened it is still on its way
      onKeyDown={({ key }) => {
        if (key === 'Escape') stay();
      }}
      title="Leave without saving?"
      zIndex={350}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text size="sm">{says}</Text>
        <Foot>
          <Button variant="default" onClick={leave}>
            Leave without saving
          </Button>
          <Button data-autofocus onClick={stay}>
            Stay here
          </Button>
        </Foot>
      </Stack>
    </Modal>
  );
}
