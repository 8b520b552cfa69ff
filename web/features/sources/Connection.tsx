import { Button, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';
import { api, changed } from '#web/shell/api.ts';
import { type Collector, givenOf, Secrets, type Typed } from './Secrets.tsx';

type Source = Answered<'sources', 'list'>['sources'][number];

/** That nobody reads it, since when, by whose word and why. */
export const Since = ({ of: { at, by, reason } }: { readonly of: NonNullable<Source['disconnected']> }) => (
  <>
    {'disconnected since '}
    <When at={at} />
    {' by '}
    <By of={by} />
    {`, because: ${reason.replace(/\.$/, '')}`}
  </>
);

const onSuccess = () => changed('sources', 'populations', 'controls', 'jobs');

export function Disconnect({ id }: { readonly id: string }) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button size="xs" variant="outline" color="brick" onClick={() => setOpened(true)}>
        Disconnect
      </Button>
      <Dialog title={`Disconnect ${id}`} opened={opened} close={close}>
        <DisconnectForm id={id} close={close} />
      </Dialog>
    </>
  );
}

function DisconnectForm({ id, close }: { readonly id: string; readonly close: () => void }) {
  const [reason, setReason] = useState('');
  const ending = useMutation({
    mutationFn: () => api.sources.disconnect({ id, reason }),
    onSuccess: () => onSuccess().then(close),
  });
  return (
    <Act acting={ending} label="Disconnect it" close={close}>
      <Words size="sm">
        It is not read any more, and its secrets are deleted. What it brought stays, and counts as it did. What it would
        tell from now on is missing: what rests on it is not evidenced, until it is read again or another source follows
        it.
      </Words>
      <Text
        label="Why it is not read any more"
        name="reason"
        hint="Sealed, with your name and the day. An auditor reads it."
        value={reason}
        set={setReason}
      />
    </Act>
  );
}

export function Reconnect({ id, secrets }: { readonly id: string; readonly secrets: Collector['secrets'] }) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button onClick={() => setOpened(true)}>Reconnect</Button>
      <Dialog title={`Reconnect ${id}`} opened={opened} close={close}>
        <ReconnectForm id={id} secrets={secrets} close={close} />
      </Dialog>
    </>
  );
}

function ReconnectForm({
  id,
  secrets,
  close,
}: {
  readonly id: string;
  readonly secrets: Collector['secrets'];
  readonly close: () => void;
}) {
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState<Typed>({});
  const beginning = useMutation({
    mutationFn: () => api.sources.reconnect({ id, reason, secrets: givenOf(typed) }),
    onSuccess: () => onSuccess().then(close),
  });
  return (
    <Act acting={beginning} label="Test it and reconnect" close={close} here="source-secret">
      <Words size="sm">
        The next reading goes on where the last one stopped. What its system does not tell of the time in between stays
        missing.
      </Words>
      <Secrets of={secrets} typed={typed} set={setTyped} />
      <Text
        label="Why it is read again, if you want to say so"
        name="reason"
        value={reason}
        set={setReason}
        required={false}
      />
    </Act>
  );
}
