import { Radio, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { api, changed } from '#web/shell/api.ts';

interface Props {
  readonly handle: string | null;
  readonly close: () => void;
}

/** Says whose a handle is. It is a declaration of a person, and sealed as one. */
export const Declare = ({ handle, close }: Props) => (
  <Dialog title={`Whose is ${handle ?? ''}?`} opened={handle !== null} close={close}>
    {handle !== null && <Form handle={handle} close={close} />}
  </Dialog>
);

function Form({ handle, close }: { readonly handle: string; readonly close: () => void }) {
  const [kind, setKind] = useState('employee');
  const [number, setNumber] = useState('');
  const acting = useMutation({
    mutationFn: () =>
      api.people.declare({ aliases: [{ handle, is: kind === 'bot' ? 'bot' : `employee:${number.trim()}` }] }),
    onSuccess: () => changed('people', 'checks').then(close),
  });
  return (
    <Act acting={acting} label="Declare" close={close} disabled={kind === 'employee' && number.trim() === ''}>
      <Radio.Group label="It is" value={kind} onChange={setKind}>
        <Stack gap="sm" mt={8}>
          <Radio value="employee" label="a person’s" />
          <Radio value="bot" label="a machine’s" description="A bot is not a person: it approves nothing." />
        </Stack>
      </Radio.Group>
      {kind === 'employee' && (
        <Text label="Employee number" name="is" hint="As the HR system has it." value={number} set={setNumber} />
      )}
    </Act>
  );
}
