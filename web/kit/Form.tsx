import { Button, Group, Modal, Text } from '@mantine/core';
import { type FormEvent, type ReactNode, useContext, useEffect, useId, useState } from 'react';
import { useIsBeside } from './beside.ts';
import { DialogContext, unsaved } from './unsaved.ts';

interface Props {
  /** What saves it. */
  readonly saving: { readonly isPending: boolean; readonly isSuccess: boolean };
  readonly submit: (form: HTMLFormElement) => void;
  readonly children: ReactNode;
}

/** A form of which nothing is lost unasked: whoever leaves it with something typed says that they mean to. */
export function Form({ saving: { isPending, isSuccess }, submit, children }: Props) {
  const id = useId();
  const isBeside = useIsBeside();
  const dialog = useContext(DialogContext);
  const [typed, setTyped] = useState(false);
  const isUnsaved = typed && !isPending;
  useEffect(() => {
    unsaved.keep(id, isUnsaved ? { isBeside, dialog, giveUp: () => setTyped(false) } : null);
    return () => unsaved.keep(id, null);
  }, [id, isUnsaved, isBeside, dialog]);
  useEffect(() => {
    if (isSuccess) setTyped(false);
  }, [isSuccess]);
  return (
    <form
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
      onInput={() => setTyped(true)}
      onClick={({ target }) => {
        if (target instanceof Element && target.closest('[role="option"]') !== null) setTyped(true); // chosen from a list
      }}
    >
      {children}
    </form>
  );
}

interface LeaveProps {
  readonly opened: boolean;
  readonly stay: () => void;
  readonly leave: () => void;
}

/** Asks whoever is about to lose what they typed. */
export function Leave({ opened, stay, leave }: LeaveProps) {
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
      <Text size="sm">What you typed is not saved. It is lost when you leave.</Text>
      <Group justify="flex-end" gap="sm" mt="md">
        <Button variant="default" onClick={leave}>
          Leave without saving
        </Button>
        <Button data-autofocus onClick={stay}>
          Stay here
        </Button>
      </Group>
    </Modal>
  );
}
