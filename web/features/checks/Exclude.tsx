import { Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text as Field } from '#web/kit/Fields.tsx';
import { ItemKey } from '#web/kit/ItemKey.tsx';
import { apiHere, changed } from '#web/shell/api.ts';

const SHORTEST_REASON = 10;

/** Items that something is done with. */
export interface Chosen {
  readonly items: readonly string[];
  /** They are selected no more. */
  readonly clear: () => void;
}

interface Props {
  readonly check: string;
  readonly excluding: Chosen | null;
  readonly close: () => void;
  /** All of them are excluded: what asks for the run from which on they count so. */
  readonly excluded: () => void;
}

const NAMED = 5;

/** Takes items out of management’s view. What that does and does not do stands beside the button. */
export function Exclude({ check, excluding, close, excluded }: Props) {
  const items = excluding?.items ?? [];
  const what = items.length > 1 ? `${items.length} items` : 'this item';
  return (
    <Dialog title={`Exclude ${what} from management’s view`} opened={excluding !== null} close={close}>
      <Stack gap="sm">
        {items.slice(0, NAMED).map((item) => (
          <ItemKey key={item} of={item} />
        ))}
        {items.length > NAMED && <Text size="sm">{`and ${items.length - NAMED} more, each with this reason`}</Text>}
        <Text size="sm">
          What is excluded stays in the population, in every package and in the auditor’s view, counted with and
          without. The reason, your name and the time are sealed in the ledger. As the outcome is known already, the
          exclusion says so. It counts as excluded from the next run of the check, which begins at once.
        </Text>
        {excluding !== null && <Reason check={check} excluding={excluding} close={close} excluded={excluded} />}
      </Stack>
    </Dialog>
  );
}

function Reason({ check, excluding: { items, clear }, close, excluded }: Props & { readonly excluding: Chosen }) {
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  const exclude = useMutation({
    // one after another: where one fails, those before it are excluded, and it says which one failed
    mutationFn: async () => {
      const here = apiHere();
      for (const item of items)
        await here.checks.exclude({ id: check, item, reason, ...(expires === '' ? {} : { expires }) });
    },
    onSettled: () => changed('checks'),
    onSuccess: () => {
      excluded();
      clear();
      close();
    },
  });
  return (
    <Act acting={exclude} label="Exclude" close={close} disabled={reason.trim().length < SHORTEST_REASON}>
      <Textarea
        label="Why"
        name="reason"
        minLength={SHORTEST_REASON}
        description="At least ten letters; an auditor will read it."
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        autosize
        minRows={3}
        required
        withAsterisk={false}
      />
      <Field
        label="Until"
        name="expires"
        hint="Left empty: until somebody ends it. Later looks at the same item are excluded as well."
        type="date"
        value={expires}
        set={setExpires}
        required={false}
      />
    </Act>
  );
}
