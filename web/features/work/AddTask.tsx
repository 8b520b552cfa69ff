import { Button, Select, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Act, Dialog } from '#web/kit/Dialog.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { dayIn } from '#web/kit/when.ts';
import { useOpened } from '#web/kit/opened.ts';
import { MemberField } from '#web/features/people/MemberField.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay, useProgramme } from '#web/shell/programme.ts';

/** A task that no cause is behind: somebody means to do it, or asks somebody else to. */
export function AddTask() {
  const may = useMay('work:write');
  const [opened, open, close] = useOpened('add');
  if (!may) return null;
  return (
    <>
      <Button onClick={open}>Add a task</Button>
      <Dialog title="Add a task" opened={opened} close={close}>
        <Form close={close} />
      </Dialog>
    </>
  );
}

const IN_TWO_WEEKS = 14 * 86_400_000;

function Form({ close }: { readonly close: () => void }) {
  const { me, now, zone } = useProgramme();
  const navigate = useNavigate();
  const seesControls = useMay('controls:read');
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  const [who, setWho] = useState(me.email);
  const [due, setDue] = useState(dayIn(now + IN_TWO_WEEKS, zone));
  const [control, setControl] = useState<string | null>(null);
  const acting = useMutation({
    mutationFn: () =>
      api.work.add({
        title: title.trim(),
        note: note.trim(),
        due,
        ...(seesControls && who.trim() !== '' ? { assignee: who.trim() } : {}),
        ...(control === null ? {} : { control }),
      }),
    onSuccess: async ({ key }) => {
      await changed('work');
      close();
      await navigate({ to: '/work', search: { task: key } });
    },
  });
  return (
    <Act acting={acting} label="Add it" close={close} disabled={title.trim().length < 3 || due === ''}>
      <Text label="What is to be done" name="title" minLength={3} value={title} set={setTitle} />
      {seesControls && (
        <MemberField
          required
          label="Who does it"
          name="assignee"
          hint="An e-mail address. They are told of it."
          value={who}
          set={setWho}
        />
      )}
      <Text label="Until" name="due" type="date" value={due} set={setDue} />
      {seesControls && <OfControl control={control} set={setControl} />}
      <Textarea
        label="What else is to be said of it"
        name="note"
        description="May stay empty. Sealed with your name."
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
        autosize
        minRows={2}
      />
    </Act>
  );
}

interface OfControlProps {
  readonly control: string | null;
  readonly set: (control: string | null) => void;
}

function OfControl({ control, set }: OfControlProps) {
  const controls = useQuery(ask('controls', 'list', {}));
  return (
    <Select
      label="About which control"
      name="control"
      placeholder="None"
      data={(controls.data?.controls ?? []).map(({ id, title }) => ({ value: id, label: title }))}
      value={control}
      onChange={set}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'No control' }}
    />
  );
}
