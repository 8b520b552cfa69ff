import { Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { api, changed } from '#web/shell/api.ts';
import type { Agreement } from './shapes.ts';

interface Props {
  readonly agreement: Agreement | null;
  readonly close: () => void;
}

export const EndAgreement = ({ agreement, close }: Props) => (
  <Dialog title="End an agreement" opened={agreement !== null} close={close}>
    {agreement !== null && <Form id={agreement.id} close={close} />}
  </Dialog>
);

function Form({ id, close }: { readonly id: string; readonly close: () => void }) {
  const [reason, setReason] = useState('');
  const acting = useMutation({
    mutationFn: () => api.ndas.end({ id, reason }),
    onSuccess: () => changed('ndas', 'grants').then(close),
  });
  return (
    <Act acting={acting} label="End it" close={close} disabled={reason.trim().length < 5}>
      <Textarea
        label="Why"
        name="reason"
        minLength={5}
        required
        withAsterisk={false}
        description="From their next click on, that company reads nothing that is under the agreement until it signs."
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Act>
  );
}
