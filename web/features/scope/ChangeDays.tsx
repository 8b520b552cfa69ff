import { Checkbox, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { api, changed } from '#web/shell/api.ts';
import type { Engagement } from '#web/shell/programme.ts';
import { CATEGORIES, type Category } from './categories.ts';

interface Props {
  readonly engagement: Engagement;
  readonly opened: boolean;
  readonly close: () => void;
}

/** Changes an examination; what it was stays sealed beside it. */
export const ChangeDays = ({ engagement, opened, close }: Props) => (
  <Dialog title="Change the examination" opened={opened} close={close}>
    <Form engagement={engagement} close={close} />
  </Dialog>
);

function Form({ engagement, close }: Omit<Props, 'opened'>) {
  const [name, setName] = useState(engagement.name);
  const [first, setFirst] = useState(engagement.first);
  const [last, setLast] = useState(engagement.last);
  const [categories, setCategories] = useState<readonly Category[]>(engagement.categories);
  const days = engagement.type === 'type-1' ? { last } : { first, last };
  const acting = useMutation({
    mutationFn: () => api.engagements.change({ id: engagement.id, name, ...days, categories: [...categories] }),
    onSuccess: () => changed('engagements').then(close),
  });
  return (
    <Act acting={acting} label="Change" close={close}>
      <Words size="sm">The change is sealed beside what it was; an auditor sees both, and when.</Words>
      <Text label="Name" name="name" value={name} set={setName} />
      {engagement.type === 'type-2' && <Text label="First day" name="first" type="date" value={first} set={setFirst} />}
      <Text
        label={engagement.type === 'type-2' ? 'Last day' : 'As of'}
        name="last"
        type="date"
        value={last}
        set={setLast}
      />
      <Checkbox.Group
        label="Categories"
        value={[...categories]}
        onChange={(chosen) => setCategories(CATEGORIES.map(({ id }) => id).filter((id) => chosen.includes(id)))}
      >
        {CATEGORIES.map(({ id, label }) => (
          <Checkbox key={id} value={id} label={label} mt={6} disabled={id === 'security'} />
        ))}
      </Checkbox.Group>
    </Act>
  );
}
