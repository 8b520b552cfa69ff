import { Button, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { api, changed } from '#web/shell/api.ts';
import { changedIn, type Schema, settingsOf, typedOf } from './schema.ts';
import { type Collector, givenOf, Secrets, type Typed } from './Secrets.tsx';
import { SettingField } from './SettingField.tsx';

interface Props {
  readonly source: Answered<'sources', 'list'>['sources'][number];
  readonly collector: Collector;
}

/** A button, and the form with the settings that are there. */
export function ChangeSettings({ source, collector }: Props) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        Change its settings
      </Button>
      <Dialog title={`The settings of ${source.id}`} opened={opened} close={close}>
        <Form source={source} collector={collector} close={close} />
      </Dialog>
    </>
  );
}

function Form({ source: { id, settings: before }, collector, close }: Props & { readonly close: () => void }) {
  const settings = settingsOf(collector.settings as Schema);
  const [typed, setTyped] = useState<Typed>(() => typedOf(settings, before));
  const [secrets, setSecrets] = useState<Typed>({});
  const [reason, setReason] = useState('');
  const changing = useMutation({
    mutationFn: async () =>
      api.sources.changeSettings({
        id,
        settings: changedIn(settings, before, typed),
        instead: before,
        secrets: givenOf(secrets),
        reason,
      }),
    onSuccess: () => changed('sources', 'populations').then(close),
  });
  return (
    <Act acting={changing} label="Test it and change" close={close} here="source-secret">
      <Words size="sm">
        The source is tested with them first, and read by them from its next reading on. Once it brought something, it
        stays what it is: of another one, make another source.
      </Words>
      {settings.map((setting) => (
        <SettingField
          key={setting.name}
          setting={setting}
          settings={settings}
          typed={typed}
          set={(change) => setTyped({ ...typed, ...change })}
        />
      ))}
      {collector.secrets.length > 0 && (
        <details>
          <summary>Secrets, where it becomes another source</summary>
          <Secrets of={optional(collector.secrets)} typed={secrets} set={setSecrets} />
        </details>
      )}
      <Text
        label="Why they change"
        name="reason"
        hint="Sealed, with your name and the day. An auditor reads it."
        value={reason}
        set={setReason}
      />
    </Act>
  );
}

/** Those that are kept stay where nothing is typed. */
const optional = (secrets: Collector['secrets']): Collector['secrets'] =>
  secrets.map((secret) => ({ ...secret, required: false }));
