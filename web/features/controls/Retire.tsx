import { Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { api, changed } from '#web/shell/api.ts';
import { FromField } from './EditControl.tsx';
import type { Latest } from './shapes.ts';

interface Props {
  readonly id: string;
  readonly state: Latest['state'];
  readonly opened: boolean;
  readonly close: () => void;
}

/** Ends a control from a day on, or takes it up again as it was last worded. */
export const Retire = ({ opened, close, ...rest }: Props) => (
  <Dialog
    title={rest.state === 'adopted' ? 'Retire this control' : 'Reinstate this control'}
    opened={opened}
    close={close}
  >
    <Form {...rest} close={close} />
  </Dialog>
);

function Form({ id, state, close }: Omit<Props, 'opened'>) {
  const [from, setFrom] = useState('');
  const next = state === 'adopted' ? 'retired' : 'adopted';
  const saving = useMutation({
    mutationFn: () => api.controls.edit({ id, state: next, ...(from === '' ? {} : { effectiveFrom: from }) }),
    onSuccess: () => changed('controls', 'checks').then(close),
  });
  return (
    <Act acting={saving} label={next === 'retired' ? 'Retire it' : 'Reinstate it'} close={close}>
      <Words size="sm">
        {next === 'retired'
          ? 'It is no longer performed from that day on. What was sealed of it stays, and an auditor sees until when it was in force.'
          : 'It is performed again from that day on, with the words, limits and owner that it last had.'}
      </Words>
      <FromField from={from} set={setFrom} />
    </Act>
  );
}
