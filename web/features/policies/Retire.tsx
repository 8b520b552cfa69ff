import { Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { api, changed } from '#web/shell/api.ts';

interface Props {
  readonly policy: Answered<'policies', 'show'>['policy'];
  readonly close: () => void;
}

/** Takes a policy out of force. */
export function Retire({ policy: { id }, close }: Props) {
  const [reason, setReason] = useState('');
  const acting = useMutation({
    mutationFn: () => api.policies.retire({ id, reason }),
    onSuccess: () => changed('policies').then(close),
  });
  return (
    <Act acting={acting} label="Retire it" close={close} disabled={reason.trim().length < 10}>
      <Textarea
        label="Why"
        name="reason"
        minLength={10}
        required
        withAsterisk={false}
        description="At least ten characters. Sealed with your name. Editing it later takes it up again, as a draft."
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        autosize
        minRows={3}
      />
    </Act>
  );
}
