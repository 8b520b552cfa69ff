import { MultiSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { EventKind } from '#/core/events.ts';
import { Act } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { lacking } from '#web/kit/form-faults.ts';
import { ShownOnce } from '#web/kit/ShownOnce.tsx';
import { api, changed } from '#web/shell/api.ts';

interface Props {
  readonly events: readonly { readonly kind: string; readonly doc: string }[];
  readonly close: () => void;
}

export function AddWebhook({ events, close }: Props) {
  const [url, setUrl] = useState('');
  const [kinds, setKinds] = useState<string[]>([]);
  const acting = useMutation({
    mutationFn: () => api.webhooks.add({ url, kinds: kinds as EventKind[] }),
    onSuccess: () => changed('webhooks'),
  });
  if (acting.data !== undefined)
    return (
      <ShownOnce
        value={acting.data.secret}
        lost="This secret is shown only now. Without it nobody can tell which messages are yours: remove the webhook, and add it again."
        close={close}
      >
        Give this secret to whoever receives: with it they check that a message is yours. It is shown only now, and
        stored encrypted.
      </ShownOnce>
    );
  return (
    <Act acting={acting} label="Add it" close={close} disabled={url.trim() === '' || kinds.length === 0}>
      <Text
        label="Address"
        name="url"
        hint="An https address on the internet. Redirects are not followed."
        placeholder="https://"
        value={url}
        set={setUrl}
      />
      <MultiSelect
        label="Is told of"
        description="What the ledger seals, from now on."
        data={events.map(({ kind }) => kind)}
        renderOption={({ option }) => (
          <span>
            {option.value}
            <br />
            <small>{events.find(({ kind }) => kind === option.value)?.doc}</small>
          </span>
        )}
        name="kinds"
        {...lacking(kinds.length === 0, 'Choose at least one.')}
        value={kinds}
        onChange={setKinds}
        searchable
      />
    </Act>
  );
}
