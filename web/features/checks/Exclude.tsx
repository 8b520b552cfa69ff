import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '#web/kit/Answer.tsx';
import { api, changed } from '#web/shell/api.ts';

const SHORTEST_REASON = 10;

interface Props {
  readonly check: string;
  readonly item: string | null;
  readonly close: () => void;
}

/** Takes one item out of management's view. What that does and does not do stands beside the button. */
export function Exclude({ check, item, close }: Props) {
  return (
    <Modal
      opened={item !== null}
      onClose={close}
      title="Exclude this item from management’s view"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        <Text className="mono">{item}</Text>
        <Text size="sm">
          It stays in the population, in every package and in the auditor’s view, counted with and without. The reason,
          your name and the time are sealed in the ledger. As its outcome is known already, the exclusion says so.
        </Text>
        {item !== null && <Reason check={check} item={item} close={close} />}
      </Stack>
    </Modal>
  );
}

function Reason({ check, item, close }: Props & { readonly item: string }) {
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  const exclude = useMutation({
    mutationFn: () => api.checks.exclude({ id: check, item, reason, ...(expires === '' ? {} : { expires }) }),
    onSuccess: () => changed('checks').then(close),
  });
  return (
    <>
      <Textarea
        label="Why"
        description="At least ten letters; an auditor will read it."
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        autosize
        minRows={3}
        required
      />
      <TextInput
        type="date"
        label="Until"
        description="Left empty: until somebody ends it."
        value={expires}
        onChange={({ currentTarget }) => setExpires(currentTarget.value)}
      />
      {exclude.isError && <Problem error={exclude.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button
          disabled={reason.trim().length < SHORTEST_REASON}
          loading={exclude.isPending}
          onClick={() => exclude.mutate()}
        >
          Exclude
        </Button>
      </Group>
    </>
  );
}
